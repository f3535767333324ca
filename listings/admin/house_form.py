from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst

from listings.actions import why_not_at
from listings.choices import Taxonomy
from listings.models import House, TaxonomyTerm

# The database's promises that speak of one field: what they say is shown there.
OF_FIELD = {
    "house_bedrooms_sensible": "bedrooms",
    "house_bathrooms_in_halves": "bathrooms",
    "house_square_feet_sensible": "square_feet",
    "house_zip_code_five_digits": "zip_code",
}


class HouseForm(forms.ModelForm):
    class Meta:
        widgets = {"terms": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "terms" in self.fields:
            self.fields["terms"].widget.choices = grouped_terms()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        city, slug = cleaned.get("city"), cleaned.get("slug")
        if city and slug:
            refusal = why_not_at(city, slug, house=self.instance)
            if refusal:
                self.add_error("slug", ValidationError(refusal))
        return cleaned

    def _update_errors(self, errors: ValidationError) -> None:
        told = errors.error_dict.pop(NON_FIELD_ERRORS, [])
        for error in told:
            field = FIELD_OF.get(str(error.message), NON_FIELD_ERRORS)
            errors.error_dict.setdefault(field, []).append(error)
        super()._update_errors(errors)


FIELD_OF = {
    str(promise.violation_error_message): OF_FIELD[promise.name]
    for promise in House._meta.constraints
    if promise.name in OF_FIELD
}


def grouped_terms() -> list[tuple[str, list[tuple[int, str]]]]:
    """All terms under the name of their kind, in one query."""
    terms = TaxonomyTerm.objects.order_by("taxonomy", "position", "name", "pk")
    return [
        (capfirst(str(Taxonomy(taxonomy).label)), [(term.pk, term.name) for term in group])
        for taxonomy, group in groupby(terms, key=lambda term: term.taxonomy)
    ]
