"""Recovery, medication, rules, and what happens on a relapse."""

from datetime import time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.choices import MedicationRule, Taxonomy
from listings.models import House, HouseProgram
from listings.presenters.rows import (
    Row,
    Section,
    choice,
    fact,
    group,
    listed,
    terms,
    text,
    yes_or_no,
)
from listings.words import clock_words


def recovery(house: House) -> Section:
    program: Any = group(house, "program")
    rows = [
        Row(
            _("Time sober before you move in"),
            _days(fact(program, "minimum_days_sober")),
            key="days_sober",
        ),
        Row(_("Treatment"), choice(program, "treatment_first"), key="treatment"),
        Row(_("Pathways"), listed(terms(house, Taxonomy.PATHWAY)), key="pathways"),
        Row(_("Meetings"), _meetings(fact(program, "meetings_per_week")), key="meetings"),
        Row(
            _("Sponsor or mentor asked for"), yes_or_no(program, "sponsor_required"), key="sponsor"
        ),
        Row(_("Testing"), choice(program, "testing_frequency"), _payer(program), key="testing"),
    ]
    return Section("recovery", _("Recovery"), rows)


def medication(house: House) -> Section:
    facts = group(house, "medication")

    def row(label: str, field: str, note: str = "") -> Row:
        asks = fact(facts, field) == MedicationRule.ASK
        return Row(label, None if asks else choice(facts, field), note, key=field)

    rows = [
        row(_("Buprenorphine"), "buprenorphine", _("Like Suboxone or Sublocade")),
        row(_("Methadone"), "methadone"),
        row(_("Naltrexone"), "naltrexone", _("Like Vivitrol")),
        row(_("Psychiatric medication"), "psychiatric"),
        row(_("How it is kept"), "storage"),
    ]
    intro = _("Medication for opioid use disorder (MOUD) is medical treatment.")
    return Section("medication", _("Medication"), rows, intro)


def rules(house: House) -> Section:
    facts = group(house, "rules")

    def row(label: str, field: str, note: str = "") -> Row:
        return Row(label, choice(facts, field), note, key=field)

    hours = _hours_a_week(fact(facts, "work_or_school_hours"))
    rows = [
        _curfew(_("Curfew, Sunday to Thursday"), facts, "weekday_curfew"),
        _curfew(_("Curfew, Friday and Saturday"), facts, "weekend_curfew"),
        row(_("Visitors"), "visitors", text(house, "visitors")),
        row(_("Nights away"), "overnights"),
        row(_("Your own phone"), "phones"),
        row(_("Smoking and vaping"), "smoking"),
        row(_("Pets"), "pets"),
        row(_("Your own car"), "vehicles"),
        Row(_("Work, school or service"), hours, key="work"),
        Row(_("Chores"), text(house, "chores") or None, key="chores"),
    ]
    return Section("rules", _("House rules"), rows)


def relapse(house: House) -> Section:
    facts = group(house, "rules")
    rows = [
        Row(
            _("What happens then"),
            choice(facts, "relapse_response"),
            text(house, "on_relapse"),
            key="relapse",
        ),
        Row(
            _("Notice before someone has to leave"),
            _days(fact(facts, "discharge_notice_days")),
            key="notice",
        ),
        Row(_("Leaving"), text(house, "leaving") or None, key="leaving"),
        Row(_("If you have a grievance"), text(house, "grievances") or None, key="grievances"),
    ]
    return Section("relapse", _("If someone returns to use"), rows)


def _payer(program: HouseProgram | None) -> str:
    payer = choice(program, "testing_paid_by")
    return _("Who pays: %(payer)s") % {"payer": payer} if payer else ""


def _curfew(label: str, facts: Any, field: str) -> Row:
    at: time | None = fact(facts, field)
    return Row(label, clock_words(at) if at is not None else None, key=field)


def _days(days: int | None) -> str | None:
    if days is None:
        return None
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else _("None")


def _meetings(n: int | None) -> str | None:
    if n is None:
        return None
    return ngettext("%(n)d a week", "%(n)d a week", n) % {"n": n} if n else _("None required")


def _hours_a_week(n: int | None) -> str | None:
    if n is None:
        return None
    words = ngettext("%(n)d hour a week", "%(n)d hours a week", n) % {"n": n}
    return words if n else _("None required")
