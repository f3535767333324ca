"""The fixed vocabularies of houses, beds and operators."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class TimeZone(TextChoices):
    """The zones that people in the United States live by."""

    EASTERN = "America/New_York", _("Eastern")
    CENTRAL = "America/Chicago", _("Central")
    MOUNTAIN = "America/Denver", _("Mountain")
    ARIZONA = "America/Phoenix", _("Arizona")
    PACIFIC = "America/Los_Angeles", _("Pacific")
    ALASKA = "America/Anchorage", _("Alaska")
    HAWAII = "Pacific/Honolulu", _("Hawaii")
    ATLANTIC = "America/Puerto_Rico", _("Puerto Rico and Virgin Islands")


class Weekday(IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Role(TextChoices):
    OWNER = "owner", _("owner")
    COORDINATOR = "coordinator", _("intake coordinator")
    HOUSE_MANAGER = "house_manager", _("house manager")
    EDITOR = "editor", _("editor")
    REVIEWER = "reviewer", _("reviewer")
    READ_ONLY = "read_only", _("read only")


class HouseStatus(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    PAUSED = "paused", _("paused")
    ARCHIVED = "archived", _("archived")


class HouseType(TextChoices):
    SINGLE_FAMILY = "single_family", _("single-family house")
    DUPLEX = "duplex", _("duplex")
    TOWNHOUSE = "townhouse", _("townhouse")
    APARTMENT = "apartment", _("apartment")
    CONDO = "condo", _("condominium")


class Gender(TextChoices):
    MEN = "men", _("men")
    WOMEN = "women", _("women")
    ALL = "all", _("all genders")
    PARENTS = "parents", _("parents with children")


class RoomType(TextChoices):
    PRIVATE = "private", _("private room")
    DOUBLE = "double", _("room for two")
    TRIPLE = "triple", _("room for three or more")


class BedState(TextChoices):
    OPEN = "open", _("open")
    HELD = "held", _("held")
    OCCUPIED = "occupied", _("occupied")
    OUT_OF_SERVICE = "out_of_service", _("out of service")


class Tone(TextChoices):
    """What may be said about a house's beds; see `listings.availability`."""

    OPEN = "open", _("a bed is open")
    SOON = "soon", _("a bed opens on a known date")
    FULL = "full", _("full")
    CALL = "call", _("call to confirm")
    NONE = "none", _("nothing is said")


class SupportLevel(IntegerChoices):
    """Levels of support of the National Alliance for Recovery Residences.

    They describe how a house is staffed. They do not rate it.
    """

    PEER_RUN = 1, _("Level I, peer-run")
    MONITORED = 2, _("Level II, monitored")
    SUPERVISED = 3, _("Level III, supervised")
    SERVICE_PROVIDER = 4, _("Level IV, service provider")


class Staffing(TextChoices):
    NONE = "none", _("no paid staff")
    LIVE_IN = "live_in", _("a live-in house manager")
    OFF_SITE = "off_site", _("an off-site house manager")
    AROUND_THE_CLOCK = "24h", _("staff 24 hours a day")


class MedicationRule(TextChoices):
    ACCEPTED = "accepted", _("accepted")
    ASK = "ask", _("ask us")
    NOT_ACCEPTED = "not_accepted", _("not accepted")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class MedicationStorage(TextChoices):
    OWN_LOCKBOX = "own_lockbox", _("each resident has a lockbox")
    STAFF_LOCKED = "staff_locked", _("locked by staff, taken by the resident")
    OWN_CARE = "own_care", _("each resident keeps their own")


class TreatmentFirst(TextChoices):
    REQUIRED = "required", _("treatment first is required")
    NOT_REQUIRED = "not_required", _("treatment first is not required")
    CASE_BY_CASE = "case_by_case", _("we decide together")


class TestingFrequency(TextChoices):
    NONE = "none", _("no testing")
    ON_SUSPICION = "on_suspicion", _("when there is a reason")
    RANDOM = "random", _("at random")
    WEEKLY = "weekly", _("once a week")
    TWICE_WEEKLY = "twice_weekly", _("twice a week")


class PaidBy(TextChoices):
    HOUSE = "house", _("included in the rate")
    RESIDENT = "resident", _("the resident")
    INSURANCE = "insurance", _("insurance, where it covers it")


class Allowed(TextChoices):
    YES = "yes", _("yes")
    LIMITED = "limited", _("with limits")
    NO = "no", _("no")


class Smoking(TextChoices):
    OUTSIDE = "outside", _("outside only")
    NOT_ALLOWED = "not_allowed", _("not on the property")


class RelapseResponse(TextChoices):
    CASE_BY_CASE = "case_by_case", _("we decide case by case")
    DETOX_THEN_RETURN = "detox_return", _("detox first, then you may come back")
    IMMEDIATE_EXIT = "immediate_exit", _("you have to leave right away")


class RatePeriod(TextChoices):
    WEEK = "week", _("a week")
    MONTH = "month", _("a month")


class Taxonomy(TextChoices):
    AMENITY = "amenity", _("in the house")
    INCLUDED = "included", _("included in the rate")
    PATHWAY = "pathway", _("pathways of recovery")
    LANGUAGE = "language", _("languages spoken")
    PAYMENT = "payment", _("ways to pay")


class OpeningOrder(TextChoices):
    """How a list of open beds is sorted."""

    SOONEST = "soonest", _("soonest")
    COST = "cost", _("lowest cost")
    CITY = "city", _("city")
    CONFIRMED = "confirmed", _("recently confirmed")


class HouseOrder(TextChoices):
    """How a list of houses is sorted."""

    SOONEST = "soonest", _("soonest bed")
    NEAREST = "nearest", _("nearest")
    COST = "cost", _("lowest weekly cost")
    MOVE_IN = "move_in", _("lowest total to move in")
    CONFIRMED = "confirmed", _("recently confirmed")


class SheetState(TextChoices):
    """How far a spreadsheet is on its way in."""

    READING = "reading", _("being read")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, not started")
    REFUSED = "refused", _("has mistakes: nothing was written")
    RUNNING = "running", _("being written")
    DONE = "done", _("done")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class RowOutcome(TextChoices):
    """What a row of a spreadsheet does."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changes")
    SAME = "same", _("no change")
    WRONG = "wrong", _("has a mistake")
