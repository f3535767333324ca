"""The fixed vocabularies of requests for a call."""

from datetime import time

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ForWhom(TextChoices):
    ME = "me", _("Me")
    LOVED_ONE = "loved_one", _("Someone I love")
    CLIENT = "client", _("A client or patient of mine")

    @property
    def for_staff(self) -> Promise:
        """The same, said of the person who asked."""
        return {
            ForWhom.ME: _("themself"),
            ForWhom.LOVED_ONE: _("someone they love"),
            ForWhom.CLIENT: _("a client or patient of theirs"),
        }[self]


class Channel(TextChoices):
    CALL = "call", _("Call")
    TEXT = "text", _("Text")
    EMAIL = "email", _("E-mail")


class NoticeChannel(TextChoices):
    """How staff are told that a request came."""

    EMAIL = "email", _("E-mail")
    TEXT = "text", _("Text message")
    WEBHOOK = "webhook", _("Web hook")


class NoticeHours(TextChoices):
    ALWAYS = "always", _("At any time")
    OPEN = "open", _("When the office is open")
    CLOSED = "closed", _("When the office is closed")


class Window(TextChoices):
    """When a person likes to be reached, in their own time."""

    ANY = "any", _("Any time, 8 am to 8 pm")
    MORNING = "morning", _("Morning, 8 am to noon")
    AFTERNOON = "afternoon", _("Afternoon, noon to 5 pm")
    EVENING = "evening", _("Evening, 5 pm to 8 pm")

    @property
    def hours(self) -> tuple[time, time]:
        """From and until, by the person's own clock."""
        return {
            Window.ANY: (time(8), time(20)),
            Window.MORNING: (time(8), time(12)),
            Window.AFTERNOON: (time(12), time(17)),
            Window.EVENING: (time(17), time(20)),
        }[self]


class MoveIn(TextChoices):
    NOW = "now", _("As soon as I can")
    WEEK = "week", _("Within a week")
    MONTH = "month", _("Within a month")
    LATER = "later", _("Later")
    UNSURE = "unsure", _("I don’t know yet")


class HeardFrom(TextChoices):
    SEARCH = "search", _("A web search")
    FRIEND = "friend", _("Family or a friend")
    RESIDENT = "resident", _("A resident or alumnus")
    TREATMENT = "treatment", _("A treatment program or hospital")
    MEETING = "meeting", _("A meeting")
    COURT = "court", _("A court or probation officer")
    OTHER = "other", _("Somewhere else")


class Language(TextChoices):
    """Languages that a person may ask to be called in."""

    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    CREOLE = "ht", _("Haitian Creole")
    PORTUGUESE = "pt", _("Portuguese")
    OTHER = "other", _("Another language")


class Source(TextChoices):
    WEB = "web", _("the form")
    PHONE = "phone", _("a phone call")
    DOOR = "door", _("at the door")


class Status(TextChoices):
    NEW = "new", _("new")
    ATTEMPTING = "attempting", _("attempting")
    CONTACTED = "contacted", _("contacted")
    PRE_SCREENING = "pre_screening", _("pre-screening")
    TOUR_SCHEDULED = "tour_scheduled", _("tour scheduled")
    OFFERED = "offered", _("offered")
    BED_HELD = "bed_held", _("bed held")
    MOVED_IN = "moved_in", _("moved in")
    WAITLISTED = "waitlisted", _("waitlisted")
    NURTURE = "nurture", _("nurture")
    CLOSED = "closed", _("closed")


class CloseReason(TextChoices):
    UNREACHABLE = "unreachable", _("unreachable")
    CHOSE_OTHER = "chose_other", _("chose another house")
    COST = "cost", _("cost")
    NO_BED = "no_bed", _("no bed")
    HIGHER_CARE = "higher_care", _("needs higher care")
    NOT_ELIGIBLE = "not_eligible", _("not eligible")
    DUPLICATE = "duplicate", _("duplicate")
    SPAM = "spam", _("spam")
    WITHDREW = "withdrew", _("withdrew")


class Direction(TextChoices):
    OUTBOUND = "out", _("we reached out")
    INBOUND = "in", _("they reached us")


class Outcome(TextChoices):
    REACHED = "reached", _("reached")
    NO_ANSWER = "no_answer", _("no answer")
    VOICEMAIL = "voicemail", _("left a voicemail")
    SENT = "sent", _("sent")
    WRONG_NUMBER = "wrong_number", _("wrong number or address")
    ASKED_LATER = "asked_later", _("asked to be called later")


class NextAction(TextChoices):
    CALL = "call", _("call again")
    TEXT = "text", _("send a text")
    EMAIL = "email", _("send an e-mail")
    TOUR = "tour", _("show the house")
    DECIDE = "decide", _("decide about a bed")
    NONE = "none", _("nothing")


class Rule(TextChoices):
    """What forbids to reach out to somebody by a channel, at a time."""

    HOURS = "hours", _("It is not between 8 am and 8 pm where they are.")
    FOURTH = "fourth", _("They were called or texted three times in the last 24 hours.")
    CHANNEL = "channel", _("They did not ask to be reached this way.")
    VOICEMAIL = "voicemail", _("They did not say that a voicemail is safe.")
    NO_ADDRESS = "no_address", _("We have no number or address for this.")


class DuplicateRule(TextChoices):
    SAME_PHONE = "same_phone", _("same phone")
    SAME_EMAIL = "same_email", _("same e-mail")


class EndOfWait(TextChoices):
    """Why somebody is no longer on the waitlist."""

    MOVED_IN = "moved_in", _("moved in")
    ELSEWHERE = "elsewhere", _("found a place elsewhere")
    WITHDREW = "withdrew", _("does not want to wait")
    NOT_FITTING = "not_fitting", _("no house of ours fits")
    LAPSED = "lapsed", _("nobody reached them for four weeks")
    ERASED = "erased", _("erased")


class Medication(TextChoices):
    """Those of which a house says whether it takes people who take them."""

    BUPRENORPHINE = "buprenorphine", _("buprenorphine")
    METHADONE = "methadone", _("methadone")
    NALTREXONE = "naltrexone", _("naltrexone")


class HeldFor(TextChoices):
    """Why a request waits for a look before anybody is told of it."""

    HONEYPOT = "honeypot", _("a hidden field was filled in")
    LINKS = "links", _("the message is full of links")
    MARKUP = "markup", _("the message holds code")


# From a status, the ones that staff may move on to. Closing and reopening included.
ASIDE = {Status.WAITLISTED, Status.NURTURE, Status.CLOSED}
MOVES: dict[str, set[str]] = {
    Status.NEW: {Status.ATTEMPTING, Status.CONTACTED, Status.CLOSED},
    Status.ATTEMPTING: {Status.CONTACTED, Status.NURTURE, Status.CLOSED},
    Status.CONTACTED: {Status.PRE_SCREENING, Status.TOUR_SCHEDULED, Status.OFFERED, *ASIDE},
    Status.PRE_SCREENING: {Status.TOUR_SCHEDULED, Status.OFFERED, *ASIDE},
    Status.TOUR_SCHEDULED: {Status.PRE_SCREENING, Status.OFFERED, *ASIDE},
    Status.OFFERED: {Status.TOUR_SCHEDULED, Status.BED_HELD, *ASIDE},
    Status.BED_HELD: {Status.OFFERED, Status.MOVED_IN, *ASIDE},
    Status.MOVED_IN: {Status.CLOSED},
    Status.WAITLISTED: {Status.CONTACTED, Status.OFFERED, Status.NURTURE, Status.CLOSED},
    Status.NURTURE: {Status.ATTEMPTING, Status.CONTACTED, Status.WAITLISTED, Status.CLOSED},
    Status.CLOSED: {Status.ATTEMPTING, Status.CONTACTED},
}
