"""What the figures need to know of each request: times and choices, nothing of a person."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, Exists, Max, Min, OuterRef, Q, QuerySet, Value, When

from intake.choices import CloseReason, Direction, Outcome, Source, Status
from intake.models import Attempt, CallbackRequest, StatusChange
from intake.querysets import SETTLED, CallbackRequestQuerySet

TALKED = Q(direction=Direction.INBOUND) | Q(outcome__in=[Outcome.REACHED, Outcome.ASKED_LATER])
# How far somebody came, in the order of the work. Being aside (waitlisted, nurture) is no step.
STEPS = (
    Status.NEW,
    Status.ATTEMPTING,
    Status.CONTACTED,
    Status.PRE_SCREENING,
    Status.TOUR_SCHEDULED,
    Status.OFFERED,
    Status.BED_HELD,
    Status.MOVED_IN,
)


class Asked(NamedTuple):
    """The request itself. Reads as the columns of its row."""

    pk: int
    operator_id: int
    created_at: datetime
    released_at: datetime | None
    held_at: datetime | None
    source: str
    heard_from: str
    house_id: int | None
    status: str
    close_reason: str


class Tries(NamedTuple):
    """Its first attempts: ours, theirs, and the first one that was a conversation."""

    ours: datetime | None = None
    theirs: datetime | None = None
    talked: datetime | None = None


class Moves(NamedTuple):
    """First moves to attempting or contacted, to contacted, and to an end; furthest of STEPS.

    Staff may move a request on without writing down an attempt.
    """

    tried: datetime | None = None
    talked: datetime | None = None
    over: datetime | None = None
    furthest: int = 0


NO_TRIES, NO_MOVES = Tries(), Moves()


class Fact(NamedTuple):
    """When somebody asked, and when the first time was of what followed."""

    request: Asked
    tries: Tries
    moves: Moves

    @property
    def asked_at(self) -> datetime:
        """Staff could not know of one that was held before it was released."""
        return self.request.released_at or self.request.created_at

    @property
    def attempted_at(self) -> datetime | None:
        """None too where they reached us before we tried."""
        tried = _earlier(self.tries.ours, self.moves.tried)
        theirs = self.tries.theirs
        return None if tried and theirs and theirs <= tried else tried

    @property
    def contacted_at(self) -> datetime | None:
        return _earlier(self.tries.talked, self.moves.talked)

    @property
    def ended_at(self) -> datetime | None:
        """When there was nothing left to attempt: they reached us, or it was settled."""
        return _earlier(self.tries.theirs, self.moves.over)

    @property
    def is_timed(self) -> bool:
        """Who calls or comes by is talked to on the spot, which says nothing of a wait."""
        return self.request.source == Source.WEB


@dataclass(slots=True)
class Cohort:
    """Everybody who asked in some time. What is held, spam or a duplicate is only counted."""

    facts: list[Fact] = field(default_factory=list)
    held: int = 0
    spam: int = 0
    duplicates: int = 0

    def add(self, fact: Fact) -> None:
        request = fact.request
        if request.close_reason == CloseReason.SPAM:
            self.spam += 1
        elif request.close_reason == CloseReason.DUPLICATE:
            self.duplicates += 1
        elif request.held_at and not request.released_at and request.status != Status.CLOSED:
            self.held += 1
        else:
            self.facts.append(fact)


def read(requests: CallbackRequestQuerySet, *, start: datetime, end: datetime) -> Iterator[Fact]:
    """Those that came in [start, end), oldest first, in three queries."""
    chosen = requests.filter(created_at__gte=start, created_at__lt=end)
    tries, moves = _tries(chosen), _moves(chosen)
    rows = chosen.order_by("created_at", "pk").values_list(*Asked._fields)
    for asked in map(Asked._make, rows.iterator(chunk_size=5000)):
        yield Fact(asked, tries.get(asked.pk, NO_TRIES), moves.get(asked.pk, NO_MOVES))


def that_came_to(requests: QuerySet[CallbackRequest], step: str) -> QuerySet[CallbackRequest]:
    """Those that came as far as `step` or farther: the list behind a number of the funnel."""
    later = STEPS[STEPS.index(Status(step)) :]
    moved = StatusChange.objects.filter(request=OuterRef("pk"), to_status__in=later)
    return requests if step == Status.NEW else requests.filter(Exists(moved))


def _tries(chosen: CallbackRequestQuerySet) -> dict[int, Tries]:
    rows = (
        Attempt.objects.filter(request__in=chosen.values("pk"))
        .values("request_id")
        .annotate(
            ours=Min("at", filter=Q(direction=Direction.OUTBOUND)),
            theirs=Min("at", filter=Q(direction=Direction.INBOUND)),
            talked=Min("at", filter=TALKED),
        )
    )
    found = rows.order_by().values_list("request_id", *Tries._fields).iterator(chunk_size=5000)
    return {pk: Tries(*columns) for pk, *columns in found}


def _moves(chosen: CallbackRequestQuerySet) -> dict[int, Moves]:
    step = Case(
        *(When(to_status=status, then=Value(index)) for index, status in enumerate(STEPS)),
        default=Value(0),
    )
    rows = (
        StatusChange.objects.filter(request__in=chosen.values("pk"))
        .exclude(to_status=Status.NEW)
        .values("request_id")
        .annotate(
            tried=Min("at", filter=Q(to_status__in=[Status.ATTEMPTING, Status.CONTACTED])),
            talked=Min("at", filter=Q(to_status=Status.CONTACTED)),
            over=Min("at", filter=Q(to_status__in=SETTLED)),
            furthest=Max(step),
        )
    )
    found = rows.order_by().values_list("request_id", *Moves._fields).iterator(chunk_size=5000)
    return {pk: Moves(*columns) for pk, *columns in found}


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    """The one that there is, where there is only one."""
    if one is None or other is None:
        return one or other
    return min(one, other)
