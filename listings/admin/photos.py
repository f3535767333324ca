from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from listings.actions import add_photo, remove_photo, replace_photo
from listings.models import Photo
from recovery_site.images import read_picture


class PhotoForm(forms.ModelForm):
    """Pictures come and go by the actions, which draw the public files."""

    upload = forms.FileField(
        label=_("picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP or AVIF, at least 480 pixels each way, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
    )

    class Meta:
        model = Photo
        fields = ("alt", "position", "focal_x", "focal_y")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].required = self.instance.pk is None

    def clean_upload(self) -> UploadedFile | None:
        upload = self.cleaned_data.get("upload")
        if upload:
            read_picture(upload)
        return upload

    def save(self, commit: bool = True) -> Photo:
        photo, upload = self.instance, self.cleaned_data.get("upload")
        if photo.pk is None:
            added = add_photo(house=photo.house, upload=upload, alt=photo.alt)
            photo.pk, photo.version, photo.original = added.pk, added.version, added.original
            photo.width, photo.height = added.width, added.height
            photo.uuid, photo.created_at = added.uuid, added.created_at
            photo._state.adding = False
        elif upload:
            replace_photo(photo=photo, upload=upload)
        return super().save(commit)


class PhotoFormSet(forms.BaseInlineFormSet):
    def delete_existing(self, obj: Photo, commit: bool = True) -> None:
        remove_photo(photo=obj)


class PhotoInline(admin.StackedInline):
    model = Photo
    form = PhotoForm
    formset = PhotoFormSet
    fields = ("preview", "upload", "alt", ("position", "focal_x", "focal_y"))
    readonly_fields = ("preview",)
    ordering = ("position", "pk")
    extra = 0
    classes = ("collapse",)

    @admin.display(description=_("now"))
    def preview(self, photo: Photo) -> SafeString | str:
        if photo.pk is None:
            return _("Not uploaded yet")
        return format_html(
            '<img src="{}" alt="{}" width="240" height="{}" loading="lazy">',
            photo.files.webp_url,
            photo.alt,
            round(240 * photo.height / photo.width),
        )
