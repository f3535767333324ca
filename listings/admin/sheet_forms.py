from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from listings.models import Operator
from recovery_site.models import User
from recovery_site.sheets.kinds import Kind, all_kinds

FORMATS = [("xlsx", _("Excel (.xlsx)")), ("csv", _("CSV"))]


def kinds_to_bring(user: User) -> list[Kind]:
    return [kind for kind in all_kinds() if kind.may_import(user)]


def kinds_to_take(user: User) -> list[Kind]:
    return [kind for kind in all_kinds() if user.has_perm(kind.view_permission)]


class BringForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is in it"))
    operator = forms.ModelChoiceField(
        label=_("Whose houses"), queryset=Operator.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=_("The spreadsheet"),
        help_text=_("CSV or XLSX, up to 10 MB and 100,000 rows. The first sheet is read."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.tsv,.txt,text/csv"}),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.name, kind.label) for kind in kinds_to_bring(by)]
        operators = Operator.objects.visible_to(by, "listings.add_sheetimport")
        operators = operators.order_by("-is_site_owner", "name", "pk")
        self.fields["operator"].queryset = operators
        first = list(operators[:2])
        if len(first) == 1:  # nothing to choose
            del self.fields["operator"]
            self.only = first[0]

    @property
    def chosen(self) -> Operator:
        return self.cleaned_data.get("operator") or self.only


class FileForm(forms.Form):
    """Which file to make."""

    kind = forms.ChoiceField(label=_("What to put in it"))
    format = forms.ChoiceField(label=_("As"), choices=FORMATS)

    def __init__(self, *args: Any, kinds: list[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.name, kind.label) for kind in kinds]
