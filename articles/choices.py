from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ArticleStatus(TextChoices):
    """What staff decided. "Scheduled" is not among them: it is published, seen from before."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")
