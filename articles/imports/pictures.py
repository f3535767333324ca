"""The pictures of a text, from the library."""

from django.utils.translation import gettext as _

from articles.html.rules import is_own_picture
from articles.html.tree import Element
from articles.imports.document import SetAside
from articles.imports.wordpress.media import Media


def show_pictures(root: Element, media: Media) -> list[SetAside]:
    """Lets each picture in `root` be the library's; what is not there is taken out and returned."""
    aside: list[SetAside] = []
    kept = []
    for child in root.children:
        if isinstance(child, Element) and child.tag == "img":
            aside += _show(child, media)
            if not child.attrs:
                continue
        elif isinstance(child, Element):
            aside += show_pictures(child, media)
        kept.append(child)
    root.children = kept
    return aside


def _show(picture: Element, media: Media) -> list[SetAside]:
    source, words = picture.attrs.get("src", ""), " ".join(picture.attrs.get("alt", "").split())
    if is_own_picture(source):
        return []
    shown = media.shown(source, alt=words)
    if shown is None:
        picture.attrs = {}
        what = " ".join([words, source[:200]]).strip()
        return [SetAside(what, _("a picture that is not in the library"))] if what else []
    sizes = {"width": str(shown.width), "height": str(shown.height)}
    picture.attrs = {"src": shown.url, "alt": words or shown.alt, **sizes}
    return []
