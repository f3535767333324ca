from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.management.base import CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions import wordpress
from articles.actions.wordpress.documents import find_person
from articles.choices import ImportOutcome
from articles.html import table_of_contents
from articles.imports.wordpress.uploads import RefusedUploads
from articles.management.running import RunsImports
from articles.models import Article, ImportItem, ImportRun, Person

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Command(RunsImports):
    help = (
        "Makes article drafts of plain-text, Markdown or HTML files: one, or a folder or zip of "
        "them, with its pictures. Safe to run again: what changed in a file is brought over."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="A file, or a folder or zip of them.")
        parser.add_argument("--uploads", type=Path, help="A folder or zip of the pictures.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would happen.")
        parser.add_argument("--author", metavar="KEY", default="", help="The key of who signs it.")
        parser.add_argument("--language", choices=LANGUAGES, default=settings.LANGUAGE_CODE)
        parser.add_argument(
            "--update",
            action="store_true",
            help="Replace the text of the article that is there, also where it was changed here.",
        )

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            run = begun(file, **options)
            self.work(run)
            alone = run.items.get() if run.size == 1 else None
            if dry_run or refusal(alone, "plan"):
                return self.only_look(run, alone)
            self.bring_in(run)
        except (ValidationError, RefusedUploads) as error:
            words = getattr(error, "messages", [str(error)])
            raise CommandError(f"{file.name}: {' '.join(words)}") from None
        if alone is None:
            return self.report(run, "outcome")
        alone.refresh_from_db()
        if why := refusal(alone, "outcome"):
            raise CommandError(why)
        return self.tell(alone, alone.origin.article if alone.origin else None)

    def only_look(self, run: ImportRun, alone: ImportItem | None) -> None:
        """Leaves nothing."""
        why = refusal(alone, "plan")
        if not why:
            self.report(run, "plan")
        wordpress.remove_run(run=run, by=None, at=timezone.now())
        if why:
            raise CommandError(why)

    def tell(self, item: ImportItem, article: Article | None) -> None:
        """Of a single file what a person wants to know."""
        if article is None:
            return
        if item.outcome == ImportOutcome.UNCHANGED:
            self.stdout.write(
                _("“%(title)s” is there already, made of this file. Nothing was changed.")
                % {"title": article.title}
            )
        else:
            self.stdout.write(
                _("%(what)s: “%(title)s”, %(words)s words, %(headings)s headings.")
                % {
                    "what": _("Updated") if item.outcome == ImportOutcome.UPDATED else _("Draft"),
                    "title": article.title,
                    "words": article.word_count,
                    "headings": len(table_of_contents(article.body, deepest=4)),
                }
            )
            self.stdout.write(item.notes)
        self.stdout.write(reverse("admin:articles_article_change", args=[article.pk]))


def begun(
    file: Path, *, uploads: Path | None, author: str, language: str, update: bool, **options: Any
) -> ImportRun:
    given: dict[str, Any] = {"author": author_of(author), "takes_over": update}
    given["language"] = language
    try:
        with ExitStack() as opened:
            if uploads and uploads.is_dir():
                given["uploads_folder"] = str(uploads.resolve())
            elif uploads:
                given["uploads"] = File(opened.enter_context(uploads.open("rb")))
            source = file if file.is_dir() else opened.enter_context(file.open("rb"))
            return wordpress.begin_documents(
                name=file.name, source=source, by=None, at=timezone.now(), **given
            )
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from None


def author_of(key: str) -> Person | None:
    """None for no key at all."""
    try:
        return find_person(key) if key else None
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None


def refusal(item: ImportItem | None, column: str) -> str:
    """Why nothing comes, or came, of a single file; "" where something does."""
    outcome = getattr(item, column, "")
    if item and outcome == ImportOutcome.FAILED:
        return f"{item.key}: {item.reason}"
    if item and outcome == ImportOutcome.SKIPPED:
        return f"{item.reason} {_('Use --update to replace its text.')}"
    return ""
