"""A cell as people type it, and the value that it stands for.

Every reader takes text without blanks around it, never "", and raises ValueError with a sentence.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

Reader = Callable[[str], object]

YES = frozenset({"yes", "y", "true", "t", "1", "x", "on", "sí", "si"})
NO = frozenset({"no", "n", "false", "f", "0", "off", "none"})
DATES = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y", "%B %d, %Y")
# A thousand apart by commas, as in $1,200.50.
_THOUSANDS = re.compile(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")


def text(cell: str) -> str:
    return cell


def yes_or_no(cell: str) -> bool:
    word = cell.casefold()
    if word in YES | NO:
        return word in YES
    raise ValueError(_("“%(cell)s” is neither yes nor no.") % {"cell": shortened(cell)})


def number(cell: str) -> Decimal:
    """Also with a dollar sign, blanks or commas between thousands."""
    bare = cell.replace("$", "").replace("USD", "").replace("\u00a0", "").replace(" ", "")
    if _THOUSANDS.match(bare):
        bare = bare.replace(",", "")
    elif bare.count(",") == 1 and "." not in bare and len(bare.partition(",")[2]) <= 2:
        bare = bare.replace(",", ".")
    try:
        found = Decimal(bare)
    except InvalidOperation:
        found = Decimal("nan")
    if not found.is_finite() or abs(found.adjusted()) > 20:
        raise ValueError(_("“%(cell)s” is not a number.") % {"cell": shortened(cell)})
    return found


def whole_number(cell: str) -> int:
    found = number(cell)
    if found != int(found):
        raise ValueError(_("“%(cell)s” is not a whole number.") % {"cell": shortened(cell)})
    return int(found)


def day(cell: str) -> date:
    for form in DATES:
        try:
            return datetime.strptime(cell.removesuffix(" 00:00:00"), form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    words = _("“%(cell)s” is not a date. Write it like 2026-03-18 or 3/18/2026.")
    raise ValueError(words % {"cell": shortened(cell)})


def zip_code(cell: str) -> str:
    """A spreadsheet takes the leading zeros off, and may add the four digits of a ZIP+4."""
    digits = cell.removesuffix(".0").partition("-")[0]
    return digits.zfill(5) if digits.isascii() and digits.isdecimal() else cell


def one_of(choices: Mapping[str, str]) -> Reader:
    """The value or its words, in capitals or not. `choices` are words by value."""
    known = {str(words).casefold(): value for value, words in choices.items()}
    known |= {value.casefold(): value for value in choices}

    def read(cell: str) -> str:
        value = known.get(" ".join(cell.split()).casefold())
        if value is None:
            allowed = ", ".join(dict.fromkeys(choices))
            words = _("“%(cell)s” is not one of: %(allowed)s.")
            raise ValueError(words % {"cell": shortened(cell), "allowed": allowed})
        return value

    return read


def shortened(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:39]}…"
