from collections.abc import Sequence

from django import template
from django.utils.safestring import mark_safe

from articles.models import Article, ArticleQuestion
from articles.structured_data import article_data as data_of
from articles.structured_data import questions_data
from recovery_site.structured_data import data_block

register = template.Library()


@register.simple_tag
def article_data(article: Article, questions: Sequence[ArticleQuestion]) -> str:
    """The article for machines, and the questions that its page answers."""
    parts = filter(None, [data_of(article), questions_data(questions)])
    # Each block is escaped by data_block.
    return mark_safe("\n".join(data_block(part) for part in parts))  # noqa: S308
