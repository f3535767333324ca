from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class BedForm(forms.Form):
    """One press on one bed's buttons."""

    do = forms.ChoiceField(
        choices=[(name, name) for name in ("open", "occupy", "hold", "close", "expect")]
    )
    on = forms.DateField(
        label=_("Expected to open"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("Held through"), required=False, widget=forms.DateInput({"type": "date"})
    )
    reason = forms.CharField(label=_("Why (no names)"), required=False, max_length=160)

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("on", "until"):
            self.fields[name].widget.attrs["min"] = today.isoformat()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("do") == "hold" and not cleaned.get("until"):
            self.add_error("until", _("Say how long the bed is held."))
        if cleaned.get("do") in {"hold", "close"} and not cleaned.get("reason"):
            self.add_error("reason", _("Say why, without a name."))
        for name in ("on", "until"):
            if cleaned.get(name) and cleaned[name] < self.today:
                self.add_error(name, _("This day has gone by."))
        return cleaned
