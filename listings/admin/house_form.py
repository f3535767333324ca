from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from listings.actions import why_not_at
from listings.choices import Taxonomy
from listings.models import TaxonomyTerm


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


def grouped_terms() -> list[tuple[str, list[tuple[int, str]]]]:
    """All terms under the name of their kind, in one query."""
    terms = TaxonomyTerm.objects.order_by("taxonomy", "position", "name", "pk")
    return [
        (capfirst(str(Taxonomy(taxonomy).label)), [(term.pk, term.name) for term in group])
        for taxonomy, group in groupby(terms, key=lambda term: term.taxonomy)
    ]
