"""How notices leave the site by other ways than e-mail."""

import json
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from recovery_site.settings.env import env, required

# Whether a web hook may lead to this machine or into its own network, where what listens often
# asks nobody who they are.
WEBHOOKS_TO_PRIVATE_ADDRESSES = env.bool("WEBHOOKS_TO_PRIVATE_ADDRESSES", default=False)


def https_or_local(name: str, url: str) -> str:
    parts = urlsplit(url)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and local)):
        raise ImproperlyConfigured(
            f"{name} has to start with https://, because phone numbers travel over it."
        )
    return url


def text_fields(value: str) -> dict[str, str]:
    try:
        fields = json.loads(value)
    except ValueError:
        fields = None
    if not isinstance(fields, dict) or not all(isinstance(text, str) for text in fields.values()):
        raise ImproperlyConfigured(
            'SMS_FIELDS has to be a JSON object of texts, like {"To": "{to}", "Body": "{text}"}.'
        )
    for word in ("{to}", "{text}"):
        if not any(word in text for text in fields.values()):
            raise ImproperlyConfigured(f"SMS_FIELDS has to use {word} somewhere.")
    return fields


# The provider's address for one message. Without it texts are not offered.
SMS_URL = env.str("SMS_URL", default="")
SMS_TOKEN = SMS_USER = SMS_SENDER = ""
SMS_FORMAT, SMS_FIELDS = "form", text_fields('{"To": "{to}", "From": "{sender}", "Body": "{text}"}')
if SMS_URL:
    SMS_URL = https_or_local("SMS_URL", SMS_URL)
    SMS_TOKEN = required("SMS_TOKEN", how="Your provider of text messages shows it to you.")
    SMS_SENDER = required("SMS_SENDER", how="It is the number that texts come from.")
    # With a user it is a password, as Twilio wants it; without one a bearer token.
    SMS_USER = env.str("SMS_USER", default="")
    SMS_FORMAT = env.str("SMS_FORMAT", default=SMS_FORMAT)
    SMS_FIELDS = text_fields(env.str("SMS_FIELDS", default=json.dumps(SMS_FIELDS)))
    if SMS_FORMAT not in {"form", "json"}:
        raise ImproperlyConfigured(f"SMS_FORMAT is {SMS_FORMAT!r}. Write form or json.")
