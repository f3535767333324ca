"""The ways by which a short notice leaves the site, behind one interface.

A new way is a module with one class that has `send`, a line in `NoticeChannel` and one in `way`.
"""

from typing import Protocol

from django.conf import settings

from intake.channels.mail import Mail
from intake.channels.texts import Texts
from intake.channels.web_hooks import WebHook
from intake.channels.words import Words
from intake.choices import NoticeChannel


class Way(Protocol):
    def send(self, to: str, words: Words, *, key: str) -> None:
        """Returns when it was taken. `key` is the same each time one notice is tried.

        Raises UndeliverableError when trying again can't help, LaterError when the other side
        says how long to wait, and anything else when it may be tried again.
        """


def way(channel: str, *, secret: str = "") -> Way:
    match NoticeChannel(channel):
        case NoticeChannel.EMAIL:
            return Mail()
        case NoticeChannel.TEXT:
            return Texts()
        case NoticeChannel.WEBHOOK:
            return WebHook(secret)


def is_ready(channel: str) -> bool:
    """Whether the site is set up for it."""
    return channel != NoticeChannel.TEXT or bool(settings.SMS_URL)


__all__ = ["Way", "Words", "is_ready", "way"]
