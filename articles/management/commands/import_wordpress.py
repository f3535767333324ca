import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions import wordpress
from articles.choices import ImportOutcome, ImportState
from articles.imports.wordpress.uploads import RefusedUploads
from articles.management.commands.import_article import LANGUAGES, find_author
from articles.models import ImportRun

SECONDS_A_LINE = 5.0


class Command(BaseCommand):
    help = (
        "Brings in a WordPress export: posts, pages, topics, authors and pictures. Safe to run "
        "again: what is here already is not made twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--uploads", type=Path, help="A folder or zip of wp-content/uploads.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would happen.")
        parser.add_argument("--author", metavar="KEY", default="", help="Who signs everything.")
        parser.add_argument("--language", choices=LANGUAGES, default=settings.LANGUAGE_CODE)
        parser.add_argument("--as-drafts", action="store_true", help="Publish nothing.")
        parser.add_argument("--only-posts", action="store_true", help="Leave pages out.")
        parser.add_argument("--no-drafts", action="store_true", help="Leave drafts out.")
        parser.add_argument("--no-tags", action="store_true", help="Topics of categories only.")
        parser.add_argument(
            "--take-over", action="store_true", help="Take the blog's text where it changed here."
        )
        parser.add_argument("--resume", action="store_true", help="Go on with the last import.")

    def handle(self, *, file: Path, dry_run: bool, resume: bool, **options: Any) -> None:
        try:
            run = last_of(file) if resume else begun(file, **options)
            self.work(run)
            if run.state == ImportState.REFUSED:
                raise CommandError(f"{file.name}: {run.remarks}")
            if dry_run:
                self.report(run, "plan")
                wordpress.remove_run(run=run, by=None, at=timezone.now())
                return
            if run.state != ImportState.DONE:
                self.work(wordpress.start(run=run, by=None, at=timezone.now()))
        except (ValidationError, RefusedUploads) as error:
            words = getattr(error, "messages", [str(error)])
            raise CommandError(f"{file.name}: {' '.join(words)}") from None
        self.report(run, "outcome")

    def work(self, run: ImportRun) -> None:
        """To the end of what its state asks for, with a line on the way now and then."""
        state = run.state
        while run.state == state and state in {ImportState.CHECKING, ImportState.RUNNING}:
            wordpress.work(run=run, at=timezone.now(), enough=wordpress.after(SECONDS_A_LINE))
            if run.state == state:
                self.stdout.write(_("%(percent)s %% …") % {"percent": percent(run)})

    def report(self, run: ImportRun, column: str) -> None:
        if run.remarks:
            self.stdout.write(run.remarks)
        for item in run.items.order_by("position").iterator(chunk_size=500):
            value = getattr(item, column) or item.plan
            place = _("line %(line)s") % {"line": item.line}
            head = " ".join([str(ImportOutcome(value).label), item.kind, item.key, place])
            self.stdout.write(": ".join(filter(None, [head, item.title, item.reason])))
            for note in item.notes.splitlines():
                self.stdout.write(f"    {note}")
        counts = run.items.counts(column)
        words = [f"{outcome.label} {counts.get(outcome, 0)}" for outcome in ImportOutcome]
        self.stdout.write(", ".join(words))


def begun(file: Path, *, uploads: Path | None, author: str, **options: Any) -> ImportRun:
    given: dict[str, Any] = {
        "author": find_author(author) if author else None,
        "language": options["language"],
        "as_drafts": options["as_drafts"],
        "with_pages": not options["only_posts"],
        "with_drafts": not options["no_drafts"],
        "with_tags": not options["no_tags"],
        "takes_over": options["take_over"],
    }
    at = timezone.now()
    try:
        with ExitStack() as opened:
            if uploads and uploads.is_dir():
                given["uploads_folder"] = str(uploads.resolve())
            elif uploads:
                given["uploads"] = File(opened.enter_context(uploads.open("rb")))
            source = opened.enter_context(file.open("rb"))
            return wordpress.begin(name=file.name, source=source, by=None, at=at, **given)
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from None


def last_of(file: Path) -> ImportRun:
    """The import of this very file that did not come to its end."""
    try:
        with file.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
    unfinished = ImportRun.objects.exclude(state__in=[ImportState.DONE, ImportState.REFUSED])
    unfinished = unfinished.exclude(file="")
    run = unfinished.filter(digest=digest).order_by("-pk").first()
    if run is None:
        raise CommandError(_("There is no import of this file to go on with."))
    return run


def percent(run: ImportRun) -> int:
    """Of the step that it is in."""
    if run.state == ImportState.CHECKING:
        return 100 * run.offset // max(1, run.size)
    done = run.items.exclude(outcome="").count()
    return 100 * done // max(1, run.items.count())
