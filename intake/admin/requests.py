from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from intake.admin import acting, detail, entering, erasing, exporting, figures, finding
from intake.admin.filters import (
    AskedFilter,
    CameToFilter,
    InUseFilter,
    LostFilter,
    QueueFilter,
)
from intake.due import due, span
from intake.models import CallbackRequest
from intake.querysets import OLDEST_DUE_FIRST
from recovery_site.admin.own import OwnRows


@admin.register(CallbackRequest)
class CallbackRequestAdmin(OwnRows, admin.ModelAdmin):
    """The queue, oldest due first. What changes a request are small forms on its page.

    Django's search would put what is typed into an address, so there is none: see `finding`.
    """

    change_list_template = "admin/intake/queue.html"
    list_display = (
        "reference",
        "due",
        "person",
        "status",
        "whom",
        "channel",
        "house",
        "assigned_to",
        "age",
    )
    list_filter = (
        QueueFilter,
        "for_whom",
        "channel",
        ("house", admin.RelatedOnlyFieldListFilter),
        AskedFilter,
        CameToFilter,
        LostFilter,
        ("source", InUseFilter),
        ("heard_from", InUseFilter),
    )
    ordering = OLDEST_DUE_FIRST
    sortable_by = ()
    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[CallbackRequest]:
        return super().get_queryset(request).with_people()

    def get_urls(self) -> list[URLPattern]:
        def by(view: Any) -> Any:
            def bound(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
                return view(self, request, *args, **kwargs)

            return self.admin_site.admin_view(bound)

        actions = [
            path(f"<int:pk>/{name}/", by(view), name=f"intake_callbackrequest_{name}")
            for name, view in acting.VIEWS.items()
        ]
        find = path("find/", by(finding.find_person), name="intake_callbackrequest_find")
        export = path("export/", by(exporting.export), name="intake_callbackrequest_export")
        erase = path("<int:pk>/erase/", by(erasing.erase), name="intake_callbackrequest_erase")
        numbers = [
            path("numbers/", by(figures.numbers), name="intake_callbackrequest_numbers"),
            path("numbers.csv", by(figures.as_csv), name="intake_callbackrequest_numbers_csv"),
        ]
        return [find, export, erase, *numbers, *actions, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        ours = {"title": _("Requests for a call"), "may_export": exporting.may_export(request)}
        return super().changelist_view(request, ours | (extra_context or {}))

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return entering.enter(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return detail.show(self, request, object_id)

    def has_change_permission(
        self, request: HttpRequest, obj: CallbackRequest | None = None
    ) -> bool:
        """What was erased stays as it is."""
        erased = obj is not None and obj.anonymized_at is not None
        return not erased and super().has_change_permission(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: CallbackRequest | None = None
    ) -> bool:
        return False

    @admin.display(description=_("due"))
    def due(self, request: CallbackRequest) -> SafeString:
        found = due(request, at=timezone.now())
        return format_html('<span class="due due-{}">{}</span>', found.tone, found.words)

    @admin.display(description=_("for"))
    def whom(self, request: CallbackRequest) -> str:
        return request.for_whom_words

    @admin.display(description=_("asked"))
    def age(self, request: CallbackRequest) -> str:
        return _("%(time)s ago") % {"time": span(timezone.now() - request.created_at)}

    @admin.display(description=_("name"))
    def person(self, request: CallbackRequest) -> str:
        return _("erased") if request.anonymized_at else request.requester.name
