"""What the nightly command forgets, kind by kind: `manage.py retention` tells and does it.

Each kind says what is overdue and forgets it a few rows at a time, each time in a transaction of
its own, so that a form that is sent meanwhile never waits long.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from intake import erasures
from intake.actions.erasing import erase_request, forget_contact, settle_list
from intake.actions.waiting import end_wait
from intake.choices import EndOfWait
from intake.models import CallbackRequest, Contact, ErasureRecord, SendingCount, Wait
from listings.models import BedInterval
from recovery_site.caching import CacheRow
from recovery_site.hints import Words
from recovery_site.models import OutboxMessage

BATCH = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """`when` names the column that says how old a row is; `forget` takes a few rows."""

    name: Words
    rows: Callable[[datetime], models.QuerySet]
    when: str
    forget: Callable[[models.QuerySet, datetime], None]
    batch: int = BATCH


@dataclass(slots=True)
class Outcome:
    """`oldest` is of what is overdue; `failed` names rows by number and error, nothing more."""

    kind: Kind
    overdue: int
    oldest: datetime | None
    forgotten: int = 0
    failed: list[str] = field(default_factory=list)


def overdue(*, at: datetime) -> Iterator[Outcome]:
    for kind in KINDS:
        found = kind.rows(at).aggregate(number=models.Count("pk"), oldest=Min(kind.when))
        yield Outcome(kind, found["number"], found["oldest"])


def forget(*, at: datetime) -> Iterator[Outcome]:
    """Goes on after a row that can't be forgotten, and tells of it."""
    for outcome in overdue(at=at):
        kind = outcome.kind
        keys = list(kind.rows(at).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), kind.batch):
            some = keys[start : start + kind.batch]
            try:
                kind.forget(kind.rows(at).model._base_manager.filter(pk__in=some), at)
                outcome.forgotten += len(some)
            except Exception as error:
                which = str(some[0]) if len(some) == 1 else f"{some[0]}–{some[-1]}"
                outcome.failed.append(f"{which} ({type(error).__name__})")
        yield outcome
    settle_list(at=at)


def _before(at: datetime) -> datetime:
    return at - timedelta(days=settings.RETENTION_DAYS)


def _settled(at: datetime) -> models.QuerySet:
    """But for those of people who still wait for a bed: a wait is asked for every fortnight."""
    waiting = Wait.objects.unended().values("person")
    settled = CallbackRequest.objects.settled_for(days=settings.RETENTION_DAYS, at=at)
    theirs = models.Q(requester__in=waiting) | models.Q(resident__in=waiting)
    return settled.exclude(pk__in=CallbackRequest.objects.filter(theirs).values("pk"))


def _came_back(at: datetime) -> models.QuerySet:
    recorded = set(ErasureRecord.objects.values_list("request_uuid", flat=True))
    return CallbackRequest.objects.came_back(recorded | erasures.listed())


def _nobodys(at: datetime) -> models.QuerySet:
    """People whom no request points at, as an import or a hand in the database leaves them."""
    alone = Contact.objects.filter(requests=None, requests_about=None, anonymized_at=None)
    waiting = Wait.objects.unended().values("person")
    return alone.filter(created_at__lte=_before(at)).exclude(pk__in=waiting)


def _lapsed(at: datetime) -> models.QuerySet:
    return Wait.objects.lapsed(at=at)


def _waited(at: datetime) -> models.QuerySet:
    return Wait.objects.filter(ended_at__lte=_before(at))


def _reasons(at: datetime) -> models.QuerySet:
    """Staff are asked to write no name there. Somebody will."""
    return BedInterval.objects.filter(ends_at__lte=_before(at)).exclude(reason="")


def _delivered(at: datetime) -> models.QuerySet:
    over = models.Q(delivered_at__lte=_before(at)) | models.Q(gave_up_at__lte=_before(at))
    return OutboxMessage.objects.filter(over)


def _sessions(at: datetime) -> models.QuerySet:
    return Session.objects.filter(expire_date__lt=at)


def _counted(at: datetime) -> models.QuerySet:
    return SendingCount.objects.filter(expires_at__lte=at)


def _cached(at: datetime) -> models.QuerySet:
    return CacheRow.objects.filter(expires__lt=at)


def _erase(rows: models.QuerySet, at: datetime) -> None:
    for request in rows:
        erase_request(request=request, by=None, at=at)


def _forget_contacts(rows: models.QuerySet, at: datetime) -> None:
    for contact in rows:
        forget_contact(contact, at)


def _lapse(rows: models.QuerySet, at: datetime) -> None:
    for wait in rows:
        end_wait(wait=wait, reason=EndOfWait.LAPSED, by=None, at=at)


def _empty_reasons(rows: models.QuerySet, at: datetime) -> None:
    rows.update(reason="")


def _delete(rows: models.QuerySet, at: datetime) -> None:
    rows.delete()


KINDS = (
    Kind(_("Erased once and back from a backup"), _came_back, "created_at", _erase, batch=1),
    Kind(_("Waits that nobody confirmed"), _lapsed, "confirmed_at", _lapse),
    Kind(_("Ended waits"), _waited, "ended_at", _delete),
    Kind(_("Settled requests"), _settled, "settled_at", _erase, batch=1),
    Kind(_("People without a request"), _nobodys, "created_at", _forget_contacts, batch=1),
    Kind(_("Reasons beside former states of beds"), _reasons, "ends_at", _empty_reasons),
    Kind(_("Deliveries that are over"), _delivered, "created_at", _delete),
    Kind(_("Ended sessions of staff"), _sessions, "expire_date", _delete),
    Kind(_("Counted clients"), _counted, "expires_at", _delete),
    Kind(_("Counted sign-ins"), _cached, "expires", _delete),
)
