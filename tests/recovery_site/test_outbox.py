import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from recovery_site import outbox
from recovery_site.actions import enqueue
from recovery_site.lanes import Lane
from recovery_site.models import OutboxMessage, WorkerHeartbeat
from recovery_site.outbox import MOST_TRIES, claim, deliver_next, pause, try_again
from tests.factories.listings import NOON

pytestmark = pytest.mark.django_db
LEASE = timedelta(seconds=90)


class Mailbox:
    """Handles "tests.mail" as the test says: fails with each error in turn, then takes it."""

    def __init__(self) -> None:
        self.errors: list[Exception] = []
        self.got: list[OutboxMessage] = []

    def __call__(self, message: OutboxMessage) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.got.append(message)


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    box = Mailbox()
    monkeypatch.setitem(outbox._handlers, "tests.mail", box)
    return box


def put(**fields) -> OutboxMessage:
    with transaction.atomic():
        message = enqueue(**{"kind": "tests.mail", "payload": {}, "at": NOON} | fields)
    assert message is not None
    return message


def deliver(at=NOON) -> bool:
    return deliver_next(clock=lambda: at)


def test_what_is_due_is_delivered_once(mailbox: Mailbox) -> None:
    message = put()
    assert [deliver(), deliver()] == [True, False]
    message.refresh_from_db()
    assert mailbox.got == [message]
    assert (message.delivered_at, message.attempts, message.last_error) == (NOON, 1, "")
    assert (message.lease_token, message.lease_until) == (None, None)


def test_what_is_due_later_waits(mailbox: Mailbox) -> None:
    put(due_at=NOON + timedelta(seconds=1))
    assert not deliver()
    assert deliver(NOON + timedelta(seconds=1))


def test_the_most_urgent_goes_first(mailbox: Mailbox) -> None:
    picture, notice, older = put(priority=5), put(priority=1), put(priority=1)
    OutboxMessage.objects.filter(pk=older.pk).update(due_at=NOON - timedelta(hours=1))
    while deliver():
        pass
    assert [message.pk for message in mailbox.got] == [older.pk, notice.pk, picture.pk]


@pytest.mark.django_db(transaction=True)
def test_a_promise_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        enqueue(kind="tests.mail", payload={}, at=NOON)


def test_a_key_that_was_used_promises_nothing_more() -> None:
    put(dedupe_key="a")
    with transaction.atomic():
        assert enqueue(kind="tests.mail", payload={}, at=NOON, dedupe_key="a") is None
    assert OutboxMessage.objects.count() == 1


def test_the_database_holds_the_key(mailbox: Mailbox) -> None:
    put(dedupe_key="a")
    fields = {"kind": "x", "dedupe_key": "a", "created_at": NOON, "due_at": NOON}
    with pytest.raises(IntegrityError, match="dedupe"), transaction.atomic():
        OutboxMessage.objects.create(**fields)


def test_a_taken_message_is_nobody_elses_until_its_lease_ends(mailbox: Mailbox) -> None:
    message = put()
    first = claim(at=NOON)
    assert first == message
    assert claim(at=NOON + LEASE - timedelta(microseconds=1)) is None
    second = claim(at=NOON + LEASE)
    assert second == message
    assert second.lease_token != first.lease_token
    assert second.attempts == 2


def test_a_worker_that_lost_its_lease_settles_nothing(mailbox: Mailbox) -> None:
    message = put()
    slow = claim(at=NOON)
    claim(at=NOON + LEASE)
    outbox._settle(slow, delivered_at=NOON)
    message.refresh_from_db()
    assert message.delivered_at is None
    assert message.lease_token is not None


def test_a_failure_is_tried_again_later(mailbox: Mailbox) -> None:
    message = put()
    mailbox.errors = [ConnectionRefusedError("mail.example refused jo@example.org")]
    deliver()
    message.refresh_from_db()
    assert message.last_error == "ConnectionRefusedError"
    assert timedelta(seconds=4) <= message.due_at - NOON <= timedelta(seconds=5)
    assert (message.lease_token, message.gave_up_at) == (None, None)
    assert deliver(message.due_at)
    assert mailbox.got == [message]


@pytest.mark.parametrize(("asked", "waits"), [(0, 5), (120, 120), (86_400, 600)])
def test_who_asks_for_a_longer_pause_gets_it_within_reason(
    mailbox: Mailbox, asked: int, waits: int
) -> None:
    message = put()
    mailbox.errors = [outbox.LaterError(wait=timedelta(seconds=asked))]
    deliver()
    message.refresh_from_db()
    assert waits - 1 <= (message.due_at - NOON).total_seconds() <= waits


def test_an_error_may_say_more_of_itself_than_its_name(mailbox: Mailbox) -> None:
    error = outbox.UndeliverableError("jo@example.org")
    error.label = "HTTP 404"
    message = put()
    mailbox.errors = [error]
    deliver()
    message.refresh_from_db()
    assert message.last_error == "HTTP 404"


@pytest.mark.parametrize(
    ("lane", "priorities"), [(Lane.NOTICES, [1, 4]), (Lane.REST, [5, 8]), (None, [1, 4, 5, 8])]
)
def test_a_worker_takes_what_is_in_its_lane(
    mailbox: Mailbox, lane: Lane | None, priorities: list[int]
) -> None:
    for priority in (8, 5, 4, 1):
        put(priority=priority)
    while deliver_next(clock=lambda: NOON, lane=lane):
        pass
    assert [message.priority for message in mailbox.got] == priorities


def test_pauses_grow_to_ten_minutes_and_spread() -> None:
    longest = [max(pause(tries) for _ in range(200)).total_seconds() for tries in range(1, 41)]
    assert [round(seconds / 5) for seconds in longest[:4]] == [1, 2, 4, 8]
    assert max(longest) <= 600
    assert longest[-1] > 590
    assert len({pause(3) for _ in range(20)}) > 1


def test_at_last_it_needs_a_person(mailbox: Mailbox, caplog: pytest.LogCaptureFixture) -> None:
    message, at, tries = put(), NOON, 0
    mailbox.errors = [OSError() for _ in range(MOST_TRIES)]
    while deliver(at):
        tries += 1
        at += timedelta(hours=1)
    message.refresh_from_db()
    assert (tries, message.attempts) == (MOST_TRIES, MOST_TRIES)
    assert message.gave_up_at == at - timedelta(hours=1)
    assert list(OutboxMessage.objects.needing_a_person()) == [message]
    assert "needs a person" in [record.message for record in caplog.records]
    assert logging.ERROR in [record.levelno for record in caplog.records]


def test_trying_longer_than_a_night_of_a_dead_mail_server() -> None:
    assert sum((pause(n) for n in range(1, MOST_TRIES)), timedelta()) > timedelta(hours=4)


def test_what_cannot_be_delivered_needs_a_person_at_once(mailbox: Mailbox) -> None:
    message = put()
    mailbox.errors = [outbox.UndeliverableError()]
    deliver()
    message.refresh_from_db()
    assert (message.gave_up_at, message.attempts) == (NOON, 1)


def test_a_message_that_ends_every_worker_is_given_up_untried(mailbox: Mailbox) -> None:
    message = put()
    OutboxMessage.objects.update(attempts=MOST_TRIES)
    deliver()
    message.refresh_from_db()
    assert (mailbox.got, message.gave_up_at) == ([], NOON)
    assert message.last_error == "WorkerDiedError"


def test_an_unknown_kind_waits_for_a_worker_that_knows_it() -> None:
    message = put(kind="tests.of_tomorrow")
    deliver()
    message.refresh_from_db()
    assert (message.last_error, message.gave_up_at) == ("NoHandlerError", None)


def test_a_person_can_have_it_tried_again(mailbox: Mailbox) -> None:
    message = put()
    mailbox.errors = [outbox.UndeliverableError()]
    deliver()
    later = NOON + timedelta(days=1)
    assert try_again(message, at=later)
    assert not try_again(message, at=later)
    assert deliver(later)
    assert mailbox.got == [message]


def test_two_handlers_of_one_kind_are_a_mistake(mailbox: Mailbox) -> None:
    with pytest.raises(ValueError, match=r"tests\.mail"):
        outbox.handles("tests.mail")(lambda message: None)


def test_the_error_is_logged_without_its_text(
    mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    from recovery_site.logs import JsonFormatter

    put()
    mailbox.errors = [ValueError("jo@example.org")]
    deliver()
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert any("ValueError" in line for line in lines)
    assert not any("jo@example.org" in line for line in lines)


@pytest.mark.django_db(transaction=True)
def test_once_ends_when_nothing_is_due(mailbox: Mailbox) -> None:
    for _ in range(3):
        put(at=timezone.now())
    call_command("deliver", once=True)
    assert len(mailbox.got) == 3
    assert WorkerHeartbeat.objects.count() == 0
