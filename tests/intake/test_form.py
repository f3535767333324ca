from datetime import timedelta
from uuid import uuid4

import pytest

from intake.choices import Channel
from intake.consent import WORDING
from intake.forms import CallbackForm, EntryForm
from listings.choices import HouseStatus
from tests.factories.intake import answers
from tests.factories.listings import (
    NOON,
    make_certification,
    make_house,
    make_operator,
    site_owner,
)

pytestmark = pytest.mark.django_db


def form(**values: str) -> CallbackForm:
    return CallbackForm(answers(**values), operator=site_owner(), at=NOON)


def errors(**values: str) -> dict[str, list[str]]:
    return {name: list(found) for name, found in form(**values).errors.items()}


def test_little_is_enough() -> None:
    found = form()
    assert found.is_valid(), found.errors
    what = found.submission()
    assert (what.name, what.phone, what.email) == ("Robin", "+15615550142", "")
    given = (what.may_leave_voicemail, what.may_send_texts, what.may_say_who_calls)
    assert given == (False, False, False)
    assert what.marketing_consent is False


def test_permissions_are_off_until_somebody_ticks_them() -> None:
    found = CallbackForm(operator=site_owner(), at=NOON)
    for name in ("may_leave_voicemail", "may_send_texts", "may_say_who", "marketing_consent"):
        assert not found[name].value()
        assert "checked" not in str(found[name])


def test_the_time_zone_starts_where_the_operator_is() -> None:
    operator = make_operator(time_zone="America/Chicago")
    assert CallbackForm(operator=operator, at=NOON)["time_zone"].value() == "America/Chicago"


def test_the_consent_shows_the_words_that_are_kept() -> None:
    assert CallbackForm(operator=site_owner(), at=NOON).fields["marketing_consent"].label == WORDING


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"first_name": " "}, "first_name"),
        ({"for_whom": ""}, "for_whom"),
        ({"phone": ""}, "phone"),
        ({"phone": "555-0142"}, "phone"),
        ({"email": "jo@"}, "email"),
        ({"channel": Channel.EMAIL}, "email"),
        ({"phone": "", "email": "jo@example.org"}, "phone"),
        ({"channel": Channel.TEXT}, "may_send_texts"),
        ({"for_whom": "client"}, "organisation"),
        ({"for_whom": "client", "organisation": "A", "planned_discharge_on": "soon"},
         "planned_discharge_on"),
        ({"for_whom": "client", "organisation": "A", "planned_discharge_on": "1999-01-01"},
         "planned_discharge_on"),
        ({"for_whom": "sibling"}, "for_whom"),
        ({"preferred_window": "night"}, "preferred_window"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"language": "tlh"}, "language"),
        ({"house_gender": "x"}, "house_gender"),
        ({"move_in": "x"}, "move_in"),
        ({"heard_from": "x"}, "heard_from"),
        ({"message": "a" * 501}, "message"),
        ({"first_name": "a" * 81}, "first_name"),
    ],
)  # fmt: skip
def test_the_field_that_has_to_be_mended_says_so(values: dict, field: str) -> None:
    found = errors(**values)
    assert list(found) == [field]
    assert len(found[field]) == 1
    assert found[field][0].endswith((".", "com"))


def test_without_any_way_to_reach_them_one_sentence_is_enough() -> None:
    assert errors(phone="", channel=Channel.EMAIL) == {
        "phone": ["Give us a phone number or an e-mail address."]
    }


@pytest.mark.parametrize(
    ("channel", "more"),
    [
        (Channel.CALL, {}),
        (Channel.TEXT, {"may_send_texts": "on"}),
        (Channel.EMAIL, {"phone": "", "email": "jo@example.org"}),
    ],
)
def test_every_channel_can_be_chosen(channel: str, more: dict) -> None:
    assert errors(channel=channel, **more) == {}


def test_line_ends_count_once_as_they_do_in_a_browser() -> None:
    from django.http import QueryDict

    from intake.forms import typed

    posted = QueryDict(mutable=True)
    posted.update({"message": "a\r\n" * 249 + "aa"})
    assert errors(**typed(posted, ["message"])) == {}


def test_only_a_professional_leaves_professional_answers() -> None:
    what = {"organisation": "Palm Hospital", "role": "Planner", "planned_discharge_on": "x"}
    found = form(**what)
    assert found.is_valid()
    assert found.submission().organization == found.submission().professional_role == ""
    assert found.submission().planned_discharge_on is None


def test_a_professional_says_when_the_patient_leaves() -> None:
    day = (NOON + timedelta(days=3)).date()
    found = form(for_whom="client", organisation="Palm", planned_discharge_on=day.isoformat())
    assert found.is_valid()
    assert found.submission().planned_discharge_on == day


class TestHouse:
    def test_a_public_house_of_the_operator_is_taken(self) -> None:
        house = make_house()
        found = form(house=str(house.uuid))
        assert found.is_valid()
        assert found.submission().house == house

    @pytest.mark.parametrize("value", ["1", "x", "\x00", str(uuid4()), "None"])
    def test_a_house_that_is_none_is_refused(self, value: str) -> None:
        assert "house" in errors(house=value)

    def test_a_hidden_house_is_refused(self) -> None:
        house = make_house(status=HouseStatus.PAUSED)
        assert "house" in errors(house=str(house.uuid))

    def test_a_house_of_another_operator_is_refused(self) -> None:
        site_owner()
        house = make_house(operator=make_operator())
        assert "house" in errors(house=str(house.uuid))

    def test_many_houses_are_not_offered_as_a_list(self, monkeypatch) -> None:
        monkeypatch.setattr("intake.forms.houses.MOST_TO_CHOOSE_FROM", 1)
        make_house()
        assert not self.offered()["house"].is_hidden
        make_house()
        assert self.offered()["house"].is_hidden

    def test_on_a_house_page_the_house_goes_along_unseen(self) -> None:
        house = make_house()
        found = CallbackForm(operator=site_owner(), at=NOON, house=house)
        assert found["house"].is_hidden
        assert str(house.uuid) in str(found["house"])

    def offered(self) -> CallbackForm:
        return CallbackForm(operator=site_owner(), at=NOON, choose_house=True)


@pytest.mark.parametrize("certified", [True, False])
def test_a_professional_learns_of_the_law(certified: bool) -> None:
    house, day = make_house(), NOON.date()
    if certified:
        make_certification(house, issued_on=day, expires_on=day)
    shown = CallbackForm(operator=site_owner(), at=NOON, house=house)
    typed = form(house=str(house.uuid), for_whom="client")
    for found in (shown, typed):
        assert ("§397.4873" in found.uncertified_notice) is not certified
    assert form().uncertified_notice == ""


def test_staff_say_how_somebody_came() -> None:
    make_house()
    found = EntryForm(answers(source="door"), operator=site_owner(), at=NOON)
    assert found.is_valid()
    assert found.source == "door"
    assert found.submission().name == "Robin"
    refused = EntryForm(answers(source="web"), operator=site_owner(), at=NOON)
    assert list(refused.errors) == ["source"]
