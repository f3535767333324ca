from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from recovery_site.admin_site import StaffSite
from recovery_site.lanes import PICTURE_PRIORITY, REST, URGENT
from recovery_site.models import OutboxMessage, User
from tests.factories.accounts import make_staff, permit

pytestmark = pytest.mark.django_db

USERS = "/admin/recovery_site/user/"


@pytest.fixture(autouse=True)
def second_factor_is_optional(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def owner(client: Client) -> User:
    user = make_staff(email="owner@example.org", name="Olu Owner", is_superuser=True)
    client.force_login(user)
    return user


def test_every_admin_page_is_on_our_own_site():
    assert isinstance(admin.site._wrapped, StaffSite)


def test_the_start_page_greets_and_says_what_each_part_is_for(client: Client, owner: User):
    page = client.get("/admin/").content.decode()
    assert "Hello, Olu Owner" in page
    assert str(apps.get_app_config("recovery_site").purpose) in page
    assert f'href="{USERS}"' in page
    assert "See the site" in page


@pytest.mark.parametrize(("given_up", "said"), [(0, False), (1, True), (2, True)])
def test_the_start_page_tells_of_messages_that_need_a_person(
    client: Client, owner: User, given_up: int, said: bool
):
    at = timezone.now()
    for _each in range(given_up):
        OutboxMessage.objects.create(kind="x", created_at=at, due_at=at, gave_up_at=at)
    OutboxMessage.objects.create(kind="x", created_at=at, due_at=at)
    page = client.get("/admin/").content.decode()
    assert ("could not be sent" in page) is said
    assert (f">{given_up} message" in page) is said
    assert "could not be drawn" not in page


def test_the_start_page_tells_of_pictures_apart_from_messages(client: Client, owner: User):
    at = timezone.now()
    values = {"kind": "x", "created_at": at, "due_at": at, "gave_up_at": at}
    OutboxMessage.objects.create(**values, priority=PICTURE_PRIORITY)
    page = client.get("/admin/").content.decode()
    assert ">1 picture could not be drawn<" in page
    assert "could not be sent" not in page


@pytest.mark.parametrize(
    ("minutes", "fields", "said"),
    [
        (1, {}, False),
        (3, {}, True),
        (3, {"attempts": 1}, False),
        (3, {"priority": REST}, False),
    ],
)
def test_the_start_page_tells_when_nothing_takes_the_notices(
    client: Client, owner: User, minutes: int, fields: dict, said: bool
):
    due_at = timezone.now() - timedelta(minutes=minutes)
    values = {"kind": "x", "created_at": due_at, "due_at": due_at, "priority": URGENT} | fields
    OutboxMessage.objects.create(**values)
    page = client.get("/admin/").content.decode()
    assert ("1 notice waits and nothing takes it." in page) is said


def test_a_start_page_without_any_permission_says_whom_to_ask(client: Client):
    client.force_login(make_staff())
    page = client.get("/admin/").content.decode()
    assert "Ask the person who runs the site" in page
    assert USERS not in page


@pytest.mark.parametrize("model", [EmailAddress, Authenticator])
def test_the_tables_behind_signing_in_have_no_page(model: type):
    assert not admin.site.is_registered(model)


def test_signing_out_takes_a_press_of_a_button(client: Client, owner: User):
    page = client.get("/admin/").content.decode()
    assert f'<form id="logout-form" method="post" action="{reverse("account_logout")}">' in page

    client.get("/admin/logout/", follow=True)
    assert "_auth_user_id" in client.session

    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["", "add/", "{pk}/change/", "{pk}/delete/", "{pk}/history/"])
def test_every_page_about_staff_can_be_drawn(path: str, client: Client, owner: User):
    response = client.get(USERS + path.format(pk=owner.pk))
    assert response.status_code == 200
    assert "style=" not in response.content.decode()


def test_an_account_made_without_a_password_can_not_sign_in_with_one(client: Client, owner: User):
    form = {"name": "Ben Ito", "email": "Ben@Example.org", "is_staff": "on"}

    response = client.post(f"{USERS}add/", form | {"usable_password": "false"})

    assert response.status_code == 302
    ben = User.objects.get(email__iexact="ben@example.org")
    assert (ben.name, ben.is_staff, ben.has_usable_password()) == ("Ben Ito", True, False)


def test_an_address_in_other_letters_is_the_same_account(client: Client, owner: User):
    form = {"name": "Second", "email": "OWNER@example.org", "usable_password": "false"}
    response = client.post(f"{USERS}add/", form)
    assert response.status_code == 200
    assert "Somebody already has an account with this e-mail" in response.content.decode()
    assert User.objects.count() == 1


def test_staff_are_found_by_name_and_by_address(client: Client, owner: User):
    make_staff(name="Ben Ito", email="ben@example.org")
    for term in ("ito", "ben@"):
        page = client.get(USERS, {"q": term}).content.decode()
        assert "Ben Ito" in page
        assert ">Olu Owner</a>" not in page


def test_the_list_shows_who_has_a_second_factor_without_a_query_for_each(
    client: Client, owner: User, django_assert_num_queries
):
    TOTP.activate(owner, "JBSWY3DPEHPK3PXP")
    with CaptureQueriesContext(connection) as queries:
        few = client.get(USERS).content.decode()
    for _ in range(11):
        make_staff()
    with django_assert_num_queries(len(queries)):
        many = client.get(USERS).content.decode()
    assert few.count("icon-no") == 0
    assert many.count("icon-no") == 11


def press_remove(client: Client, user: User):
    return client.post(USERS, {"action": "remove_second_factor", "_selected_action": [user.pk]})


def test_a_lost_phone_is_mended_by_an_owner_and_remembered(client: Client, owner: User):
    ben = make_staff(name="Ben Ito")
    TOTP.activate(ben, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(ben)
    TOTP.activate(owner, "JBSWY3DPEHPK3PXP")

    press_remove(client, ben)

    assert list(Authenticator.objects.values_list("user", flat=True)) == [owner.pk]
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (owner, str(ben.pk))


def test_other_staff_can_not_take_away_a_second_factor(client: Client):
    helper = permit(make_staff(), "recovery_site.view_user", "recovery_site.change_user")
    ben = make_staff(name="Ben Ito")
    TOTP.activate(ben, "JBSWY3DPEHPK3PXP")
    client.force_login(helper)

    press_remove(client, ben)

    assert Authenticator.objects.filter(user=ben).exists()
