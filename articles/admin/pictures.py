from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.base import File
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.translation import gettext_lazy as _

from articles import actions
from articles.admin.choosing import ChoosesPictures
from articles.models import Picture
from recovery_site.images import original_of


class PictureForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP or AVIF, up to 20 MB. Place and camera data are taken out."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )

    class Meta:
        model = Picture
        fields = ("title", "alt", "credit")
        widgets = {"alt": forms.Textarea(attrs={"rows": 2, "cols": 60})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["upload"].required = True
        else:
            self.fields["upload"].label = _("Another picture in its place")

    def clean_upload(self) -> File | None:
        upload = self.cleaned_data["upload"]
        return original_of(upload).file if upload else None


def figure_of(picture: Picture) -> str:
    """As a text shows it."""
    size, files = picture.in_text, picture.files
    caption = format_html("<figcaption>{}</figcaption>", picture.credit) if picture.credit else ""
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>',
        files.webp_url, picture.alt, size.width, size.height, caption,
    )  # fmt: skip


@admin.register(Picture)
class PictureAdmin(ChoosesPictures):
    about = _(
        "The pictures that every text and every cover chooses from. Describe each in one sentence: "
        "it is read to people who can’t see it, and found by it."
    )
    form = PictureForm
    list_display = ("small", "title", "alt", "width", "height", "created_at")
    list_display_links = ("small", "title")
    search_fields = ("title", "alt", "credit")
    ordering = ("-created_at", "-pk")
    readonly_fields = ("shown", "html", "width", "height")
    fields = ("shown", "upload", "title", "alt", "credit", "html", ("width", "height"))

    class Media:
        css = {"all": ["articles/editor.css"]}

    def get_fields(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        return self.fields if obj else ("upload", "title", "alt", "credit")

    @admin.display(description=_("picture"))
    def small(self, picture: Picture) -> str:
        return format_html(
            '<img class="picture-small" src="{}" alt="{}">', picture.files.webp_url, picture.alt
        )

    @admin.display(description=_("picture"))
    def shown(self, picture: Picture) -> str:
        return format_html(
            '<img class="picture-shown" src="{}" alt="{}">', picture.files.webp_url, picture.alt
        )

    @admin.display(description=_("HTML for a text"))
    def html(self, picture: Picture) -> str:
        """To copy, where the editor's own chooser does not run."""
        return format_html('<code class="picture-html">{}</code>', escape(figure_of(picture)))

    def save_model(
        self, request: HttpRequest, obj: Picture, form: forms.ModelForm, change: bool
    ) -> None:
        upload = form.cleaned_data.get("upload")
        if not upload:
            obj.save()
        elif change:
            actions.replace_picture(picture=obj, upload=upload, at=timezone.now())
        else:
            actions.add_picture(picture=obj, upload=upload)

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        actions.remove_picture(picture=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> None:
        for picture in queryset:
            actions.remove_picture(picture=picture)
