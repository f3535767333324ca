"""What a house offers and asks, one group of facts each. Empty means: ask us."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from listings.choices import (
    Allowed,
    MedicationRule,
    MedicationStorage,
    PaidBy,
    RelapseResponse,
    Smoking,
    Staffing,
    TestingFrequency,
    TreatmentFirst,
)
from listings.models.houses import House
from recovery_site.constraints import one_of
from recovery_site.hints import Words


def _answer(label: Words, **options) -> models.BooleanField:
    return models.BooleanField(label, null=True, blank=True, **options)


def _choice(label: Words, choices: type[models.TextChoices], **options) -> models.CharField:
    return models.CharField(label, max_length=20, choices=choices, blank=True, **options)


def _of_house(name: str) -> models.OneToOneField:
    return models.OneToOneField(
        House, verbose_name=_("house"), on_delete=models.CASCADE, related_name=name
    )


class HouseWelcome(models.Model):
    """Whom the house is for."""

    house = _of_house("welcome")
    minimum_age = models.PositiveSmallIntegerField(_("minimum age"), null=True, blank=True)
    lgbtq_affirming = _answer(_("LGBTQ+ people"), help_text=_("The house affirms who they are."))
    couples = _answer(_("couples"))
    children = _answer(_("children living here"))
    veterans = _answer(_("veterans"))
    step_free_entry = _answer(_("step-free entry"))
    ground_floor_bedroom = _answer(_("ground-floor bedroom"))
    roll_in_shower = _answer(_("roll-in shower"))
    grab_bars = _answer(_("grab bars"))
    visual_alarms = _answer(_("visual alarms"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("who it is for")
        verbose_name_plural = _("who it is for")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class HouseProgram(models.Model):
    """Support and recovery."""

    house = _of_house("program")
    staffing = _choice(_("staff"), Staffing)
    naloxone_on_site = _answer(_("naloxone on site"))
    minimum_days_sober = models.PositiveSmallIntegerField(
        _("minimum days sober"), null=True, blank=True
    )
    treatment_first = _choice(_("treatment first"), TreatmentFirst)
    meetings_per_week = models.PositiveSmallIntegerField(
        _("meetings a week"), null=True, blank=True
    )
    sponsor_required = _answer(_("sponsor required"))
    testing_frequency = _choice(_("testing"), TestingFrequency)
    testing_paid_by = _choice(_("who pays for tests"), PaidBy)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("support and recovery")
        verbose_name_plural = _("support and recovery")
        constraints = [
            one_of("staffing", Staffing.values, name="program_staffing_known", blank=True),
            one_of(
                "treatment_first", TreatmentFirst.values, name="program_treatment_known", blank=True
            ),
            one_of(
                "testing_frequency",
                TestingFrequency.values,
                name="program_testing_known",
                blank=True,
            ),
            one_of("testing_paid_by", PaidBy.values, name="program_payer_known", blank=True),
            models.CheckConstraint(
                condition=Q(meetings_per_week__isnull=True) | Q(meetings_per_week__lte=21),
                name="program_meetings_sensible",
                violation_error_message=_("More than 21 meetings a week can't be meant."),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class HouseMedication(models.Model):
    """Medication for opioid use disorder (MOUD) and other medication."""

    house = _of_house("medication")
    buprenorphine = _choice(_("buprenorphine"), MedicationRule, default=MedicationRule.ASK)
    methadone = _choice(_("methadone"), MedicationRule, default=MedicationRule.ASK)
    naltrexone = _choice(_("naltrexone"), MedicationRule, default=MedicationRule.ASK)
    psychiatric = _choice(_("psychiatric medication"), MedicationRule, default=MedicationRule.ASK)
    storage = _choice(_("how it is kept"), MedicationStorage)

    history = HistoricalRecords()

    MOUD = ("buprenorphine", "methadone", "naltrexone")

    class Meta:
        verbose_name = _("medication")
        verbose_name_plural = _("medication")
        constraints = [
            one_of("buprenorphine", MedicationRule.values, name="medication_buprenorphine_known"),
            one_of("methadone", MedicationRule.values, name="medication_methadone_known"),
            one_of("naltrexone", MedicationRule.values, name="medication_naltrexone_known"),
            one_of("psychiatric", MedicationRule.values, name="medication_psychiatric_known"),
            one_of(
                "storage", MedicationStorage.values, name="medication_storage_known", blank=True
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def moud_welcome(self) -> bool:
        """Every medication for opioid use disorder is accepted, without asking first."""
        return all(getattr(self, name) == MedicationRule.ACCEPTED for name in self.MOUD)

    @property
    def refused_moud(self) -> list[str]:
        return [name for name in self.MOUD if getattr(self, name) == MedicationRule.NOT_ACCEPTED]


class HouseRules(models.Model):
    """House rules that have a short answer; the longer ones stand in `HouseText`."""

    house = _of_house("rules")
    weekday_curfew = models.TimeField(_("curfew Sunday to Thursday"), null=True, blank=True)
    weekend_curfew = models.TimeField(_("curfew Friday and Saturday"), null=True, blank=True)
    visitors = _choice(_("visitors"), Allowed)
    overnights = _choice(_("nights away"), Allowed)
    phones = _choice(_("own phone"), Allowed)
    smoking = _choice(_("smoking and vaping"), Smoking)
    pets = _choice(_("pets"), Allowed)
    vehicles = _choice(_("own car"), Allowed)
    work_or_school_hours = models.PositiveSmallIntegerField(
        _("hours of work, school or service a week"), null=True, blank=True
    )
    relapse_response = _choice(_("on a relapse"), RelapseResponse)
    discharge_notice_days = models.PositiveSmallIntegerField(
        _("days of notice before a discharge"), null=True, blank=True
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("house rules")
        verbose_name_plural = _("house rules")
        constraints = [
            *(
                one_of(field, Allowed.values, name=f"rules_{field}_known", blank=True)
                for field in ("visitors", "overnights", "phones", "pets", "vehicles")
            ),
            one_of("smoking", Smoking.values, name="rules_smoking_known", blank=True),
            one_of(
                "relapse_response", RelapseResponse.values, name="rules_relapse_known", blank=True
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class HouseCosts(models.Model):
    """What is paid beside the rate, in USD."""

    house = _of_house("costs")
    deposit = models.DecimalField(_("deposit"), max_digits=8, decimal_places=2, default=0)
    deposit_refundable = models.DecimalField(
        _("of it, paid back at the end"), max_digits=8, decimal_places=2, default=0
    )
    application_fee = models.DecimalField(
        _("application fee"), max_digits=8, decimal_places=2, default=0
    )
    other_fees = models.DecimalField(
        _("other fees to move in"), max_digits=8, decimal_places=2, default=0
    )
    other_fees_note = models.CharField(_("what they are for"), max_length=160, blank=True)
    minimum_stay_days = models.PositiveSmallIntegerField(
        _("minimum stay in days"), null=True, blank=True
    )
    typical_stay_days = models.PositiveSmallIntegerField(
        _("typical stay in days"), null=True, blank=True
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("deposit, fees and stay")
        verbose_name_plural = _("deposit, fees and stay")
        constraints = [
            models.CheckConstraint(
                condition=Q(deposit__gte=0, application_fee__gte=0, other_fees__gte=0),
                name="costs_not_negative",
                violation_error_message=_("Amounts can't be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(deposit_refundable__gte=0, deposit_refundable__lte=F("deposit")),
                name="costs_refund_within_deposit",
                violation_error_message=_("No more than the deposit can be paid back."),
            ),
            models.CheckConstraint(
                condition=Q(other_fees=0) | ~Q(other_fees_note=""),
                name="costs_other_fees_explained",
                violation_error_message=_("Say what the other fees are for."),
            ),
            models.CheckConstraint(
                condition=Q(minimum_stay_days__isnull=True)
                | Q(typical_stay_days__isnull=True)
                | Q(minimum_stay_days__lte=F("typical_stay_days")),
                name="costs_typical_stay_not_shorter",
                violation_error_message=_("The typical stay can't be shorter than the minimum."),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
