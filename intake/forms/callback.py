from django import forms

from intake.consent import WORDING
from intake.forms.asking import AskingForm
from intake.forms.fields import tick


class CallbackForm(AskingForm):
    """The form on the public pages."""

    marketing_consent = tick(WORDING)
    # People never see it. What fills it in is a program.
    website = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
