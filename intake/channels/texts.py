from base64 import b64encode
from urllib.parse import urlencode

from django.conf import settings

from intake.channels.posting import json_body, post
from intake.channels.words import Words
from intake.phones import bare
from recovery_site.outbox import UndeliverableError


class Texts:
    """Text messages by a provider that takes one POST for each. SMS_FIELDS says what it is to hold.

    Providers that know the header Idempotency-Key send a repeated delivery once.
    """

    def send(self, to: str, words: Words, *, key: str) -> None:
        if not settings.SMS_URL:
            raise UndeliverableError("No provider of text messages is set up")
        known = {"to": bare(to), "sender": settings.SMS_SENDER, "text": words.text}
        fields = {name: _filled(text, known) for name, text in settings.SMS_FIELDS.items()}
        as_json = settings.SMS_FORMAT == "json"
        kind = "application/json" if as_json else "application/x-www-form-urlencoded"
        body = json_body(fields) if as_json else urlencode(fields).encode()
        headers = {"Authorization": _authorization(), "Content-Type": kind, "Idempotency-Key": key}
        post(settings.SMS_URL, body, headers=headers, may_be_private=True)


def _filled(template: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def _authorization() -> str:
    if not settings.SMS_USER:
        return f"Bearer {settings.SMS_TOKEN}"
    pair = f"{settings.SMS_USER}:{settings.SMS_TOKEN}".encode()
    return f"Basic {b64encode(pair).decode()}"
