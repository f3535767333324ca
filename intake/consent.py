"""What a person agrees to when they tick the box for marketing texts.

The exact words and their version are stored with the consent. Change the version whenever
the words change.
"""

from django.utils.translation import gettext_lazy as _

VERSION = "2026-11"
WORDING = _(
    "Yes, send me news and offers by text, a few times a month. This is up to you: "
    "we call you back either way. Message and data rates may apply. Reply STOP to end it."
)
