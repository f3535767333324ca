"""Letting staff in, letting them go, and helping those who can't get in."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from intake.actions import assign_request, move_request
from intake.choices import CloseReason, Status
from listings.choices import Role
from recovery_site.models import AuditEvent, OutboxMessage, User
from recovery_site.outbox import deliver_next
from tests.factories.accounts import make_staff
from tests.factories.articles import NOON
from tests.factories.intake import make_recipient, make_request
from tests.factories.listings import make_house, make_member, make_operator, site_owner

pytestmark = pytest.mark.django_db

INVITE = "/admin/listings/operator/invite/"
ANSWERS = {"name": "Noor Haddad", "email": "noor@seagrape.example"}


@pytest.fixture(autouse=True)
def one_factor_is_enough(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def owner(client) -> User:
    user = make_member(role=Role.OWNER).user
    client.force_login(user)
    return user


def page(user: User, name: str) -> str:
    return f"/admin/recovery_site/user/{user.pk}/{name}/"


def deliver_all() -> None:
    while deliver_next():
        pass


def link_in(message) -> str:
    return re.search(r"http://\S+(/accounts/password/reset/key/\S+)", message.body)[1]


class TestInviting:
    def test_somebody_comes_in_by_a_link(self, client, owner) -> None:
        house = make_house(operator=site_owner())
        answers = ANSWERS | {"operator": site_owner().pk, "role": "house_manager"}
        assert client.post(INVITE, answers | {"houses": [house.pk]}).status_code == 302
        noor = User.objects.get(email=ANSWERS["email"])
        member = noor.memberships.get()
        assert (member.role, list(member.houses.all())) == (Role.HOUSE_MANAGER, [house])
        assert not noor.has_usable_password()
        deliver_all()
        (message,) = mail.outbox
        assert message.to == [noor.email]
        client.logout()
        form = client.get(link_in(message), follow=True)
        words = "correct horse battery"
        client.post(form.wsgi_request.path, {"password1": words, "password2": words})
        noor.refresh_from_db()
        assert noor.check_password(words)
        told = AuditEvent.objects.about(noor).order_by("pk")
        assert [event.action for event in told] == ["invited", "chose a password"]

    def test_the_link_is_stored_nowhere(self, client, owner) -> None:
        client.post(INVITE, ANSWERS | {"operator": site_owner().pk, "role": "editor"})
        payload = OutboxMessage.objects.get(kind="recovery_site.invitation").payload
        assert payload == {"user": User.objects.get(email=ANSWERS["email"]).pk}

    def test_who_has_an_account_gets_the_role(self, client, owner) -> None:
        known = make_staff(email="NOOR@seagrape.example")
        client.post(INVITE, ANSWERS | {"operator": site_owner().pk, "role": "editor"})
        assert known.memberships.get().role == Role.EDITOR
        assert not OutboxMessage.objects.filter(kind="recovery_site.invitation").exists()

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"email": "noor"}, "email"),
            ({"role": "king"}, "role"),
            ({"name": ""}, "name"),
            ({"role": "owner", "houses": "mine"}, "houses"),
            ({"houses": "theirs"}, "houses"),
            ({"operator": "theirs"}, "operator"),
            ({"email": "olu@seagrape.example"}, "email"),
        ],
    )
    def test_mistakes_are_shown_and_bring_nobody_in(self, client, owner, values, field) -> None:
        User.objects.filter(pk=owner.pk).update(email="olu@seagrape.example")
        mine, theirs = make_house(operator=site_owner()), make_house(operator=make_operator())
        houses, before = {"mine": mine, "theirs": theirs}, User.objects.count()
        answers = ANSWERS | {"operator": site_owner().pk, "role": "editor"} | values
        if "houses" in values:
            answers["houses"] = [houses[values["houses"]].pk]
        if values.get("operator") == "theirs":
            answers["operator"] = houses["theirs"].operator_id
        response = client.post(INVITE, answers)
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        assert User.objects.count() == before

    def test_an_owner_is_for_all_houses_on_the_operators_page_too(self, client, owner) -> None:
        house = make_house(operator=site_owner())
        member = owner.memberships.get()
        response = client.get(f"/admin/listings/operator/{site_owner().pk}/change/")
        (formset,) = [
            each.formset
            for each in response.context["inline_admin_formsets"]
            if each.formset.prefix == "memberships"
        ]
        values = {"user": owner.pk, "role": "owner", "houses": [house.pk], "id": member.pk}
        form = formset.forms[0].__class__(values, instance=member)
        assert "houses" in form.errors


class TestLeaving:
    def test_who_leaves_is_signed_out_and_their_requests_go_on(self, client, owner) -> None:
        ben, ana = (make_member(role=Role.COORDINATOR).user for _ in range(2))
        open_one, done, elsewhere = (
            make_request(),
            make_request(),
            make_request(operator=make_operator()),
        )
        for request in (open_one, done, elsewhere):
            assign_request(request=request, to=ben, by=ben, at=NOON)
        move_request(request=done, to=Status.CLOSED, by=ben, at=NOON, reason=CloseReason.COST)
        told = make_recipient(address=ben.email.upper())
        bens = type(client)()
        bens.force_login(ben)
        assert bens.get("/admin/").status_code == 200
        assert client.post(page(ben, "end"), {"to": ana.pk}).status_code == 302
        assert bens.get("/admin/").status_code == 302
        for request in (open_one, done, elsewhere, told):
            request.refresh_from_db()
        assert (open_one.assigned_to, done.assigned_to, elsewhere.assigned_to) == (ana, ben, None)
        assert not told.is_active
        assert AuditEvent.objects.about(ben).get().action == "ended access"

    def test_they_come_back_with_their_roles(self, client, owner) -> None:
        ben = make_member(role=Role.COORDINATOR).user
        client.post(page(ben, "end"), {"to": ""})
        client.post(page(ben, "give"))
        client.force_login(User.objects.get(pk=ben.pk))
        assert client.get("/admin/intake/callbackrequest/").status_code == 200

    def test_nobody_ends_their_own_access(self, client, owner) -> None:
        assert client.post(page(owner, "end"), {"to": ""}).status_code == 302
        assert User.objects.get(pk=owner.pk).is_active

    def test_a_stranger_can_not_take_over(self, client, owner) -> None:
        ben = make_member(role=Role.COORDINATOR).user
        gone = make_staff(is_active=False)
        assert client.post(page(ben, "end"), {"to": gone.pk}).status_code == 422
        assert User.objects.get(pk=ben.pk).is_active

    def test_no_invitation_reaches_who_left(self, client, owner) -> None:
        ben = make_member(role=Role.COORDINATOR).user
        client.post(page(ben, "link"))
        client.post(page(ben, "end"), {"to": ""})
        deliver_all()
        assert mail.outbox == []


def test_an_owner_touches_no_superuser(client, owner) -> None:
    root = make_staff(is_superuser=True)
    for name in ("end", "give", "link"):
        assert client.post(page(root, name)).status_code == 404
    values = {"name": "X", "email": "x@seagrape.example", "is_superuser": "on", "is_staff": "on"}
    client.post(page(owner, "change"), values)
    assert not User.objects.get(pk=owner.pk).is_superuser
    assert User.objects.get(pk=owner.pk).name == "X"


def test_a_lost_password_is_mended_by_a_link(client, owner) -> None:
    ben = make_member(role=Role.COORDINATOR).user
    assert client.post(page(ben, "link")).status_code == 302
    deliver_all()
    assert [message.to for message in mail.outbox] == [[ben.email]]
    assert timezone.now() > ben.date_joined
