from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake import actions
from intake.choices import Channel, Outcome, Status
from intake.models import Attempt, CallbackRequest, Note
from listings.choices import Role
from recovery_site.models import AuditEvent, OutboxMessage
from tests.factories.accounts import make_staff, permit
from tests.factories.intake import answers, make_request, open_every_day
from tests.factories.listings import NOON, make_house, make_operator, site_owner

pytestmark = pytest.mark.django_db
QUEUE = "/admin/intake/callbackrequest/"
FIND = f"{QUEUE}find/"
ADD = f"{QUEUE}add/"


@pytest.fixture(autouse=True)
def noon(settings, monkeypatch) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def ana():
    return make_staff(is_superuser=True, name="Ana Ruiz")


@pytest.fixture
def desk(client: Client, ana) -> Client:
    client.force_login(ana)
    return client


def page(request: CallbackRequest) -> str:
    return f"{QUEUE}{request.pk}/change/"


def act(client: Client, request: CallbackRequest, name: str, **data):
    address = reverse(f"admin:intake_callbackrequest_{name}", args=[request.pk])
    return client.post(address, {"version": request.version} | data)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def cards(response) -> list[str]:
    return [row.reference for row in response.context["cl"].result_list]


class TestQueue:
    def test_the_oldest_due_comes_first(self, desk) -> None:
        open_every_day(site_owner())
        new, old = make_request(at=NOON), make_request(at=NOON - timedelta(hours=1))
        assert cards(desk.get(QUEUE)) == [old.reference, new.reference]

    @pytest.mark.parametrize(
        ("minutes", "tone", "text"),
        [
            (4, "calm", "due in 1 min"),
            (5, "amber", "late by 1 min"),
            (14, "amber", "late by 9 min"),
            (15, "red", "late by 10 min"),
            (200, "red", "late by 3 h"),
        ],
    )
    def test_colours_say_how_late_it_is(self, desk, minutes: int, tone: str, text: str) -> None:
        open_every_day(site_owner(), "00:00", "23:59")
        make_request(at=NOON - timedelta(minutes=minutes))
        assert f'<span class="due due-{tone}">{text}</span>' in words(desk.get(QUEUE))

    def test_its_parts(self, desk, ana) -> None:
        open_every_day(site_owner())
        mine, other, late, held, closed = (
            make_request(at=at, trap=trap)
            for at, trap in [(NOON, ""), (NOON, ""), (NOON - timedelta(hours=2), ""), (NOON, "x"),
                             (NOON, "")]
        )  # fmt: skip
        actions.assign_request(request=mine, to=ana, by=ana, at=NOON)
        actions.move_request(request=closed, to="closed", reason="cost", by=ana, at=NOON)
        parts = {
            "": {mine, other, late},
            "mine": {mine},
            "unassigned": {other, late},
            "late": {late},
            "held": {held},
            "settled": {closed},
        }
        for part, expected in parts.items():
            found = cards(desk.get(QUEUE, {"queue": part} if part else {}))
            assert set(found) == {request.reference for request in expected}, part

    def test_nothing_that_is_typed_there_becomes_part_of_an_address(self, desk) -> None:
        make_request()
        content = desk.get(QUEUE).content.decode()
        form = content.split('class="queue-find"')[1].split("</form>")[0]
        assert f'method="post" action="{FIND}"' in form
        assert 'name="q"' not in content
        # An address of before, or one typed by hand, searches nothing.
        assert len(cards(desk.get(QUEUE, {"q": "561-555-0142"}))) <= 1

    def test_its_addresses_tell_nothing_of_a_person(self, desk) -> None:
        make_request(name="Wilhelmina", email="w@example.org", phone="+15615550142")
        content = desk.get(QUEUE).content.decode()
        links = [part.split('"')[0] for part in content.split('href="')[1:]]
        assert links
        assert not [link for link in links if any(t in link for t in ("Wilh", "555", "w@", "%40"))]

    def test_it_costs_as_much_for_many_requests(self, desk, django_assert_num_queries) -> None:
        def add() -> None:
            make_request(house=make_house())

        add()
        desk.get(QUEUE)
        with CaptureQueriesContext(connection) as one:
            desk.get(QUEUE)
        for _ in range(11):
            add()
        with django_assert_num_queries(len(one)):
            desk.get(QUEUE)

    def test_the_first_page_says_what_waits(self, desk) -> None:
        make_request(), make_request(trap="x")
        text = words(desk.get("/admin/"))
        assert "<b>1</b> open" in text
        assert "<b>1</b> held as spam" in text


class TestPage:
    def test_reading_is_noted_once_a_time(self, desk, ana) -> None:
        request = make_request()
        assert desk.get(page(request)).status_code == 200
        request.refresh_from_db()
        assert request.opened_at == NOON
        assert AuditEvent.objects.about(request).filter(action="viewed", actor=ana).count() == 1

    def test_it_says_who_and_how(self, desk) -> None:
        request = make_request(
            name="Wilhelmina", phone="+15615550142;ext=7", message="After <five>",
            may_leave_voicemail=True, for_whom="client", organization="Palm", house=make_house(),
        )  # fmt: skip
        text = words(desk.get(page(request)))
        for part in (
            "Wilhelmina", "Start a call to 561-555-0142 ext. 7", "Palm",
            "After &lt;five&gt;", "Voicemail: yes", "No texts", "Don’t say who is calling",
            "§397.4873", "It is <b>noon</b> for them", "Left a voicemail",
        ):  # fmt: skip
            assert part in text

    def test_a_call_that_is_refused_has_no_link_and_a_reason(self, desk, monkeypatch) -> None:
        request = make_request(phone="+15615550142")
        monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(hours=9))
        text = words(desk.get(page(request)))
        assert "tel:+15615550142" not in text
        assert "It is not between 8 am and 8 pm where they are." in text
        assert "561-555-0142" in text

    def test_no_voicemail_is_offered_without_permission(self, desk) -> None:
        assert "Left a voicemail" not in words(desk.get(page(make_request())))

    def test_likely_duplicates_are_linked_with_their_rule(self, desk) -> None:
        first, second = (make_request(phone="+15615550142") for _ in range(2))
        for here, there in ((first, second), (second, first)):
            text = words(desk.get(page(here)))
            assert page(there) in text
            assert "same phone" in text

    def test_it_costs_as_much_after_many_attempts(
        self, desk, ana, django_assert_num_queries
    ) -> None:
        request = make_request(phone="+15615550142", house=make_house())

        def add() -> None:
            actions.record_attempt(
                request=request, by=make_staff(), at=NOON, channel="call", outcome="reached"
            )
            actions.add_note(request=request, by=make_staff(), at=NOON, body="x")
            make_request(phone="+15615550142")

        add()
        desk.get(page(request))
        with CaptureQueriesContext(connection) as one:
            desk.get(page(request))
        for _ in range(9):
            add()
        with django_assert_num_queries(len(one)):
            desk.get(page(request))

    @pytest.mark.parametrize("address", ["x", "0", "999999", "1.5", "-1", "%00"])
    def test_there_is_no_other_page(self, desk, address: str) -> None:
        assert desk.get(f"{QUEUE}{address}/change/").status_code == 404

    def test_it_is_changed_by_its_small_forms_only(self, desk) -> None:
        request = make_request()
        assert desk.post(page(request), {"status": "closed"}).status_code == 405
        for name in ("start", "quick", "attempt", "permit", "note", "move", "assign", "release"):
            address = reverse(f"admin:intake_callbackrequest_{name}", args=[request.pk])
            assert desk.get(address).status_code == 405
        assert desk.post(f"{QUEUE}{request.pk}/delete/", {"post": "yes"}).status_code == 403


class TestActing:
    @pytest.mark.parametrize("outcome", ["no_answer", "voicemail", "reached"])
    def test_one_tap_keeps_the_call_and_the_next_step(self, desk, ana, outcome: str) -> None:
        open_every_day(site_owner())
        request = make_request(may_leave_voicemail=True)
        response = act(desk, request, "quick", outcome=outcome)
        assert response.headers["Location"] == page(request)
        attempt = Attempt.objects.get()
        assert (attempt.outcome, attempt.by, attempt.channel) == (outcome, ana, Channel.CALL)
        request.refresh_from_db()
        assert request.due_at == attempt.next_due_at > NOON
        assert attempt.against_rules == []

    def test_a_double_tap_is_one_call(self, desk) -> None:
        request = make_request()
        statuses = [act(desk, request, "quick", outcome="reached").status_code for _ in range(2)]
        assert statuses == [302, 409]
        assert Attempt.objects.count() == 1

    def test_any_attempt_can_be_written_down(self, desk) -> None:
        request = make_request(may_send_texts=True)
        response = act(
            desk, request, "attempt", direction="in", channel="text", outcome="reached",
            happened_at="2026-03-18T11:15", next_action="tour", next_due_at="2026-03-19T10:00",
            note="Comes by bus",
        )  # fmt: skip
        assert response.status_code == 302
        attempt = Attempt.objects.get()
        assert attempt.at == NOON - timedelta(minutes=45)
        assert attempt.next_due_at == NOON + timedelta(hours=22)
        assert (attempt.note, attempt.direction) == ("Comes by bus", "in")

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"channel": "text", "outcome": "voicemail"}, "outcome"),
            ({"channel": "call", "outcome": "sent"}, "outcome"),
            ({"channel": "call", "outcome": "reached", "next_action": "call"}, "next_due_at"),
            ({"channel": "call", "outcome": "reached", "happened_at": "2027-01-01T00:00"},
             "happened_at"),
            ({"channel": "x", "outcome": "reached"}, "channel"),
        ],
    )  # fmt: skip
    def test_a_mistake_is_shown_and_nothing_is_lost(self, desk, data: dict, field: str) -> None:
        given = {"direction": "out", "next_action": "none", "note": "Typed a lot"} | data
        response = act(desk, make_request(), "attempt", **given)
        assert response.status_code == 422
        assert list(response.context["attempt_form"].errors) == [field]
        assert "Typed a lot" in words(response)
        assert Attempt.objects.count() == 0

    def test_an_attempt_against_the_rules_is_marked(self, desk, monkeypatch) -> None:
        request = make_request()
        monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(hours=9))
        act(desk, request, "quick", outcome="reached")
        assert "Against the rules:" in words(desk.get(page(request)))

    def test_notes(self, desk, ana) -> None:
        request = make_request()
        assert act(desk, request, "note", body="Quiet room").status_code == 302
        assert (Note.objects.get().body, Note.objects.get().by) == ("Quiet room", ana)
        assert act(desk, request, "note", body=" ").status_code == 422

    def test_assigning(self, desk, ana) -> None:
        request = make_request()
        act(desk, request, "assign", to=ana.pk)
        assert "Ana Ruiz has it" in words(desk.get(page(request)))
        stranger = make_staff()
        request.refresh_from_db()
        assert act(desk, request, "assign", to=stranger.pk).status_code == 422

    def test_moving_and_closing(self, desk) -> None:
        request = make_request()
        assert act(desk, request, "move", to="contacted").status_code == 302
        request.refresh_from_db()
        assert act(desk, request, "move", to="closed").status_code == 422
        assert act(desk, request, "move", to="closed", reason="cost").status_code == 302
        request.refresh_from_db()
        assert (request.status, request.close_reason) == (Status.CLOSED, "cost")

    def test_only_allowed_moves_are_offered(self, desk) -> None:
        text = words(desk.get(page(make_request())))
        assert 'name="to" value="contacted"' in text
        assert 'name="to" value="moved_in"' not in text

    def test_the_second_of_two_people_learns_what_changed(self, desk, ana) -> None:
        request = make_request()
        actions.assign_request(request=request, to=ana, by=ana, at=NOON)
        response = act(desk, request, "move", to="contacted")
        assert response.status_code == 409
        assert "Nothing was saved" in words(response)
        assert "Ana Ruiz has it" in words(response)
        request.refresh_from_db()
        assert request.status == Status.NEW

    def test_a_move_that_is_not_offered_is_refused(self, desk) -> None:
        assert act(desk, make_request(), "move", to="moved_in").status_code == 409

    def test_releasing_what_was_held(self, desk) -> None:
        request = make_request(trap="x")
        assert "Held as likely spam" in words(desk.get(page(request)))
        act(desk, request, "release")
        assert OutboxMessage.objects.count() == 1
        assert "Held as likely spam" not in words(desk.get(page(request)))

    def test_forms_of_staff_need_djangos_token(self, ana) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(ana)
        assert act(strict, make_request(), "note", body="x").status_code == 403
        assert Note.objects.count() == 0


class TestFind:
    @pytest.mark.parametrize(
        "typed",
        [
            "(561) 555-0142",
            "561.555.0142",
            "+1 561 555 0142",
            "561-555-0142 ext. 3",
            " w@Example.org ",
            "{reference}",
            "{short}",
        ],
    )
    def test_a_person_is_found_by_post(self, desk, typed: str) -> None:
        wanted = make_request(phone="+15615550142;ext=9", email="w@example.org")
        make_request()
        short = wanted.reference.replace("-", "").lower()
        typed = typed.format(reference=wanted.reference, short=short)
        response = desk.post(FIND, {"wanted": typed})
        assert response.context["found"] == [wanted]
        assert [event.action for event in AuditEvent.objects.about(wanted)][-1] == "found"
        assert "Location" not in response.headers

    @pytest.mark.parametrize("typed", ["561-555-0199", "nobody@example.org", "222-222"])
    def test_who_is_unknown_can_be_written_down(self, desk, typed: str) -> None:
        make_request(email="")
        response = desk.post(FIND, {"wanted": typed.replace("2", "7")})
        assert response.context["found"] == []
        assert "Nobody found" in words(response)
        assert f'href="{ADD}"' in words(response)

    def test_that_somebody_looked_is_noted_and_never_what_for(self, desk, ana) -> None:
        make_request(phone="+15615550142"), make_request(phone="+15615550142")
        for typed in ("561-555-0142", "w.quill@example.org"):
            desk.post(FIND, {"wanted": typed})
        looked = AuditEvent.objects.filter(action="looked up", actor=ana).order_by("pk")
        assert [(event.number, event.fields) for event in looked] == [(2, []), (0, [])]

    @pytest.mark.parametrize("typed", ["", "12", "w.quill", "@", "w@", "<b>hello</b>"])
    def test_what_cannot_be_read_is_kept_and_explained(self, desk, typed: str) -> None:
        response = desk.post(FIND, {"wanted": typed})
        assert response.status_code == 422
        assert response.context["form"]["wanted"].value() == typed
        assert 'class="error-summary"' in words(response)
        assert not AuditEvent.objects.filter(action="looked up").exists()

    def test_an_address_finds_nobody(self, desk) -> None:
        make_request(phone="+15615550142")
        assert desk.get(FIND, {"wanted": "561-555-0142"}).context["found"] is None

    def test_it_costs_as_much_for_many(self, desk, django_assert_num_queries) -> None:
        """But for the one line in the audit that each of them gets."""
        make_request(phone="+15615550142")
        with CaptureQueriesContext(connection) as one:
            desk.post(FIND, {"wanted": "561-555-0142"})
        for _ in range(11):
            make_request(phone="+15615550142")
        with django_assert_num_queries(len(one) + 11):
            desk.post(FIND, {"wanted": "561-555-0142"})


class TestEntry:
    def test_who_called_is_written_down(self, desk, ana) -> None:
        site_owner()
        response = desk.post(ADD, answers(source="phone", may_send_texts="on"))
        stored = CallbackRequest.objects.get()
        assert response.headers["Location"] == page(stored)
        assert (stored.source, stored.entered_by) == ("phone", ana)
        assert (stored.may_send_texts, stored.may_leave_voicemail) == (True, False)
        assert OutboxMessage.objects.count() == 0
        assert AuditEvent.objects.about(stored).get().action == "entered"

    def test_two_people_may_tell_the_same(self, desk) -> None:
        site_owner()
        for _ in range(2):
            desk.post(ADD, answers(source="door"))
        assert CallbackRequest.objects.count() == 2

    def test_mistakes_are_shown(self, desk) -> None:
        site_owner()
        response = desk.post(ADD, answers(source="phone", phone="12", first_name="Wilhelmina"))
        assert response.status_code == 422
        assert "Wilhelmina" in words(response)


class TestPermission:
    def test_staff_see_the_requests_of_their_operator(self, client) -> None:
        ours, theirs = make_request(), make_request(operator=make_operator())
        bo = make_staff()
        bo.memberships.create(operator=ours.operator, role=Role.COORDINATOR)
        client.force_login(permit(bo, "intake.view_callbackrequest", "intake.view_contact"))
        assert cards(client.get(QUEUE)) == [ours.reference]
        assert client.get(page(ours)).status_code == 200
        assert client.get(page(theirs)).status_code == 404
        assert client.post(FIND, {"wanted": theirs.reference}).context["found"] == []
        contacts = client.get("/admin/intake/contact/").context["cl"].result_list
        assert [contact.pk for contact in contacts] == [ours.requester_id]

    def test_who_may_only_read_changes_nothing(self, client) -> None:
        request = make_request(trap="x")
        bo = make_staff()
        bo.memberships.create(operator=request.operator, role=Role.READ_ONLY)
        client.force_login(permit(bo, "intake.view_callbackrequest"))
        assert "<button" not in words(client.get(page(request))).split('id="content"')[1]
        for name in ("start", "quick", "attempt", "permit", "note", "move", "assign", "release"):
            assert act(client, request, name, outcome="reached", body="x").status_code == 403
        assert client.get(ADD).status_code == 403
        assert Attempt.objects.count() == Note.objects.count() == 0

    @pytest.mark.parametrize("address", [QUEUE, FIND, ADD, "/admin/intake/contact/"])
    def test_others_stay_outside(self, client, address: str) -> None:
        make_request()
        anonymous = client.get(address)
        assert urlsplit(anonymous.headers["Location"]).path == "/admin/login/"
        client.force_login(make_staff())
        assert client.get(address).status_code == 403

    def test_a_person_cannot_be_changed_or_searched(self, desk) -> None:
        contact = make_request().requester
        address = f"/admin/intake/contact/{contact.pk}/change/"
        assert desk.get(address).status_code == 200
        assert [event.action for event in AuditEvent.objects.about(contact)] == ["viewed"]
        assert desk.post(address, {"name": "X"}).status_code == 403
        assert 'id="searchbar"' not in words(desk.get("/admin/intake/contact/"))


def test_done_is_said_once(desk) -> None:
    request = make_request()
    response = act(desk, request, "quick", outcome=Outcome.REACHED)
    assert [str(m) for m in get_messages(response.wsgi_request)] == ["The call is in the timeline."]


class TestWhoLooked:
    def test_the_page_tells_who_may_read_the_audit(self, desk, ana) -> None:
        request = make_request(phone="+15615550142")
        desk.get(page(request))
        desk.post(FIND, {"wanted": "561-555-0142"})
        rosa = make_staff(name="Rosa Vega", is_superuser=True)
        desk.force_login(rosa)
        desk.get(f"/admin/intake/contact/{request.requester_id}/change/")
        text = words(desk.get(page(request)))
        assert "Who looked at this" in text
        assert "Ana Ruiz: 2 times" in text
        assert "Rosa Vega: 2 times" in text
        address = f"/admin/recovery_site/auditevent/?object_uuid={request.uuid}"
        assert address in text
        told = desk.get(address).context["cl"].result_list
        assert len(told) == AuditEvent.objects.about(request).count()

    def test_others_do_not_read_it(self, client) -> None:
        request = make_request()
        bo = make_staff()
        bo.memberships.create(operator=request.operator, role=Role.COORDINATOR)
        client.force_login(permit(bo, "intake.view_callbackrequest"))
        assert "Who looked at this" not in words(client.get(page(request)))
