"""Rows that are inserted together, by SQL that is put together once."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, models, transaction

from intake.choices import Channel, Status
from intake.models import CallbackRequest, Contact, StatusChange
from recovery_site.inserting import insert
from recovery_site.models import AuditEvent, OutboxMessage
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 8, 6, 59, 59, 123456, UTC)


def make_person() -> Contact:
    return Contact(operator=site_owner(), name="Jo", phone="+15615550142", created_at=AT)


def make_request(person: Contact, reference: str = "K7F-2QD") -> CallbackRequest:
    return CallbackRequest(
        operator=person.operator, requester=person, reference=reference, for_whom="me",
        channel=Channel.CALL, may_send_texts=True, created_at=AT, due_at=AT,
    )  # fmt: skip


def make_rows() -> list[models.Model]:
    request = make_request(make_person())
    change = StatusChange(request=request, at=AT, to_status=Status.NEW)
    return [request.requester, request, change]


def kept(row: models.Model) -> dict:
    """What the database holds of it; what is encrypted is never twice the same."""
    values = type(row).objects.filter(pk=row.pk).values().get()
    return {name: value for name, value in values.items() if name not in ("id", "uuid")}


@pytest.mark.parametrize(
    "values",
    [
        {"at": AT, "action": "received", "fields": ["name", "ü"], "number": None},
        {"at": AT, "action": "looked up", "number": 0},
        {"at": AT, "action": "x", "object_type": "a.b", "object_uuid": UUID(int=1), "fields": []},
    ],
)
def test_a_row_is_stored_as_save_stores_it(values: dict) -> None:
    ours, djangos = AuditEvent(**values), AuditEvent(**values)
    insert(ours)
    djangos.save(force_insert=True)
    assert kept(ours) == kept(djangos)
    assert (ours._state.adding, ours._state.db) == (False, "default")


def test_rows_that_point_at_each_other_are_stored_as_save_stores_them() -> None:
    person, request, change = make_rows()
    insert(person, request, change)
    saved = make_request(make_person(), "K7F-2QE")
    saved.requester.save()
    saved.save()
    assert kept(person) == kept(saved.requester)
    assert kept(request) == kept(saved) | {"reference": "K7F-2QD", "requester_id": person.pk}
    assert request.requester_id == person.pk
    assert kept(change)["request_id"] == change.request_id == request.pk


def test_they_still_know_each_other(django_assert_num_queries) -> None:
    person, request, change = make_rows()
    insert(person, request, change)
    with django_assert_num_queries(0):
        assert change.request is request
        assert request.requester is person


def test_what_tells_who_it_is_is_encrypted() -> None:
    person = make_person()
    insert(person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM intake_contact")
        assert not {"Jo", "+15615550142"} & {*cursor.fetchone()}
    assert Contact.objects.get().name == "Jo"


def test_postgresql_gets_one_statement_and_sqlite_one_each(django_assert_num_queries) -> None:
    rows = make_rows()
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 3):
        insert(*rows)


def test_all_are_stored_or_none() -> None:
    person, request, change = make_rows()
    change.to_status = "unheard of"
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(person, request, change)
    assert (Contact.objects.count(), CallbackRequest.objects.count()) == (0, 0)


def test_an_error_that_is_caught_inside_lets_nothing_be_stored_after_it() -> None:
    with transaction.atomic():
        try:
            insert(AuditEvent(at=AT, action="x", object_type="without a uuid"))
        except IntegrityError:
            assert connection.needs_rollback
        transaction.set_rollback(True)


def test_what_a_row_points_at_comes_before_it() -> None:
    person, request, _change = make_rows()
    with pytest.raises(ValueError, match="Contact that others point at is not stored"):
        insert(request, person)


@pytest.mark.django_db(transaction=True)
def test_several_rows_need_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="belong in a transaction"):
        insert(*[OutboxMessage(kind="test.greet", created_at=AT, due_at=AT) for _ in range(2)])
    assert OutboxMessage.objects.count() == 0
