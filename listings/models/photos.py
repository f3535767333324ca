from uuid import uuid4

from django.core.files.storage import storages
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from listings.models.houses import House
from listings.querysets.photos import PhotoQuerySet
from recovery_site.images import PictureFiles


def private_storage():
    return storages["private"]


class Photo(models.Model):
    """A picture of a house. The first one is its cover.

    The original is private; the public sees files that `recovery_site.images` drew anew,
    named by `version`, which changes whenever the picture is replaced.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    house = models.ForeignKey(
        House, verbose_name=_("house"), on_delete=models.CASCADE, related_name="photos"
    )
    original = models.FileField(
        _("picture"), storage=private_storage, upload_to="photos", max_length=200
    )
    version = models.UUIDField(default=uuid4, unique=True, editable=False)
    alt = models.CharField(
        _("what it shows"),
        max_length=200,
        help_text=_("For people who can't see it. One plain sentence."),
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    focal_x = models.PositiveSmallIntegerField(
        _("focus, from the left"), default=50, help_text="%", validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focus, from the top"), default=50, help_text="%", validators=[MaxValueValidator(100)]
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="photo_alt_given",
                violation_error_message=_("Say what the picture shows."),
            ),
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100), name="photo_focus_in_picture"
            ),
        ]
        indexes = [models.Index(fields=["house", "position"], name="photo_order")]

    def __str__(self) -> str:
        return self.alt

    @property
    def files(self) -> PictureFiles:
        return PictureFiles(self.version, self.width, self.height)
