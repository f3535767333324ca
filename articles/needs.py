"""What a place for homes may ask for: parts of `/houses/?…`, one at a time, by valid words only."""

from typing import NamedTuple

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from listings.choices import Gender
from listings.models import Fact


class Need(NamedTuple):
    """`words` follow "Homes with a bed open, ". `audience` is a gender, or "" for anyone."""

    words: Promise
    audience: str = ""
    fact: Fact | None = None

    @property
    def condition(self) -> Q:
        """Of search entries."""
        found = Q(audience=self.audience, private=False)
        return found & Q(facts=F("facts").bitor(int(self.fact))) if self.fact else found


NO_NEED = Need(_("all homes"))
NEEDS = {
    "gender=men": Need(_("for men"), Gender.MEN),
    "gender=women": Need(_("for women"), Gender.WOMEN),
    "gender=all": Need(_("for all genders"), Gender.ALL),
    "gender=parents": Need(_("for parents with children"), Gender.PARENTS),
    "moud=buprenorphine": Need(_("buprenorphine accepted"), fact=Fact.BUPRENORPHINE),
    "moud=methadone": Need(_("methadone accepted"), fact=Fact.METHADONE),
    "moud=naltrexone": Need(_("naltrexone accepted"), fact=Fact.NALTREXONE),
    "welcome=lgbtq": Need(_("LGBTQ+ affirming"), fact=Fact.LGBTQ),
    "welcome=couples": Need(_("couples welcome"), fact=Fact.COUPLES),
    "welcome=children": Need(_("children welcome"), fact=Fact.CHILDREN),
    "welcome=veterans": Need(_("veterans welcome"), fact=Fact.VETERANS),
    "welcome=pets": Need(_("pets welcome, some with limits"), fact=Fact.PETS),
    "access=step_free_entry": Need(_("step-free entry"), fact=Fact.STEP_FREE_ENTRY),
    "access=ground_floor_bedroom": Need(_("ground-floor bedroom"), fact=Fact.GROUND_FLOOR_BEDROOM),
    "access=roll_in_shower": Need(_("roll-in shower"), fact=Fact.ROLL_IN_SHOWER),
    "access=grab_bars": Need(_("grab bars"), fact=Fact.GRAB_BARS),
    "access=visual_alarms": Need(_("visual alarms"), fact=Fact.VISUAL_ALARMS),
    "certified=yes": Need(_("certified"), fact=Fact.CERTIFIED),
}
