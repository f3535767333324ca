import hashlib
import hmac
import time

from django.conf import settings

from intake.channels.posting import json_body, post
from intake.channels.words import Words


class WebHook:
    """A POST of JSON to another program, which can tell by the signature that it comes from here.

    The header `X-Signature: t=<seconds since 1970>,v1=<hex>` holds the HMAC-SHA256 of the time, a
    dot and the body, by the recipient's own secret.
    """

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def send(self, to: str, words: Words, *, key: str) -> None:
        body = json_body({"reference": words.reference, "url": words.url})
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": key,
            "X-Signature": signature(self.secret, body, at=int(time.time())),
        }
        post(to, body, headers=headers, may_be_private=settings.WEBHOOKS_TO_PRIVATE_ADDRESSES)


def signature(secret: str, body: bytes, *, at: int) -> str:
    digest = hmac.new(secret.encode(), b"%d.%s" % (at, body), hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"
