import json
import logging
import time

from django.conf import settings
from django.core import mail

from recovery_site import logs

QUIET_SECONDS = 10 * 60


class ErrorMailHandler(logging.Handler):
    """Tells the people in ADMINS about an error, in the same words as the log.

    The same error is mailed once in ten minutes by a process: a storm of them would hide it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._mailed: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if not settings.ADMINS:
            return
        line = logs.describe(record)
        error = line.get("exception", [{"type": record.levelname, "at": []}])[0]
        if self._is_known(f"{error['type']} {error['at'][-1:]} {line['event']}"):
            return
        mail.mail_admins(
            f"Error on the site: {error['type']}",
            json.dumps(line, indent=2, ensure_ascii=False, default=lambda value: logs.HIDDEN),
            fail_silently=True,
        )

    def _is_known(self, error: str) -> bool:
        now = time.monotonic()
        self._mailed = {name: at for name, at in self._mailed.items() if now - at < QUIET_SECONDS}
        known = error in self._mailed
        self._mailed.setdefault(error, now)
        return known
