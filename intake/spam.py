import re

from intake.choices import HeldFor

MOST_LINKS = 1

_LINK = re.compile(r"https?://|www\.|\[url|\b[\w-]+\.(?:ru|cn|top|xyz|click|shop)/", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-z][^>]*>|\[/?url|<!--|\{\{|<\?", re.IGNORECASE)


def suspicion(*, name: str, message: str, trap: str) -> HeldFor | None:
    """Why a request should wait for a look, if it should. `trap` is a field nobody sees."""
    if trap:
        return HeldFor.HONEYPOT
    if _MARKUP.search(name) or _MARKUP.search(message):
        return HeldFor.MARKUP
    if _LINK.search(name) or len(_LINK.findall(message)) > MOST_LINKS:
        return HeldFor.LINKS
    return None
