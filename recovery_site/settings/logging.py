from typing import Any

from recovery_site.settings.env import DEBUG, env

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "recovery_site.logs.JsonFormatter"},
        "plain": {"format": "{levelname} {name} {message}", "style": "{"},
    },
    "handlers": {
        "stream": {"class": "logging.StreamHandler", "formatter": "plain" if DEBUG else "json"},
        "mail_admins": {
            "class": "recovery_site.error_mail.ErrorMailHandler",
            "level": "ERROR",
        },
    },
    "root": {"handlers": ["stream"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"handlers": ["mail_admins"], "level": "WARNING", "propagate": True},
    },
}
