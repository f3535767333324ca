from uuid import uuid4

from django.core.files.storage import storages
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from listings.models.houses import House
from listings.querysets.photos import PhotoQuerySet
from recovery_site.models import DrawnForLinks, OutboxMessage
from recovery_site.pictures import PictureFiles, Preview


def private_storage():
    return storages["private"]


class Photo(models.Model):
    """A picture of a house. The first one is its cover.

    The original is private; the public sees files that the worker draws from it, named by
    `version`. While `drawing` is set they don't show the original (yet): there are none, or
    they are those of the picture before.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    house = models.ForeignKey(
        House, verbose_name=_("house"), on_delete=models.CASCADE, related_name="photos"
    )
    original = models.FileField(
        _("picture"), storage=private_storage, upload_to="photos", max_length=200
    )
    version = models.UUIDField(null=True, unique=True, editable=False)
    drawing = models.OneToOneField(
        OutboxMessage,
        verbose_name=_("drawing"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
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
            models.CheckConstraint(
                condition=Q(version__isnull=False) | Q(drawing__isnull=False),
                name="photo_drawn_or_promised",
                violation_error_message=_("A photo is drawn, or somebody is to draw it."),
            ),
        ]
        indexes = [models.Index(fields=["house", "position"], name="photo_order")]

    def __str__(self) -> str:
        return self.alt

    @property
    def files(self) -> PictureFiles:
        """Needs a photo that is drawn."""
        if self.version is None:
            raise ValueError("This photo is not drawn yet.")
        return PictureFiles(self.version, self.width, self.height)

    @property
    def preview(self) -> Preview:
        return self.files.preview(self.alt)

    @property
    def is_drawn(self) -> bool:
        return self.version is not None

    @property
    def was_given_up(self) -> bool:
        """The original could not be drawn, and nobody tries again by itself."""
        return self.drawing is not None and self.drawing.gave_up_at is not None

    @property
    def focus(self) -> str:
        """CSS classes that keep the focus in a frame of any shape; "" for the middle."""
        if (self.focal_x, self.focal_y) == (50, 50):
            return ""
        return f"focus-x{round(self.focal_x / 10)} focus-y{round(self.focal_y / 10)}"


class SocialPicture(DrawnForLinks):
    """What others show beside a link to a house: drawn from its cover and a few facts.

    `digest` says what of; it is out of date as soon as `listings.social` finds another one.
    """

    house = models.OneToOneField(
        House, verbose_name=_("house"), on_delete=models.CASCADE, related_name="social_picture"
    )
