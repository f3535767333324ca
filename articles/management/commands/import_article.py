import hashlib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions import ImportConflict, import_document
from articles.actions.imports import Outcome
from articles.html import table_of_contents
from articles.imports import ImportedDocument, UnreadableDocument, parse
from articles.imports.decoding import MAX_BYTES
from articles.models import Article, Person, Topic

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Command(BaseCommand):
    help = "Makes an article draft of a plain-text, Markdown or HTML file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--author", metavar="KEY", default="", help="The key of who signs it.")
        parser.add_argument("--language", choices=LANGUAGES, default="")
        parser.add_argument(
            "--update", action="store_true", help="Replace the text of the article that is there."
        )

    def handle(self, *, file: Path, author: str, language: str, update: bool, **options) -> None:
        content = read(file)
        try:
            document = parse(content, file.name)
            language = language or document.settings.get("language") or settings.LANGUAGE_CODE
            article, outcome = import_document(
                document=document,
                name=file.name[:200],
                digest=hashlib.sha256(content).hexdigest(),
                author=find_author(author or document.settings.get("author", "")),
                language=known_language(language),
                by=None,
                at=timezone.now(),
                update=update,
            )
        except UnreadableDocument as error:
            raise CommandError(f"{file.name}: {error}") from None
        except ImportConflict as error:
            raise CommandError(f"{error} {_('Use --update to replace its text.')}") from None
        except ValidationError as error:
            raise CommandError(f"{file.name}: {' '.join(error.messages)}") from None
        self.report(article, outcome, document)

    def report(self, article: Article, outcome: Outcome, document: ImportedDocument) -> None:
        if outcome == Outcome.KNOWN:
            self.stdout.write(
                _("“%(title)s” is there already, made of this file. Nothing was changed.")
                % {"title": article.title}
            )
        else:
            self.stdout.write(
                _("%(what)s: “%(title)s”, %(words)s words, %(headings)s headings.")
                % {
                    "what": _("Updated") if outcome == Outcome.UPDATED else _("Draft"),
                    "title": article.title,
                    "words": article.word_count,
                    "headings": len(table_of_contents(article.body, deepest=4)),
                }
            )
            self.stdout.write("\n".join(filter(None, [document.notes, *left_out(document)])))
        self.stdout.write(reverse("admin:articles_article_change", args=[article.pk]))


def read(file: Path) -> bytes:
    """The bytes of `file`, never much more than may be imported."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
    return content


def find_author(key: str) -> Person:
    if key:
        person = Person.objects.filter(slug=key).first()
        if person:
            return person
    people = list(Person.objects.order_by("slug")[:20])
    if len(people) == 1 and not key:
        return people[0]
    if not people:
        raise CommandError(_("Add an author in the back office first: every article has one."))
    keys = ", ".join(person.slug for person in people)
    raise CommandError(_("Say who signs it with --author, one of: %(keys)s") % {"keys": keys})


def known_language(language: str) -> str:
    if language not in LANGUAGES:
        raise CommandError(
            _("The site has no language “%(language)s”, only %(known)s.")
            % {"language": language, "known": ", ".join(LANGUAGES)}
        )
    return language


def left_out(document: ImportedDocument) -> list[str]:
    """Settings of the file that a draft does not take over."""
    lines = []
    wanted = document.settings.get("topics", [])
    known = set(Topic.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    if unknown := [slug for slug in wanted if slug not in known]:
        lines.append(_("No such topic: %(topics)s") % {"topics": ", ".join(unknown)})
    ignored = sorted(
        {"published_on", "reviewer", "reviewed_on", "cover"} & document.settings.keys()
    )
    if ignored := [name for name in ignored if document.settings[name]]:
        lines.append(_("Set by hand in the draft: %(names)s") % {"names": ", ".join(ignored)})
    return lines
