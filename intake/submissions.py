import dataclasses
import json
from dataclasses import dataclass
from datetime import date
from functools import cache

from intake.choices import Channel, Language, Window
from intake.models import Contact
from intake.phones import bare
from listings.choices import TimeZone
from listings.models import House, Operator
from recovery_site.fields import keyed_hash


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """What somebody asked for, as a form checked it. `phone` is as `phones.parse` returns it.

    `trap` is what stood in the field that people don't see.
    """

    name: str
    for_whom: str
    phone: str = ""
    email: str = ""
    channel: str = Channel.CALL
    window: str = Window.ANY
    time_zone: str = TimeZone.EASTERN
    language: str = Language.ENGLISH
    may_leave_voicemail: bool = False
    may_send_texts: bool = False
    may_say_who_calls: bool = False
    organization: str = ""
    professional_role: str = ""
    planned_discharge_on: date | None = None
    house: House | None = None
    house_gender: str = ""
    move_in: str = ""
    heard_from: str = ""
    message: str = ""
    marketing_consent: bool = False
    trap: str = ""

    def key(self, operator: Operator) -> str:
        """The same for the same answers to the same operator, and tells nothing of them."""
        answers = {name: getattr(self, name) for name in _names()}
        answers |= {"house": self.house and str(self.house.uuid), "operator": str(operator.uuid)}
        return keyed_hash(json.dumps(answers, sort_keys=True, default=str), purpose="submission")

    def filled_in(self) -> list[str]:
        """The names of what was answered."""
        return [name for name in _names() if getattr(self, name)]


@cache
def _names() -> list[str]:
    return [field.name for field in dataclasses.fields(Submission)]


def phone_hash(phone: str) -> str:
    return keyed_hash(bare(phone), purpose="contact.phone")


def email_hash(email: str) -> str:
    return keyed_hash(email.lower(), purpose="contact.email")


def hashes(contact: Contact) -> dict[str, str]:
    return {"phone_hash": phone_hash(contact.phone), "email_hash": email_hash(contact.email)}
