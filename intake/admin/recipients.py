from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intake import actions
from intake.admin.recipient_form import RecipientForm
from intake.models import NoticeRecipient
from listings.models import Operator
from listings.words import clock_words
from recovery_site.admin.own import OwnRows


@admin.register(NoticeRecipient)
class NoticeRecipientAdmin(OwnRows, admin.ModelAdmin):
    """The order in which people are told. Where an address leads is on its own page only."""

    form = RecipientForm
    change_list_template = "admin/intake/recipients.html"
    change_form_template = "admin/intake/recipient.html"
    list_display = ("label", "step_words", "channel", "hours", "state")
    list_display_links = ("label",)
    sortable_by = ()
    ordering = ("operator", "step", "pk")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ("send_tests",)

    def get_fields(self, request: HttpRequest, obj: NoticeRecipient | None = None) -> list[str]:
        """Whose list it is has to be asked only where there is a choice."""
        fields = ["label", "step", "channel", "address", "hours", "is_active"]
        return ["operator", *fields] if len(operators_of(request)) > 1 else fields

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[RecipientForm]:
        form = super().get_form(request, *args, **kwargs)
        return type("RecipientForm", (form,), {"operators": operators_of(request)})

    def get_urls(self) -> list[URLPattern]:
        test = self.admin_site.admin_view(self.send_test)
        return [
            path("<int:pk>/test/", test, name="intake_noticerecipient_test"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        fallback = [] if self.get_queryset(request).active().exists() else operators_of(request)
        context = {"title": _("Who is told of a new request"), "fallback": fallback}
        return super().changelist_view(request, context | (extra_context or {}))

    def save_model(
        self, request: HttpRequest, obj: NoticeRecipient, form: RecipientForm, change: bool
    ) -> None:
        actions.keep_recipient(
            recipient=obj, by=request.user, at=timezone.now(), fields=form.changed_data
        )

    def delete_model(self, request: HttpRequest, obj: NoticeRecipient) -> None:
        actions.remove_recipient(recipient=obj, by=request.user, at=timezone.now())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for recipient in queryset:
            self.delete_model(request, recipient)

    def send_test(self, request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        recipient = self.get_queryset(request).filter(pk=pk).first()
        if recipient is None:
            raise Http404
        if not self.has_change_permission(request, recipient):
            raise PermissionDenied
        self._test(request, [recipient])
        return redirect("admin:intake_noticerecipient_change", pk)

    @admin.action(description=_("Send a test"), permissions=["change"])
    def send_tests(self, request: HttpRequest, chosen: QuerySet[NoticeRecipient]) -> None:
        self._test(request, list(chosen))

    def _test(self, request: HttpRequest, chosen: list[NoticeRecipient]) -> None:
        at, by = timezone.now(), request.user
        sent = sum(actions.send_test(recipient=each, by=by, at=at) for each in chosen)
        words = ngettext(
            "%(n)d test is on its way. In a moment this page says how it went.",
            "%(n)d tests are on their way. In a moment this page says how they went.",
            sent,
        )
        if sent:
            self.message_user(request, words % {"n": sent}, messages.SUCCESS)
        else:
            self.message_user(
                request, _("A test was sent a moment ago. Wait a minute."), messages.WARNING
            )

    @admin.display(description=_("step"))
    def step_words(self, recipient: NoticeRecipient) -> str:
        return _("Step %(number)d") % {"number": recipient.step}

    @admin.display(description=_("last try"))
    def state(self, recipient: NoticeRecipient) -> SafeString:
        if not recipient.is_active:
            tone, words = "none", _("switched off")
        elif recipient.is_failing:
            tone, words = "red", _("failed %(when)s") % {"when": _moment(recipient.failed_at)}
        elif recipient.delivered_at:
            tone, words = "calm", _("worked %(when)s") % {"when": _moment(recipient.delivered_at)}
        else:
            tone, words = "none", _("not used yet")
        return format_html('<span class="due due-{}">{}</span>', tone, words)


def operators_of(request: HttpRequest) -> list[Operator]:
    found = Operator.objects.visible_to(request.user, "intake.view_noticerecipient")
    return list(found.order_by("-is_site_owner", "name", "pk"))


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{date_format(local, 'M j')}, {clock_words(local)}"
