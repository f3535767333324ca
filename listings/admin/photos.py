from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from listings.actions import add_photo, remove_photo, replace_photo
from listings.admin.kept_uploads import keep_upload, kept_upload
from listings.models import Photo
from recovery_site.images import original_of, read_picture

PREVIEW_WIDTH = 640
IS_KEPT = _("Your picture is kept. Choose a file only if it is to be another one.")
PLACE = ("position", "focal_x", "focal_y")


class PhotoForm(forms.ModelForm):
    """Pictures come and go by the actions, which have the public files drawn."""

    upload = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP or AVIF, at least 480 pixels each way, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
    )

    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Photo
        fields = ("alt", *PLACE)
        widgets = {"alt": forms.TextInput(attrs={"class": "vLargeTextField"})}
        help_texts = {"position": _("The lowest number is the cover.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        upload = self.fields["upload"]
        is_kept = self.is_bound and self.data.get(self.add_prefix("kept"))
        upload.required = self.instance.pk is None and not is_kept
        if is_kept:
            upload.help_text = IS_KEPT
        if self.instance.pk is not None:
            upload.label = _("Another picture in its place")

    def clean_upload(self) -> File | None:
        upload = self.cleaned_data.get("upload")
        return original_of(upload).file if upload else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kept") and not data.get("upload") and "upload" not in self.errors:
            try:
                data["upload"] = kept_upload(data["kept"])
            except ValidationError as gone:
                self.add_error("upload", gone)
        return data

    def keep_upload(self) -> None:
        """For the next try, because a browser never sends a file that it has sent before."""
        upload = getattr(self, "cleaned_data", {}).get("upload")
        if upload:
            self.data = {**self.data, self.add_prefix("kept"): keep_upload(upload)}
            self["upload"].help_text = IS_KEPT

    def save(self, commit: bool = True) -> Photo:
        photo, upload, at = self.instance, self.cleaned_data.get("upload"), timezone.now()
        if photo.pk is None:
            place = {name: getattr(photo, name) for name in PLACE}
            return add_photo(house=photo.house, upload=upload, alt=photo.alt, at=at, **place)
        if upload:
            replace_photo(photo=photo, upload=upload, at=at)
        # The worker may have drawn it since it was read: its columns stay as they are.
        photo.save(update_fields=("alt", *PLACE))
        return photo


class PhotoFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """A new photo comes last until somebody says otherwise."""
        super().add_fields(form, index)
        if form.instance.pk is None:
            last = max((photo.position for photo in self.get_queryset()), default=-1)
            form.fields["position"].initial = last + 1

    def keep_uploads(self) -> None:
        for form in self.forms:
            form.keep_upload()

    def delete_existing(self, obj: Photo, commit: bool = True) -> None:
        remove_photo(photo=obj)


class PhotoInline(admin.StackedInline):
    model = Photo
    form = PhotoForm
    formset = PhotoFormSet
    fields = ("shown", "upload", "kept", "alt", PLACE)
    readonly_fields = ("shown",)
    ordering = ("position", "pk")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return super().get_queryset(request).with_place().select_related("drawing")

    @admin.display(description=_("now"))
    def shown(self, photo: Photo) -> SafeString | str:
        if photo.pk is None:
            return _("Not uploaded yet")
        return render_to_string("admin/listings/house/_photo.html", {"photo": photo})


def photo_preview(model_admin: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """An original, small: staff see it before it is drawn for the public."""

    def view(request: HttpRequest, house_id: int, photo_id: int) -> HttpResponse:
        photo = get_object_or_404(
            Photo.objects.select_related("house"), pk=photo_id, house=house_id
        )
        may_see = request.user.has_perm("listings.view_photo") or request.user.has_perm(
            "listings.change_photo"
        )
        if not (may_see and model_admin.has_view_permission(request, photo.house)):
            raise PermissionDenied
        try:
            with photo.original.open() as file:
                picture = read_picture(file, width=PREVIEW_WIDTH)
        except (OSError, ValidationError):
            raise Http404 from None
        picture.thumbnail((PREVIEW_WIDTH, PREVIEW_WIDTH))
        response = HttpResponse(content_type="image/jpeg")
        picture.save(response, "JPEG", quality=75)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return require_safe(view)
