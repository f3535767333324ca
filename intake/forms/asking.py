from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intake.choices import Channel, ForWhom, HeardFrom, Language, MoveIn, Window
from intake.forms.checks import check_profession, check_ways_to_reach
from intake.forms.fields import TOO_LONG, DateInput, PhoneField, line, one_of, or_none, tick
from intake.forms.houses import HouseField
from intake.rules import is_certified
from intake.submissions import Submission
from listings.choices import Gender, TimeZone
from listings.clock import local_date
from listings.models import House, Operator

REFERRAL_LAW = _(
    "This house has no valid certificate now. Florida law (§397.4873) may bar a licensed "
    "provider from referring a patient to it."
)
LATELY = timedelta(days=31)
SOME_DAY = timedelta(days=2 * 365)


class AskingForm(forms.Form):
    """What somebody who asks for a call may tell us. `at` is now.

    With `house` the form is about that house; `choose_house` offers the operator's houses.
    """

    first_name = line(_("First name"), 80, autocomplete="given-name")
    for_whom = one_of(
        _("Who is it for?"), ForWhom.choices, radios=True, missing=_("Choose who this is for.")
    )
    organisation = line(_("Your organization"), 120, autocomplete="organization")
    role = line(_("Your role"), 80, autocomplete="organization-title")
    planned_discharge_on = forms.DateField(
        label=_("Planned discharge date"),
        required=False,
        widget=DateInput,
        error_messages={"invalid": _("Write the date like 12/31/2026.")},
    )
    phone = PhoneField(label=_("Phone"), required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("This e-mail address is not complete. It looks like name@example.com."),
            "max_length": TOO_LONG,
        },
    )
    channel = one_of(
        _("How should we reach you?"),
        Channel.choices,
        radios=True,
        initial=Channel.CALL,
        missing=_("Choose how we should reach you."),
    )
    preferred_window = one_of(
        _("When is a good time?"),
        Window.choices,
        radios=True,
        initial=Window.ANY,
        missing=_("Choose when is a good time."),
    )
    time_zone = one_of(_("Your time zone"), TimeZone.choices, missing=_("Choose your time zone."))
    may_leave_voicemail = tick(_("You may leave a voicemail"))
    may_send_texts = tick(_("You may send me texts"))
    may_say_who = tick(_("You may say who is calling if someone else answers"))
    house = HouseField(label=_("House"), required=False)
    house_gender = one_of(_("Kind of house"), or_none(Gender.choices))
    move_in = one_of(_("When do you hope to move in?"), or_none(MoveIn.choices))
    language = one_of(
        _("Language you prefer"),
        Language.choices,
        initial=Language.ENGLISH,
        missing=_("Choose a language."),
    )
    # On the list of homes a filter has the id that it would get.
    language.widget.attrs["id"] = "id_preferred_language"
    heard_from = one_of(
        _("How did you hear of us?"), or_none(HeardFrom.choices, _("I’d rather not say"))
    )
    message = forms.CharField(
        label=_("Anything we should know?"),
        help_text=_("Please leave out medical details. We can talk about them on the phone."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(
        self,
        data: dict[str, str] | None = None,
        *,
        operator: Operator,
        at: datetime,
        house: House | None = None,
        choose_house: bool = False,
    ) -> None:
        super().__init__(data, initial={"time_zone": operator.time_zone, "house": house})
        self.operator, self.at = operator, at
        name = self.fields["first_name"]
        name.required = True
        name.help_text = _("Or any name you like to be called by.")
        name.error_messages["required"] = _("Tell us what to call you. Any name will do.")
        for either in ("phone", "email", "organisation"):
            cast(Any, self.fields[either]).hide_optional = True
        self.house_field.look_among(lambda: House.objects.public(at=at).filter(operator=operator))
        if house:
            self.house_field.remember(house)
        if choose_house:
            self.offer_houses()

    @property
    def house_field(self) -> HouseField:
        return cast(HouseField, self.fields["house"])

    def offer_houses(self) -> None:
        """Let people choose a house; otherwise it comes with the page or not at all."""
        self.house_field.offer()

    def replace_errors(self, words: str) -> None:
        """Say only this above the form, and show what was typed or what would stand there."""
        standing = {
            name: self.get_initial_for_field(field, name) for name, field in self.fields.items()
        }
        standing = {name: value for name, value in standing.items() if value}
        self.data = {**standing, **self.data}
        self.errors.clear()
        self.add_error(None, words)

    def clean_planned_discharge_on(self) -> date | None:
        day = self.cleaned_data["planned_discharge_on"]
        today = local_date(self.at, self.operator.time_zone)
        if day and not today - LATELY <= day <= today + SOME_DAY:
            raise ValidationError(_("Check this date. It is too far from today."))
        return day

    def clean(self) -> None:
        check_ways_to_reach(self)
        check_profession(self)

    @property
    def uncertified_notice(self) -> str:
        """What a professional has to know of the house that is chosen; "" mostly."""
        house = self.house_field.chosen(self["house"].value())
        return str(REFERRAL_LAW) if house and not is_certified(house, at=self.at) else ""

    def submission(self) -> Submission:
        """What was asked for; the form has to be valid."""
        named = {
            "first_name": "name",
            "organisation": "organization",
            "role": "professional_role",
            "preferred_window": "window",
            "may_say_who": "may_say_who_calls",
            "website": "trap",
        }
        told = self.cleaned_data.items()
        return Submission(**{named.get(field, field): value for field, value in told})
