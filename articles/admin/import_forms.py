from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.imports.bundle import TEXTS
from articles.models import ImportRun, Person


class ImportForm(forms.Form):
    """What an import needs to know before it looks into the export."""

    source = forms.FileField(
        label=_("The export, or the texts"),
        help_text=_(
            "The .xml file from WordPress: Tools, Export, All content. Or a .md, .html or .txt "
            "file, or a .zip of them with their pictures."
        ),
        widget=forms.FileInput(attrs={"accept": ".xml,.zip,.md,.markdown,.html,.htm,.txt"}),
    )
    uploads = forms.FileField(
        label=_("The pictures"),
        required=False,
        help_text=_(
            "A .zip of the folder wp-content/uploads. Without it a blog comes without pictures; "
            "you can bring the pictures later."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    author = forms.ModelChoiceField(
        Person.objects.order_by("name", "pk"),
        label=_("Who signs everything"),
        required=False,
        help_text=_("Empty: each author of the blog, or whom a text names, signs what they wrote."),
    )
    with_pages = forms.BooleanField(label=_("Bring in pages"), required=False, initial=True)
    with_drafts = forms.BooleanField(label=_("Bring in drafts"), required=False, initial=True)
    with_tags = forms.BooleanField(
        label=_("Make topics of tags, too, not only of categories"), required=False, initial=True
    )
    as_drafts = forms.BooleanField(
        label=_("Publish nothing: everything comes in as a draft"), required=False
    )
    takes_over = forms.BooleanField(
        label=_("Take the blog’s text where it was changed here since an earlier import"),
        required=False,
    )

    @property
    def options(self) -> dict[str, Any]:
        """What `wordpress.begin` takes, without the export itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "source"}

    @property
    def is_of_texts(self) -> bool:
        """By its ending; all else is looked at as an export, which says what is wrong with it."""
        name = (self.source_file.name or "").lower()
        return name.endswith((".zip", *TEXTS))

    @property
    def source_file(self) -> UploadedFile:
        return self.cleaned_data["source"]


class AuthorsForm(forms.Form):
    """Whom each author of the blog is here: a field for each, named by the author's key."""

    def __init__(self, *args: Any, run: ImportRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.order_by("name", "pk")
        chosen = list(people)
        for key, name in authors_of(run):
            same = next((each for each in chosen if name in {each.name, each.slug}), None)
            self.fields[f"author-{key}"] = forms.ModelChoiceField(
                people,
                label=name or key,
                required=False,
                empty_label=_("a new author of this name"),
                initial=run.authors.get(key) or same,
            )

    @property
    def authors(self) -> dict[str, int]:
        """Keys of people by the keys of authors."""
        return {
            name.removeprefix("author-"): person.pk
            for name, person in self.cleaned_data.items()
            if person
        }


def authors_of(run: ImportRun) -> list[tuple[str, str]]:
    """The authors that would be brought in, as key and name."""
    items = run.items.filter(kind="author", plan="made").order_by("position")
    return list(items.values_list("key", "title"))
