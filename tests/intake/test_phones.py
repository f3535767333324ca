import phonenumbers
import pytest
from django.core.exceptions import ValidationError

from intake.phones import href, parse, shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5615550142", "+15615550142"),
        ("561-555-0142", "+15615550142"),
        ("561.555.0142", "+15615550142"),
        ("(561) 555 0142", "+15615550142"),
        ("1 561 555 0142", "+15615550142"),
        ("+1 (561) 555-0142", "+15615550142"),
        ("call me at 561–555–0142", "+15615550142"),
        ("561-555-0142 ext. 12", "+15615550142;ext=12"),
        ("561-555-0142x7", "+15615550142;ext=7"),
        ("833-CALL-NOW", "+18332255669"),
        ("1-800-FLOWERS", "+18003569377"),
        ("+44 20 7946 0018", "+442079460018"),
        ("+52 55 1234 5678", "+525512345678"),
    ],
)
def test_any_way_of_writing_is_kept_one_way(typed: str, kept: str) -> None:
    assert parse(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("555-0142", "too_short"),
        ("833-CALL", "too_short"),
        ("12", "too_short"),
        ("561-555-014O", "too_short"),
        ("561-555-01423", "too_long"),
        ("5615550142 5615550143", "too_long"),
        ("5" * 200, "too_long"),
        ("111-111-1111", "unknown"),
        ("561-155-0142", "unknown"),
        ("+999 123 4567", "unknown"),
        ("no phone", "unreadable"),
        ("+", "unreadable"),
    ],
)
def test_what_is_no_number_says_why(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        parse(typed)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("+15615550142", "561-555-0142"),
        ("+15615550142;ext=12", "561-555-0142 ext. 12"),
        ("+442079460018", "+44 20 7946 0018"),
        ("", ""),
    ],
)
def test_numbers_are_shown_one_way(kept: str, words: str) -> None:
    assert shown(kept) == words


@pytest.mark.parametrize("kept", ["+15615550142", "+15615550142;ext=12", "+442079460018"])
def test_what_is_shown_can_be_typed_again(kept: str) -> None:
    assert parse(shown(kept)) == kept


def test_a_number_can_be_called_and_texted() -> None:
    assert href("+15615550142;ext=12") == "tel:+15615550142;ext=12"
    assert href("+15615550142", "sms") == "sms:+15615550142"
    assert href("") == ""


@pytest.mark.parametrize(
    "typed",
    ["5615550142", "561-555-0142", "(561) 555-0142", "(561)555-0142", "561.555.0142",
     "561 555 0142", "(561 555 0142", "561) 555 0142"],
)  # fmt: skip
def test_the_short_way_keeps_what_the_library_keeps(typed: str) -> None:
    number = phonenumbers.parse(typed, "US")
    kept = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert parse(typed) == kept
