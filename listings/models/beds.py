from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from listings.choices import BedState, Gender, RoomType
from listings.models.houses import House
from listings.querysets.beds import BedIntervalQuerySet, BedQuerySet, RoomQuerySet
from recovery_site.constraints import one_of


class Room(models.Model):
    """A bedroom."""

    house = models.ForeignKey(
        House, verbose_name=_("house"), on_delete=models.CASCADE, related_name="rooms"
    )
    name = models.CharField(_("name"), max_length=40, help_text=_("Like Room 1."))
    room_type = models.CharField(_("type"), max_length=10, choices=RoomType)
    gender = models.CharField(
        _("for"),
        max_length=10,
        choices=Gender,
        null=True,
        blank=True,
        help_text=_("Only where it differs from the house."),
    )
    on_ground_floor = models.BooleanField(_("on the ground floor"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.UniqueConstraint(
                fields=["house", "name"],
                name="room_name_unique",
                violation_error_message=_("The house has a room of this name."),
            ),
            one_of("room_type", RoomType.values, name="room_type_known"),
            models.CheckConstraint(
                condition=Q(gender__isnull=True) | Q(gender__in=Gender.values),
                name="room_gender_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Bed(models.Model):
    """One person's place in a room. Its state is the interval that holds the instant."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    room = models.ForeignKey(
        Room, verbose_name=_("room"), on_delete=models.CASCADE, related_name="beds"
    )
    label = models.CharField(_("bed"), max_length=10, help_text=_("Like A."))

    # Set by `BedQuerySet.with_state`.
    state_now: str | None
    expected_open_on: date | None

    objects = BedQuerySet.as_manager()

    class Meta:
        verbose_name = _("bed")
        verbose_name_plural = _("beds")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "label"],
                name="bed_label_unique",
                violation_error_message=_("The room has a bed of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.label


class BedInterval(models.Model):
    """A stretch of a bed's life: [starts_at, ends_at), without an end while it lasts.

    No two intervals of one bed overlap; the database refuses it (see the migration
    `bed_intervals_never_overlap`).
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    bed = models.ForeignKey(
        Bed, verbose_name=_("bed"), on_delete=models.CASCADE, related_name="intervals"
    )
    state = models.CharField(_("state"), max_length=15, choices=BedState)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    held_until = models.DateTimeField(
        _("held until"),
        null=True,
        blank=True,
        help_text=_("What was said when the hold began. It may have ended before."),
    )
    undoes = models.ForeignKey(
        "self",
        verbose_name=_("undoes"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="undone_by",
    )
    expected_open_on = models.DateField(
        _("expected to open"), null=True, blank=True, help_text=_("Shown to families.")
    )
    reason = models.CharField(
        _("why"), max_length=160, blank=True, help_text=_("No names. For staff only.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = BedIntervalQuerySet.as_manager()

    class Meta:
        verbose_name = _("bed interval")
        verbose_name_plural = _("bed intervals")
        constraints = [
            one_of("state", BedState.values, name="bed_interval_state_known"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="bed_interval_ends_after_start",
                violation_error_message=_("It has to end after it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(state=BedState.HELD) | Q(ends_at__isnull=False),
                name="bed_interval_hold_ends",
                violation_error_message=_("A hold has an end."),
            ),
            models.CheckConstraint(
                condition=Q(expected_open_on__isnull=True)
                | Q(state__in=[BedState.OCCUPIED, BedState.OUT_OF_SERVICE]),
                name="bed_interval_expectation_when_taken",
                violation_error_message=_("Only a bed that is taken can be expected to open."),
            ),
            models.UniqueConstraint(
                fields=["bed"],
                condition=Q(ends_at__isnull=True),
                name="bed_interval_one_without_end",
            ),
            models.UniqueConstraint(
                fields=["undoes"],
                condition=Q(undoes__isnull=False),
                name="bed_interval_undone_once",
                violation_error_message=_("This change was undone already."),
            ),
        ]
        indexes = [models.Index(fields=["bed", "starts_at", "ends_at"], name="bed_interval_life")]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.starts_at:%Y-%m-%d %H:%M}"
