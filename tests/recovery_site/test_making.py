"""New rows without Django's `__init__`: they are the same rows."""

from datetime import UTC, datetime

import pytest
from django.db import models

from intake.models import CallbackRequest, Contact, StatusChange
from listings.models import Operator
from recovery_site.making import make
from recovery_site.models import AuditEvent, OutboxMessage

AT = datetime(2026, 3, 8, 6, 59, 59, 123456, UTC)
OPERATOR = Operator(pk=7)


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (AuditEvent, {"at": AT, "action": "received", "actor": None}),
        (OutboxMessage, {"kind": "test.greet", "created_at": AT, "due_at": AT}),
        (Contact, {"operator": OPERATOR, "name": "Jo", "created_at": AT}),
        (StatusChange, {"request": CallbackRequest(pk=3), "at": AT, "to_status": "new"}),
        (StatusChange, {"request_id": 3, "at": AT, "to_status": "new"}),
        (CallbackRequest, {"operator": OPERATOR, "requester": Contact(), "created_at": AT}),
    ],
)
def test_a_row_is_as_the_model_makes_it(model: type[models.Model], given: dict) -> None:
    ours, djangos = make(model, **given), model(**given)
    assert _columns(ours) == _columns(djangos)
    assert ours._state.fields_cache == djangos._state.fields_cache
    assert (ours._state.adding, ours._state.db) == (True, None)


def _columns(row: models.Model) -> dict:
    """Of the uuid only that there is one: it is another each time."""
    held = {name: value for name, value in vars(row).items() if name != "_state"}
    return held | ({"uuid": type(held["uuid"])} if "uuid" in held else {})


def test_two_rows_share_nothing_that_changes() -> None:
    one, other = (make(AuditEvent, at=AT, action="x") for _ in range(2))
    one.fields.append("name")
    assert other.fields == []
    ids = {make(Contact, created_at=AT).uuid for _ in range(2)}
    assert len(ids) == 2


def test_a_name_that_is_no_column_is_refused() -> None:
    with pytest.raises(TypeError, match="AuditEvent has no column acton"):
        make(AuditEvent, at=AT, acton="x")
