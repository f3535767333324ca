from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from listings import actions
from listings.desk import desk
from listings.models import Bed
from recovery_site.admin.staff import staff

HOURS = {
    "4": _("4 hours"),
    "24": _("1 day"),
    "48": _("2 days"),
    "72": _("3 days"),
    "168": _("1 week"),
}
USUAL = "48"


class BoardForm(forms.Form):
    """One press on the board. Nothing but the press is needed."""

    do = forms.ChoiceField(
        choices=[(name, name) for name in ("open", "hold", "occupy", "close", "expect")],
        widget=forms.HiddenInput,
    )
    hours = forms.ChoiceField(
        label=_("A hold lasts"), choices=list(HOURS.items()), initial=USUAL, required=False
    )
    reference = forms.CharField(
        label=_("It is held for request (its reference)"),
        required=False,
        max_length=12,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    on = forms.DateField(
        label=_("A taken bed should open on"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )
    reason = forms.CharField(label=_("Why (no names)"), required=False, max_length=160)

    def __init__(self, *args: Any, today: Any, may_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].widget.attrs["min"] = today.isoformat()
        if not may_name:
            del self.fields["reference"]

    def clean_on(self) -> Any:
        on = self.cleaned_data.get("on")
        if on and on < self.today:
            raise ValidationError(_("This day has gone by."))
        return on

    def clean_hours(self) -> timedelta:
        return timedelta(hours=int(self.cleaned_data.get("hours") or USUAL))

    def act(self, request: HttpRequest, bed: Bed, *, at: datetime) -> bool:
        """Does what was pressed; False where the form says why not."""
        if not self.is_valid():
            return False
        try:
            _change(bed, self.cleaned_data, request=request, at=at)
        except actions.BedNotOpenError:
            self.add_error(None, _("This bed can’t be changed so: look at what it is now."))
        except ValidationError as error:
            self.add_error(None, error)
        return not self.errors


def _change(bed: Bed, asked: dict[str, Any], *, request: HttpRequest, at: datetime) -> None:
    who = {"bed": bed, "by": staff(request), "at": at}
    reason = asked["reason"]
    match asked["do"]:
        case "open":
            actions.open_bed(**who, reason=reason)
        case "occupy":
            actions.occupy_bed(**who, expected_open_on=asked["on"], reason=reason)
        case "close":
            actions.take_out_of_service(**who, expected_open_on=asked["on"], reason=reason)
        case "expect":
            actions.expect_opening(**who, on=asked["on"])
        case "hold":
            until, reference = at + asked["hours"], asked.get("reference")
            if reference and (told := desk()):
                told.hold(**who, reference=reference, until=until, reason=reason)
            else:
                actions.hold_bed(**who, until=until, reason=reason)
