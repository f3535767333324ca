from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting


class SiteRenderer(TemplatesSetting):
    """One template draws every field of a form on the site, another the form around them.

    Django's admin draws its fields itself and is not touched by this.
    """

    form_template_name = "forms/_form.html"
    field_template_name = "forms/_field.html"


class PlainForm(forms.Form):
    """A form without a field that is disabled or takes a file."""

    def _clean_fields(self) -> None:
        """As Django's, which first makes a bound field of each to ask it what was typed."""
        for name, field in self.fields.items():
            try:
                typed = field.widget.value_from_datadict(
                    self.data, self.files, self.add_prefix(name)
                )
                self.cleaned_data[name] = field.clean(typed)
                if clean := getattr(self, f"clean_{name}", None):
                    self.cleaned_data[name] = clean()
            except ValidationError as error:
                self.add_error(name, error)
