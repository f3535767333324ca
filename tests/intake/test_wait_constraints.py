"""Each promise that the waitlist's table makes, broken once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from intake.models import Wait
from tests.factories.intake import make_request, make_wait
from tests.factories.listings import NOON, make_house

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"gender": "nobody"}, "wait_gender_known"),
        ({"ended_at": NOON}, "wait_ends_with_reason"),
        ({"end_reason": "lapsed"}, "wait_ends_with_reason"),
        ({"ended_at": NOON, "end_reason": "bored"}, "wait_ends_with_reason"),
        ({"confirmed_at": NOON - timedelta.resolution}, "wait_confirmed_after_joined"),
    ],
)
def test_a_wait_keeps_its_promises(values, name) -> None:
    wait = make_wait()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Wait.objects.filter(pk=wait.pk).update(**values)


@pytest.mark.parametrize("for_a_house", [True, False])
def test_a_person_waits_once_for_a_house_and_once_for_any(for_a_house) -> None:
    house = make_house() if for_a_house else None
    wait = make_wait(request=make_request(), house=house)
    values = {
        "operator": wait.operator,
        "person": wait.person,
        "house": house,
        "gender": "men",
        "joined_at": NOON,
        "joined_by": wait.joined_by,
        "confirmed_at": NOON,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Wait.objects.create(**values)
    Wait.objects.filter(pk=wait.pk).update(ended_at=NOON, end_reason="withdrew")
    Wait.objects.create(**values)
