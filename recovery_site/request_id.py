"""The name of the request at hand, for logs, error mails and the error page."""

from contextvars import ContextVar

current: ContextVar[str] = ContextVar("request_id", default="")
