from django import template
from django.utils.safestring import mark_safe

from articles.models import Article
from articles.structured_data import article_data as data_of
from articles.structured_data import questions_data
from recovery_site.structured_data import data_block

register = template.Library()


@register.simple_tag
def article_data(article: Article) -> str:
    """The article for machines, and its questions. Needs what the article page reads."""
    parts = filter(None, [data_of(article), questions_data(article)])
    # Each block is escaped by data_block.
    return mark_safe("\n".join(data_block(part) for part in parts))  # noqa: S308
