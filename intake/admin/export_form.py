from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.choices import Source, Status
from intake.forms.fields import DateInput
from listings.models import House
from recovery_site.models import User

ALL = _("All")


class ExportForm(forms.Form):
    """Which requests, and which columns of them. The days are those of the site's clock."""

    since = forms.DateField(label=_("Asked from"), widget=DateInput)
    until = forms.DateField(label=_("Asked until"), widget=DateInput)
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", ALL), *Status.choices], required=False
    )
    source = forms.ChoiceField(
        label=_("Came by"), choices=[("", ALL), *Source.choices], required=False
    )
    house = forms.ModelChoiceField(
        label=_("House"), queryset=House.objects.none(), required=False, empty_label=ALL
    )
    columns = forms.ChoiceField(label=_("Columns"), widget=forms.RadioSelect)

    def __init__(self, *args, by: User, with_names: bool, today: date, **kwargs) -> None:
        first = today - timedelta(days=30)
        initial = {"since": first, "until": today, "columns": "nameless"}
        super().__init__(*args, initial=initial, **kwargs)
        houses = House.objects.visible_to(by, "intake.view_callbackrequest")
        self.fields["house"].queryset = houses.order_by("name", "pk")
        nameless = ("nameless", _("Without names, numbers and words, for reports"))
        everything = ("all", _("With names, numbers and messages"))
        self.fields["columns"].choices = [nameless, everything] if with_names else [nameless]

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("This is before the first day."))

    @property
    def narrowed_by(self) -> list[str]:
        """The names of the filters that say something."""
        return [name for name, value in self.cleaned_data.items() if value and name != "columns"]
