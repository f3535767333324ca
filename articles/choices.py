from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ArticleStatus(TextChoices):
    """What staff decided. "Scheduled" is not among them: it is published, seen from before."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")


class ImportSource(TextChoices):
    """What was brought."""

    WORDPRESS = "wordpress", _("a WordPress export")
    DOCUMENTS = "documents", _("texts in files")


class ImportState(TextChoices):
    """How far an import is on its way in."""

    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, not started")
    RUNNING = "running", _("running")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")


class ImportOutcome(TextChoices):
    """What becomes, or became, of one item of an import."""

    MADE = "made", _("made")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("unchanged")
    SKIPPED = "skipped", _("skipped")
    FAILED = "failed", _("failed")
