"""What a version of an article keeps beside the article's own fields."""

from django.db import models


class KeepsParts(models.Model):
    """Its questions and sources as rows of words; NULL where they are those of the version before,
    or where nobody noted them."""

    questions = models.JSONField(null=True, editable=False)
    sources = models.JSONField(null=True, editable=False)

    class Meta:
        abstract = True
