"""What the search knows. It is derived: `articles.settling` writes it, nobody else."""

from django.db import models

from articles.models.articles import Article


class ArticleText(models.Model):
    """The words of an article that is, was or will be public, for the database's own search.

    `text` is to be read; the others are as `recovery_site.ranked_text` indexes them, the heavier
    first. PostgreSQL keeps a `tsvector` beside them, SQLite an FTS5 table (see the migration).
    """

    article = models.OneToOneField(
        Article, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    language = models.CharField(max_length=10)
    title = models.TextField()
    summary = models.TextField()
    headings = models.TextField()  # with the topics and the questions
    body = models.TextField()
    text = models.TextField()

    def __str__(self) -> str:
        return str(self.article_id)
