"""What becomes of one thing of a blog. The check and the import ask the same."""

import hashlib
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from articles.choices import ArticleStatus, ImportOutcome
from articles.imports.wordpress.records import Record
from articles.imports.wordpress.uploads import PICTURES, Uploads, path_in_uploads
from articles.models import Article, ImportRun, Origin, Page, Picture

BROUGHT_IN = {"post", "page", "attachment"}
UNFINISHED = {"draft", "pending", "private"}
MENUS = {"nav_menu_item", "wp_navigation"}
LOOKS = {
    "custom_css", "customize_changeset", "wp_template", "wp_template_part", "wp_global_styles",
    "wp_font_family", "wp_font_face", "oembed_cache",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: ImportOutcome
    reason: str = ""


_skipped = partial(Decision, ImportOutcome.SKIPPED)


def decide(record: Record, *, run: ImportRun, origin: Origin | None, uploads: Uploads) -> Decision:
    if reason := _no_place(record, run) or _no_file(record, origin, uploads):
        return _skipped(reason)
    if origin is None:
        return Decision(ImportOutcome.MADE)
    has_pictures = type(uploads) is not Uploads
    return decide_again(origin, digest=record.digest, run=run, has_pictures=has_pictures)


def decide_again(
    origin: Origin, *, digest: str, run: ImportRun, has_pictures: bool = False
) -> Decision:
    """Of what was brought in before, and says `digest` now."""
    if origin.made is None:
        if run.takes_over:
            return Decision(ImportOutcome.MADE)
        return _skipped(_("What was made of it was deleted here since."))
    changed_here = is_changed_here(origin)
    wanted = origin.digest != digest or (origin.lacks_pictures and has_pictures)
    if not wanted and not (changed_here and run.takes_over):
        return Decision(ImportOutcome.UNCHANGED)
    if changed_here and not run.takes_over:
        return _skipped(_("It was changed here since the import: left alone."))
    return may_update(run, origin.made)


def may_update(run: ImportRun, row: object) -> Decision:
    if not _may_change(run, row):
        return _skipped(_("Visitors read it: a reviewer has to bring it in."))
    return Decision(ImportOutcome.UPDATED)


def _may_change(run: ImportRun, row: object) -> bool:
    """What visitors read, or have read, is changed by who may publish it."""
    if run.by is None:
        return True
    if isinstance(row, Article) and row.status in {ArticleStatus.PUBLISHED, ArticleStatus.ARCHIVED}:
        return run.by.has_perm("articles.publish_article")
    if isinstance(row, Page) and row.published_at:
        return run.by.has_perm("articles.publish_page")
    return True


def is_changed_here(origin: Origin) -> bool:
    return origin.written != "" and origin.written != digest_of(origin.made)


def digest_of(row: object) -> str:
    """Of what an editor may change in a row that an import made."""
    if isinstance(row, Article | Page):
        words = "\0".join([row.title, row.summary, row.body])
    elif isinstance(row, Picture):
        words = row.alt
    else:
        return ""
    return hashlib.sha256(words.encode()).hexdigest()


def _no_place(record: Record, run: ImportRun) -> str:
    """Why it is not brought in, whatever was there before; "" when it is."""
    if record.kind in MENUS:
        return _("A menu: the site has its own.")
    if record.kind in LOOKS:
        return _("It is about how the old site looked.")
    if record.kind == "revision":
        return _("An earlier version of something else.")
    if record.kind == "wp_block":
        return _("A pattern of blocks: copy its text into the articles that show it.")
    if record.kind not in BROUGHT_IN:
        kind = record.kind or "?"
        return _("Things of the kind “%(kind)s” have no place here.") % {"kind": kind}
    if not record.key:
        return _("It has no number in WordPress.")
    if record.status == "trash":
        return _("It was in the trash.")
    if record.status == "auto-draft":
        return _("A draft that WordPress began by itself.")
    if record.kind == "page" and not run.with_pages:
        return _("Pages are left out of this import.")
    if record.status in UNFINISHED and record.kind != "attachment" and not run.with_drafts:
        return _("Drafts are left out of this import.")
    return ""


def _no_file(record: Record, origin: Origin | None, uploads: Uploads) -> str:
    if record.kind != "attachment" or (origin and origin.made):
        return ""
    name = path_in_uploads(record.file_url)
    if not name.endswith(tuple(PICTURES)):
        return _("Only pictures are brought in, and this is another file: %(name)s") % {
            "name": name[-200:] or "?"
        }
    if not uploads.find(record.file_url, exact=True):
        return _("Its picture is not among the uploads: %(name)s") % {"name": name[-200:]}
    return ""
