import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from listings.choices import Role, TimeZone
from listings.querysets.operators import MembershipQuerySet, OperatorQuerySet
from listings.words import Hours, weekly_words
from recovery_site.constraints import one_of


class Operator(models.Model):
    """The organization that runs houses. One of them owns the site."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(
        _("public name"), max_length=120, help_text=_("The name on every page.")
    )
    legal_name = models.CharField(
        _("legal name"), max_length=160, help_text=_("Who owns the houses, as registered.")
    )
    is_site_owner = models.BooleanField(
        _("owns this site"),
        default=False,
        help_text=_("Its name, phone and promises are what every page shows."),
    )
    phone = models.CharField(
        _("phone"), max_length=32, help_text=_("As printed, like 833-285-1315.")
    )
    phone_hours_note = models.CharField(
        _("who answers the phone"),
        max_length=200,
        help_text=_("One sentence, shown at the foot of every page."),
    )
    email = models.EmailField(_("e-mail"), help_text=_("Shown on the about page."))
    time_zone = models.CharField(
        _("time zone"), max_length=40, choices=TimeZone, default=TimeZone.EASTERN
    )
    callback_promise_minutes = models.PositiveSmallIntegerField(
        _("we call back within"),
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(24 * 60)],
        help_text=_("Minutes of office time. The thank-you page promises it."),
    )
    ownership_note = models.TextField(
        _("who owns the houses"), help_text=_("Shown at the foot of every page.")
    )
    payment_note = models.TextField(
        _("who pays whom"),
        help_text=_("That nobody pays for placement or referrals. Say only what is so."),
    )
    certification_url = models.URLField(_("where certificates can be checked"), blank=True)
    code_of_ethics_url = models.URLField(_("code of ethics"), blank=True)
    grievance_url = models.URLField(
        _("grievance form"), blank=True, help_text=_("Where a resident can file a grievance.")
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = OperatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("operator")
        verbose_name_plural = _("operators")
        constraints = [
            models.UniqueConstraint(
                fields=["is_site_owner"],
                condition=Q(is_site_owner=True),
                name="operator_one_site_owner",
                violation_error_message=_("Another operator owns this site already."),
            ),
            one_of("time_zone", TimeZone.values, name="operator_time_zone_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_href(self) -> str:
        """A `tel:` address; ten digits are taken as a number in the United States."""
        digits = "".join(filter(str.isdigit, self.phone))
        return f"tel:+1{digits}" if len(digits) == 10 else f"tel:+{digits}"

    @property
    def weekly_hours(self) -> dict[int, Hours]:
        """Opening and closing times by weekday, Monday is 0; reads `office_hours`."""
        weekly: dict[int, Hours] = {}
        for hours in self.office_hours.all():
            weekly.setdefault(hours.weekday, []).append((hours.opens_at, hours.closes_at))
        return weekly

    @property
    def hours_words(self) -> str:
        """ "Monday to Saturday, 8 am to 8 pm; Sunday, 10 am to 6 pm"."""
        return weekly_words(self.weekly_hours)


class Membership(models.Model):
    """What a member of staff is for an operator."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("staff account"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    operator = models.ForeignKey(
        Operator, verbose_name=_("operator"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    houses = models.ManyToManyField(
        "listings.House",
        verbose_name=_("only these houses"),
        blank=True,
        related_name="memberships",
        help_text=_("Leave empty for all houses of the operator."),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "operator"],
                name="membership_unique",
                violation_error_message=_("This account is a member already."),
            ),
            one_of("role", Role.values, name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
