"""What the head of a page says: its address, its words for link previews, its data."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from recovery_site.pictures import Preview
from recovery_site.shapes import fill
from recovery_site.structured_data import absolute, breadcrumbs, data_block, known, organization_id

register = template.Library()

_SAID = "said "


@register.simple_tag(takes_context=True)
def canonical_url(context: Context) -> str:
    """The one address of this page: without what came along in the query, with its page number.

    A view that shows the same under several addresses gives `canonical_path`.
    """
    path = context.get("canonical_path")
    if path:
        return absolute(path)
    page = context.get("page_obj")
    number = f"?page={page.number}" if page is not None and page.number > 1 else ""
    return absolute(context["request"].path) + number


@register.simple_tag(takes_context=True)
def social(context: Context, preview: Preview | None = None, kind: str = "website") -> str:
    """What others show beside a link to this page; "" on a page without an address."""
    if "request" not in context:
        return ""
    owner = context.get("owner")
    values = {
        "kind": kind,
        "url": canonical_url(context),
        "language": get_language() or "",
        "owner_name": owner.name if owner else "",
        "site_url": settings.SITE_URL,
        "picture": _picture(preview) if preview else None,
    }
    return fill("components/_social.html", values)


def _picture(preview: Preview) -> dict[str, str]:
    return {
        "url": preview.url,
        "width": str(preview.width),
        "height": str(preview.height),
        "alt": preview.alt,
    }


class SaidNode(Node):
    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: Context) -> str:
        drawn = self.nodelist.render(context)
        context.render_context[_SAID + self.name] = drawn
        return drawn


@register.tag
def said(parser: Parser, token: Token) -> Node:
    """`{% said title %}{% block title %}{% endblock %}{% endsaid %}`: to be repeated further on.

    A block stands only once in a template, and drawing it again would cost as much again.
    """
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endsaid",))
    parser.delete_first_token()
    return SaidNode(nodelist, name)


@register.simple_tag(takes_context=True)
def block_text(context: Context, name: str) -> SafeString:
    """The text of a block of this page, as `said` heard it, fit for an attribute."""
    text = " ".join(context.render_context[_SAID + name].split())
    # The block escaped its values; a quotation mark may stand in its own words.
    return mark_safe(text.replace('"', "&quot;"))  # noqa: S308  # see above


@register.simple_tag
def breadcrumb_data(*names_and_paths: str) -> SafeString:
    """Takes name, path, name, path …; a crumb without a name is left out."""
    crumbs = zip(names_and_paths[::2], names_and_paths[1::2], strict=True)
    return data_block(breadcrumbs(*((str(name), path) for name, path in crumbs if name)))


@register.simple_tag
def organization_data(owner: Any) -> str:
    """Who runs the site; "" before there is an owner."""
    if not owner:
        return ""
    return data_block(
        {
            "@type": "Organization",
            "@id": organization_id(),
            **known(
                name=owner.name,
                legalName=owner.legal_name,
                url=settings.SITE_URL + "/",
                logo=absolute(static("img/logo.svg")),
                telephone=owner.phone_href.removeprefix("tel:"),
            ),
        }
    )
