"""Telephone numbers as people type them, as we keep them, and as we show them.

Kept is E.164, with an extension as in RFC 3966: "+15615550142" or "+15615550142;ext=12".
"""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumbers import PhoneNumber, PhoneNumberFormat, ValidationResult

HOME = "US"
# How most people write a number from here: what `phonenumbers` makes of it is known.
_PLAIN = re.compile(r"\(?([2-9]\d{2})\)?[-. ]?([2-9]\d{2})[-. ]?(\d{4})", re.ASCII)
# Area code and exchange. Invented numbers like 561-555-0142 are in, 111-111-1111 is not.
_NORTH_AMERICAN = re.compile(r"[2-9]\d{2}[2-9]\d{6}")
_LONGEST = 60

UNREADABLE = gettext_lazy("We can’t read this as a phone number. Write it like 561-555-0142.")
TOO_SHORT = gettext_lazy(
    "This phone number is too short. Write the area code too, like 561-555-0142."
)
TOO_LONG = gettext_lazy(
    "This phone number is too long. Write just one number. "
    "Outside the US, start with + and the country."
)
UNKNOWN = gettext_lazy(
    "We don’t know a phone number like this. Outside the US, start with + and the country."
)


def parse(text: str) -> str:
    """The number in `text` as it is kept. Raises ValidationError with words for a person."""
    if len(text) > _LONGEST:
        raise ValidationError(TOO_LONG, code="too_long")
    if plain := _PLAIN.fullmatch(text):
        return f"+1{''.join(plain.groups())}"
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException as error:
        raise _refusal(error.error_type) from None
    _check(number)
    kept = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{kept};ext={number.extension}" if number.extension else kept


def _check(number: PhoneNumber) -> None:
    result = phonenumbers.is_possible_number_with_reason(number)
    if result in {ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY}:
        raise ValidationError(TOO_SHORT, code="too_short")
    if result == ValidationResult.TOO_LONG:
        raise ValidationError(TOO_LONG, code="too_long")
    digits = phonenumbers.national_significant_number(number)
    american = number.country_code == 1
    if result != ValidationResult.IS_POSSIBLE or (
        american and not _NORTH_AMERICAN.fullmatch(digits)
    ):
        raise ValidationError(UNKNOWN, code="unknown")


def _refusal(error_type: int) -> ValidationError:
    kinds = phonenumbers.NumberParseException
    if error_type == kinds.TOO_LONG:
        return ValidationError(TOO_LONG, code="too_long")
    if error_type in {kinds.TOO_SHORT_NSN, kinds.TOO_SHORT_AFTER_IDD}:
        return ValidationError(TOO_SHORT, code="too_short")
    if error_type == kinds.INVALID_COUNTRY_CODE:
        return ValidationError(UNKNOWN, code="unknown")
    return ValidationError(UNREADABLE, code="unreadable")


def bare(kept: str) -> str:
    """Without the extension, which is what tells two people's phones apart or not."""
    return kept.partition(";")[0]


def shown(kept: str) -> str:
    """ "561-555-0142", "561-555-0142 ext. 12" or, from abroad, "+44 20 7946 0018"."""
    number, _separator, extension = kept.partition(";ext=")
    if number.startswith("+1") and len(number) == 12:
        words = f"{number[2:5]}-{number[5:8]}-{number[8:]}"
    elif number:
        parsed = phonenumbers.parse(number)
        words = phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)
    else:
        return ""
    if extension:
        return _("%(phone)s ext. %(extension)s") % {"phone": words, "extension": extension}
    return words


def href(kept: str, scheme: str = "tel") -> str:
    """An address to call or, with `scheme="sms"`, to text; "" without a number."""
    return f"{scheme}:{kept}" if kept else ""
