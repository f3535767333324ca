import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions import wordpress
from articles.choices import ImportState
from articles.imports.wordpress.uploads import RefusedUploads
from articles.management.commands.import_article import LANGUAGES, author_of
from articles.management.running import RunsImports
from articles.models import ImportRun


class Command(RunsImports):
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
            self.bring_in(run)
        except (ValidationError, RefusedUploads) as error:
            words = getattr(error, "messages", [str(error)])
            raise CommandError(f"{file.name}: {' '.join(words)}") from None
        self.report(run, "outcome")


def begun(file: Path, *, uploads: Path | None, author: str, **options: Any) -> ImportRun:
    given: dict[str, Any] = {
        "author": author_of(author),
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
