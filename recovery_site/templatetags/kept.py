from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.translation import get_language

from recovery_site import editions

register = template.Library()


class KeptNode(Node):
    def __init__(self, nodelist: NodeList, parts: list[FilterExpression]) -> None:
        self.nodelist, self.parts = nodelist, parts

    def render(self, context: Context) -> str:
        edition = getattr(context.get("request"), "edition", None)
        if edition is None:
            return self.nodelist.render(context)
        parts = ":".join(str(part.resolve(context)) for part in self.parts)
        name = f"part:{get_language()}:{parts}"
        drawn: str = editions.share(edition, name, lambda: self.nodelist.render(context))
        return drawn


@register.tag
def kept(parser: Parser, token: Token) -> Node:
    """`{% kept "header" section %}…{% endkept %}`: drawn once for an edition in this process.

    The words behind the tag name what the part depends on beside the edition. Only words of our
    own, so that there are few of them: none is forgotten before the edition is. On a page that
    belongs to no edition it is drawn each time.
    """
    parts: Any = [parser.compile_filter(part) for part in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, parts)
