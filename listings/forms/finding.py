from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from listings.choices import HouseOrder, SupportLevel
from listings.filters import USUALLY_WITHIN, WITHIN
from listings.forms.parts import (
    GENDERS,
    MEDICATIONS,
    ComingDayField,
    DollarField,
    FlagField,
    PickField,
    SeveralField,
    Shared,
)
from listings.models import City
from listings.places import Place, places_named, suggestions
from recovery_site.forms import PlainForm
from recovery_site.full_text import plain

WELCOME = [
    ("lgbtq", _("LGBTQ+ affirming")),
    ("couples", _("Couples")),
    ("children", _("Children")),
    ("veterans", _("Veterans")),
    ("pets", _("Pets, some with limits")),
]
ACCESS = [
    ("step_free_entry", _("Step-free entry")),
    ("ground_floor_bedroom", _("Ground-floor bedroom")),
    ("roll_in_shower", _("Roll-in shower")),
    ("grab_bars", _("Grab bars")),
    ("visual_alarms", _("Visual alarms")),
]
ASK = [
    ("price", _("Weekly cost on request")),
    ("move_in", _("Total to move in on request")),
    ("days", _("Time sober: ask us")),
]

# Of each taxonomy the codes and names that can be searched for.
Terms = dict[str, list[tuple[str, str]]]


# Their choices follow from the houses that there are.
BY_TERMS = ("pathway", "language", "amenity")


class HouseFilterForm(PlainForm):
    """The parts of `/houses/?…`. Each stands for itself: a wrong one spoils no other."""

    near = forms.CharField(
        label=_("Near a city or ZIP"),
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"placeholder": _("Any place"), "list": "places", "autocomplete": "off"}
        ),
        error_messages={"max_length": _("Please write a city or a ZIP in fewer letters.")},
    )
    within = forms.TypedChoiceField(
        label=_("Within"),
        required=False,
        coerce=int,
        empty_value=USUALLY_WITHIN,  # type: ignore[arg-type]  # the stubs want a string
        choices=[(miles, _("%(miles)d miles") % {"miles": miles}) for miles in WITHIN],
        initial=USUALLY_WITHIN,
        error_messages={"invalid_choice": _("Please choose a distance from the list.")},
    )
    city = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("We have no home there. Please choose from the list.")},
    )
    gender = PickField(_("A home for"), GENDERS, _("Anyone"))
    open = FlagField("now", _("A bed is open now"))
    by = ComingDayField(_("Or a bed opens by"))
    max_weekly = DollarField(_("Weekly cost, up to"), "$250")
    max_move_in = DollarField(_("Total to move in, up to"), "$900")
    private = FlagField("yes", _("A private room"))
    moud = SeveralField(_("Medication accepted"), MEDICATIONS)
    certified = FlagField("yes", _("Certified"))
    level = forms.TypedChoiceField(
        label=_("Level of support"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any level")), *SupportLevel.choices],
        error_messages={"invalid_choice": _("Please choose one from the list.")},
    )
    days = forms.IntegerField(
        label=_("Days sober I have"),
        required=False,
        min_value=0,
        max_value=9_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "9", "maxlength": 6}),
        error_messages={
            "invalid": _("Please write a number of days, like 9."),
            "min_value": _("Please write 0 or more days."),
            "max_value": _("Please write fewer than 10,000 days."),
        },
    )
    pathway = PickField(_("Pathway"), [], _("Any pathway"))
    welcome = SeveralField(_("Welcome here"), WELCOME)
    access = SeveralField(_("Getting around in the house"), ACCESS)
    amenity = SeveralField(_("In the house"), [])
    language = PickField(_("Language spoken"), [], _("Any language"))
    q = forms.CharField(
        label=_("Words to look for"),
        required=False,
        max_length=100,
        strip=True,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Quiet, beach, garden")}),
        error_messages={"max_length": _("Please write fewer words.")},
    )
    ask = forms.ChoiceField(required=False, choices=[("", ""), *ASK], widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        required=False, choices=[("", ""), *HouseOrder.choices], widget=forms.HiddenInput
    )

    def __init__(
        self,
        data: Any = None,
        *,
        cities: Sequence[City],
        today: date,
        offered: dict[str, forms.Field] | None = None,
        find_places: Callable[[str, Sequence[City]], list[Place]] = places_named,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.cities, self.today, self.find_places = cities, today, find_places
        self.suggested: list[str] = []
        self.fields |= offered_fields(cities) if offered is None else offered

    def clean_near(self) -> Place | None:
        text: str = self.cleaned_data["near"]
        if not text:
            return None
        found = self.find_places(text, self.cities)
        if len(found) == 1:
            return found[0]
        if found:
            self.suggested = [place.label for place in found]
            raise forms.ValidationError(_("There is more than one. Please choose which."))
        self.suggested = suggestions(text, self.cities)
        if self.suggested:
            raise forms.ValidationError(_("We don’t know this place. Did you mean one of these?"))
        raise forms.ValidationError(
            _("We don’t know this place. Please write a city, or a ZIP of five digits.")
        )

    def clean_by(self) -> date | None:
        field = cast(ComingDayField, self.fields["by"])
        return field.not_before(self.today, self.cleaned_data["by"])

    def clean_q(self) -> str:
        words: str = self.cleaned_data["q"]
        if words and not plain(words):
            raise forms.ValidationError(_("Please write at least one word."))
        return words

    def clean_sort(self) -> str:
        return self.cleaned_data["sort"] or HouseOrder.SOONEST


HouseFilterForm.base_fields = Shared(HouseFilterForm.base_fields)


def offered_fields(cities: Sequence[City], terms: Terms | None = None) -> dict[str, forms.Field]:
    """Those that follow from the houses that there are. Forms share them and change none."""
    fields: Any = {
        name: deepcopy(HouseFilterForm.base_fields[name]) for name in ("city", *BY_TERMS)
    }
    fields["city"].choices = [("", ""), *((city.slug, str(city)) for city in cities)]
    for name in BY_TERMS:
        first = fields[name].choices[:1] if name != "amenity" else []
        fields[name].choices = [*first, *(terms or {}).get(name, [])]
    return fields
