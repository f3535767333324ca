from uuid import uuid4

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recovery_site.images import MIN_SIDE
from recovery_site.pictures import PictureFiles, Preview, Size, size_in_text


def private_storage():
    return storages["private"]


class Picture(models.Model):
    """A picture in the editors' shared library. The original is private."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120, help_text=_("To find it again."))
    original = models.FileField(
        _("picture"), storage=private_storage, upload_to="pictures", max_length=200
    )
    version = models.UUIDField(default=uuid4, unique=True, editable=False)
    alt = models.CharField(
        _("what it shows"),
        max_length=200,
        help_text=_("For people who can't see it. One plain sentence."),
    )
    credit = models.CharField(_("credit"), max_length=160, blank=True)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="picture_alt_given",
                violation_error_message=_("Say what the picture shows."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def files(self) -> PictureFiles:
        return PictureFiles(self.version, self.width, self.height)

    @property
    def is_large(self) -> bool:
        """Large enough to be the cover of an article; small ones come with an import."""
        return min(self.width, self.height) >= MIN_SIDE

    @property
    def preview(self) -> Preview:
        return self.files.preview(self.alt)

    @property
    def in_text(self) -> Size:
        return size_in_text(self.width, self.height)
