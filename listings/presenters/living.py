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
        Row(_("Time sober before you move in"), _days(fact(program, "minimum_days_sober"))),
        Row(_("Treatment"), choice(program, "treatment_first")),
        Row(_("Pathways"), listed(terms(house, Taxonomy.PATHWAY))),
        Row(_("Meetings"), _meetings(fact(program, "meetings_per_week"))),
        Row(_("Sponsor or mentor asked for"), yes_or_no(program, "sponsor_required")),
        Row(_("Testing"), choice(program, "testing_frequency"), _payer(program)),
    ]
    return Section("recovery", _("Recovery"), rows)


def medication(house: House) -> Section:
    facts = group(house, "medication")

    def answer(field: str) -> str | None:
        asks = fact(facts, field) == MedicationRule.ASK
        return None if asks else choice(facts, field)

    rows = [
        Row(_("Buprenorphine"), answer("buprenorphine"), _("Like Suboxone or Sublocade")),
        Row(_("Methadone"), answer("methadone")),
        Row(_("Naltrexone"), answer("naltrexone"), _("Like Vivitrol")),
        Row(_("Psychiatric medication"), answer("psychiatric")),
        Row(_("How it is kept"), choice(facts, "storage")),
    ]
    intro = _("Medication for opioid use disorder (MOUD) is medical treatment.")
    return Section("medication", _("Medication"), rows, intro)


def rules(house: House) -> Section:
    facts = group(house, "rules")
    hours = fact(facts, "work_or_school_hours")
    rows = [
        Row(_("Curfew, Sunday to Thursday"), _curfew(fact(facts, "weekday_curfew"))),
        Row(_("Curfew, Friday and Saturday"), _curfew(fact(facts, "weekend_curfew"))),
        Row(_("Visitors"), choice(facts, "visitors"), text(house, "visitors")),
        Row(_("Nights away"), choice(facts, "overnights")),
        Row(_("Your own phone"), choice(facts, "phones")),
        Row(_("Smoking and vaping"), choice(facts, "smoking")),
        Row(_("Pets"), choice(facts, "pets")),
        Row(_("Your own car"), choice(facts, "vehicles")),
        Row(_("Work, school or service"), _hours_a_week(hours)),
        Row(_("Chores"), text(house, "chores") or None),
    ]
    return Section("rules", _("House rules"), rows)


def relapse(house: House) -> Section:
    facts = group(house, "rules")
    rows = [
        Row(_("What happens then"), choice(facts, "relapse_response"), text(house, "on_relapse")),
        Row(_("Notice before someone has to leave"), _days(fact(facts, "discharge_notice_days"))),
        Row(_("Leaving"), text(house, "leaving") or None),
        Row(_("If you have a grievance"), text(house, "grievances") or None),
    ]
    return Section("relapse", _("If someone returns to use"), rows)


def _payer(program: HouseProgram | None) -> str:
    payer = choice(program, "testing_paid_by")
    return _("Who pays: %(payer)s") % {"payer": payer} if payer else ""


def _curfew(at: time | None) -> str | None:
    return clock_words(at) if at is not None else None


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
