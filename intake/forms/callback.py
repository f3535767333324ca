from copy import deepcopy

from django import forms

from intake.consent import WORDING
from intake.forms.asking import AskingForm
from intake.forms.fields import tick
from recovery_site.forms import PlainForm


class SharedFields(dict[str, forms.Field]):
    """Fields that no form changes but the house. Django would copy them all for every form.

    The copies took a fifth of what storing a request takes.
    """

    def __deepcopy__(self, memo: object) -> dict[str, forms.Field]:
        return {**self, "house": deepcopy(self["house"])}


class CallbackForm(PlainForm, AskingForm):
    """The form on the public pages."""

    marketing_consent = tick(WORDING)
    # People never see it. What fills it in is a program.
    website = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )


CallbackForm.base_fields = SharedFields(CallbackForm.base_fields)
