"""Twenty questions that families are told to ask any house, with what this one answers.

Each answer is put together from the rows that the page shows, so the two can't differ. What a
row leaves open, and what no row could say, is left to ask. The starter article "20 questions to
ask before you move in" has the same list for any house; docs/guides/house-pages.md names the
sources.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from listings.models import House
from listings.presenters.answers import (
    Question,
    comes_back,
    first_day,
    from_rows,
    goes_to_body,
    joined,
    listed,
    people,
)
from listings.presenters.certificates import certificate_sentence
from listings.presenters.rooms import Kind
from listings.presenters.rows import Row, Section, group, yes_or_no


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    questions: list[Question]

    @property
    def answered(self) -> int:
        return sum(bool(question.answer) for question in self.questions)


def questions_of(
    house: House, sections: Iterable[Section], costs: dict[str, Any], kinds: Sequence[Kind]
) -> list[Group]:
    """Reads nothing but what the page has made of the house."""
    rows = {row.key: row for section in sections for row in section.rows if row.key}
    return [
        Group(_("Who runs the house"), _running(house, rows)),
        Group(_("Money"), _money(costs)),
        Group(_("Daily life"), _daily_life(house, rows, kinds)),
        Group(_("Health and safety"), _health(house, rows)),
        Group(_("If things go wrong"), _going_wrong(house, rows)),
    ]


def _running(house: House, rows: dict[str, Row]) -> list[Question]:
    return [
        Question(
            _("Who owns this house, and who answers the phone?"),
            joined(rows["owner"].value, rows["phone"].note),
            _("Which number works at night?"),
        ),
        Question(
            _("Is it certified, at what level, and until what day?"), certificate_sentence(house)
        ),
        Question(
            _("Who is in charge at the house, and do they live there?"),
            joined(rows["staff"].value),
            _("Are they a certified administrator, or do they work under one?"),
        ),
        Question(
            _("Does anyone get paid for sending me here, or for sending me on?"),
            joined(rows["payment"].value),
        ),
    ]


def _money(costs: dict[str, Any]) -> list[Question]:
    return [
        Question(_("How much do I need on the first day, in all?"), first_day(costs)),
        Question(
            _("What can come back to me, how much, and by when?"),
            joined(comes_back(costs), costs["refund_rule"]),
        ),
        Question(
            _("What is in the rent, and what do I pay for myself?"),
            joined(listed(_("In the rent: %(names)s"), costs["included"])),
            _("What is not in it?"),
        ),
        Question(
            _("How can I pay, and what if I am late by a week?"),
            joined(listed(_("Ways to pay: %(names)s"), costs["payment_ways"])),
            _("What happens when the rent is late?"),
        ),
    ]


def _daily_life(house: House, rows: dict[str, Row], kinds: Sequence[Kind]) -> list[Question]:
    return [
        Question(
            _("How many people live here, and how many share a room and a bathroom?"),
            people(house, kinds),
        ),
        from_rows(
            _("What are the rules on curfew, visitors, phones, smoking, cars and chores?"),
            rows, "weekday_curfew", "weekend_curfew", "visitors", "overnights", "phones",
            "smoking", "vehicles", "chores",
        ),
        from_rows(
            _("What does recovery look like here, and may I choose my own way?"),
            rows, "pathways", "meetings", "sponsor",
        ),
        from_rows(
            _("What do I need before I move in, and will my job, classes or treatment fit?"),
            rows, "days_sober", "treatment", "age", "work",
        ),
        from_rows(_("How do I get around?"), rows, "getting_around", "parking"),
    ]  # fmt: skip


def _health(house: House, rows: dict[str, Row]) -> list[Question]:
    return [
        from_rows(
            _("Do you accept my medicines, and how are they kept?"),
            rows, "buprenorphine", "methadone", "naltrexone", "psychiatric", "storage",
            notes=False,
        ),
        Question(
            _("Is there naloxone in the house, and who has been shown how to use it?"),
            joined(yes_or_no(group(house, "program"), "naloxone_on_site")),
            _("Who has been shown how to use it?"),
        ),
        Question(
            _("How often do you test, who pays, and what if a result is wrong?"),
            joined(rows["testing"].value, rows["testing"].note),
            _("What if I think a result is wrong?"),
        ),
        from_rows(
            _("Can you meet a need that I have because of a disability?"),
            rows, "access", "accommodation",
        ),
    ]  # fmt: skip


def _going_wrong(house: House, rows: dict[str, Row]) -> list[Question]:
    return [
        Question(
            _("What happens if I use, and where would I sleep that night?"),
            joined(rows["relapse"].value, rows["relapse"].note if rows["relapse"].value else ""),
        ),
        Question(
            _("How do I complain, and to whom above the manager?"),
            joined(rows["grievances"].value, goes_to_body(house)),
        ),
        from_rows(_("How much notice do I get and give, and what becomes of my things?"),
            rows, "notice", "leaving"),
    ]  # fmt: skip
