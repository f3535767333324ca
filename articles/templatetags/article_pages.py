from django import template
from django.utils.safestring import mark_safe

from articles.models import Article
from articles.parts import Parts
from articles.structured_data import article_data as data_of
from articles.structured_data import questions_data
from recovery_site.structured_data import data_block

register = template.Library()


@register.simple_tag
def article_data(article: Article, parts: Parts) -> str:
    """The article for machines, and the questions that its page answers."""
    blocks = filter(None, [data_of(article, parts.topics), questions_data(parts.questions)])
    # Each block is escaped by data_block.
    return mark_safe("\n".join(data_block(block) for block in blocks))  # noqa: S308
