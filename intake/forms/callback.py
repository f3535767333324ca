from copy import deepcopy

from django import forms
from django.core.exceptions import ValidationError

from intake.consent import WORDING
from intake.forms.asking import AskingForm
from intake.forms.fields import tick


class SharedFields(dict[str, forms.Field]):
    """Fields that no form changes but the house. Django would copy them all for every form.

    The copies took a fifth of what storing a request takes.
    """

    def __deepcopy__(self, memo: object) -> dict[str, forms.Field]:
        return {**self, "house": deepcopy(self["house"])}


class CallbackForm(AskingForm):
    """The form on the public pages."""

    marketing_consent = tick(WORDING)
    # People never see it. What fills it in is a program.
    website = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def _clean_fields(self) -> None:
        """As Django's, which first makes a bound field of each. Here none is disabled or a file."""
        for name, field in self.fields.items():
            try:
                typed = field.widget.value_from_datadict(self.data, self.files, name)
                self.cleaned_data[name] = field.clean(typed)
                if clean := getattr(self, f"clean_{name}", None):
                    self.cleaned_data[name] = clean()
            except ValidationError as error:
                self.add_error(name, error)


CallbackForm.base_fields = SharedFields(CallbackForm.base_fields)
