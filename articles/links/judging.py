"""What to say of one link to the person who writes it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from articles.html.rules import link_address
from articles.links.addresses import own_address
from articles.links.states import State, Target
from articles.links.targets import targets


@dataclass(frozen=True, slots=True)
class Verdict:
    """`tone` is "fine", "hint" or "wrong"; `better` the address that should stand there."""

    tone: str
    words: str
    better: str = ""


def judged(href: str, *, at: datetime) -> Verdict:
    """Of an address as it is typed. Nothing outside is asked."""
    address = link_address(href.strip())
    if not address:
        return Verdict("wrong", _("This is no address that a link can have."))
    if address.startswith("#"):
        return Verdict("fine", _("A place in this text."))
    own = own_address(address)
    if own is None:
        return _foreign(address)
    if not own.path.startswith("/"):
        words = _("Begin with a slash, like /about/, or with https:// for another site.")
        return Verdict("wrong", words)
    named = [own.path] if own.anchor else []
    return verdict_on(own.anchor, targets([own.path], at=at, with_anchors=named)[own.path])


def verdict_on(anchor: str, target: Target) -> Verdict:
    """Of a link to `target`, and to `anchor` in it."""
    name = {"title": target.title}
    if target.state == State.MISSING:
        return Verdict("wrong", _("Nothing is at this address."))
    if target.state == State.HIDDEN:
        return Verdict("wrong", _("Visitors don’t see this: %(title)s.") % name)
    if target.state == State.MOVED:
        better = f"{target.address}#{anchor}" if anchor else target.address
        words = _("It leads on to %(better)s.") % {"better": better}
        return Verdict("hint", words, better)
    if anchor and target.anchors is not None and anchor not in target.anchors:
        words = _("“%(title)s” is there, but has no place called “%(anchor)s”.")
        return Verdict("wrong", words % (name | {"anchor": anchor}))
    return Verdict(
        "fine", _("It is there: %(title)s.") % name if target.title else _("It is there.")
    )


def _foreign(address: str) -> Verdict:
    scheme, _colon, rest = address.partition(":")
    if scheme.lower() == "mailto":
        return Verdict("fine", _("An e-mail to %(who)s.") % {"who": rest.partition("?")[0]})
    if scheme.lower() == "tel":
        return Verdict("fine", _("A call to %(number)s.") % {"number": rest})
    host = urlsplit(address).hostname or ""
    if "." not in host:
        return Verdict("wrong", _("The name of the site is not complete."))
    words = _("Another site: %(host)s. Open it once to see that it is the right page.")
    return Verdict("fine", words % {"host": host})
