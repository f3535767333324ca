from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage

from intake.channels.words import Words


class Mail:
    def send(self, to: str, words: Words, *, key: str) -> None:
        sender = words.sender or settings.DEFAULT_FROM_EMAIL
        domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
        # The same each time, so that a mail program shows a repeated delivery once.
        headers = {"Message-ID": f"<{key}@{domain}>", "Auto-Submitted": "auto-generated"}
        EmailMessage(words.subject, words.text, sender, [to], headers=headers).send()
