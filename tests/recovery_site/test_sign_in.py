from datetime import timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django import Settings

from recovery_site.accounts import has_second_factor
from recovery_site.models import AuditEvent, User
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db

PASSWORD = "the tide turns twice"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def ana() -> User:
    user = make_staff(email="ana@example.org", name="Ana Ruiz")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, password: str = PASSWORD, email: str = "ana@example.org", **extra):
    url = f"/accounts/login/?next={extra.pop('next', '')}"
    return client.post(url, {"login": email, "password": password}, **extra)


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_staff_sign_in_by_e_mail_in_any_case_and_land_where_they_wanted(client: Client, ana: User):
    response = sign_in(client, email="Ana@Example.org", next="/admin/recovery_site/user/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/admin/recovery_site/user/"


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(wanted: str, client: Client, ana: User):
    assert sign_in(client, next=wanted).headers["Location"] == "/admin/"
    assert client.get("/admin/login/", {"next": wanted}).headers["Location"] == "/admin/"


def test_a_wrong_password_is_told_beside_the_form_without_saying_which_part(
    client: Client, ana: User
):
    known = sign_in(client, "wrong").content.decode()
    unknown = sign_in(client, "wrong", email="nobody@example.org").content.decode()
    message = "The email address and/or password you specified are not correct."
    assert message in known
    assert message in unknown


def test_a_session_ends_after_a_working_day(client: Client, ana: User):
    sign_in(client)
    left = client.session.get_expiry_date() - timezone.now()
    assert timedelta(hours=11) < left <= timedelta(hours=12)


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password"])
def test_nobody_can_sign_up_or_change_an_address(name: str, client: Client):
    with pytest.raises(NoReverseMatch):
        reverse(name)
    assert client.get("/accounts/signup/").status_code == 404


def test_the_admins_own_login_page_is_gone(client: Client):
    response = client.get("/admin/recovery_site/user/", follow=True)
    assert response.redirect_chain[-1][0] == (
        "/accounts/login/?next=%2Fadmin%2Frecovery_site%2Fuser%2F"
    )


def test_a_person_without_a_job_here_is_turned_away_not_around(client: Client, ana: User):
    User.objects.update(is_staff=False)
    client.force_login(User.objects.get())
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_closed_account_can_not_sign_in(client: Client, ana: User):
    User.objects.update(is_active=False)
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_strangers_who_guess_lock_themselves_out_and_nobody_else(client: Client, ana: User):
    for _ in range(10):
        sign_in(client, "guess", REMOTE_ADDR="203.0.113.9")

    stranger = sign_in(client, REMOTE_ADDR="203.0.113.9")
    person = sign_in(client, REMOTE_ADDR="198.51.100.7")

    assert "Too many failed login attempts" in stranger.content.decode()
    assert person.status_code == 302


def test_guessing_from_many_addresses_does_not_lock_the_person_out(client: Client, ana: User):
    for number in range(30):
        sign_in(client, "guess", REMOTE_ADDR=f"203.0.113.{number}")
    assert sign_in(client, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_the_address_behind_a_trusted_proxy_is_the_one_that_counts(
    client: Client, ana: User, settings: Settings
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def attempt(password: str, address: str):
        return sign_in(client, password, headers={"X-Forwarded-For": f"10.1.1.1, {address}"})

    for _ in range(10):
        attempt("guess", "203.0.113.9")
    assert attempt(PASSWORD, "203.0.113.9").status_code == 200
    assert attempt(PASSWORD, "198.51.100.7").status_code == 302


def test_a_password_is_reset_by_a_link_that_works_once(client: Client, ana: User):
    client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    [message] = mail.outbox
    link = next(word for word in message.body.split() if word.startswith("http"))
    form = client.get(link, follow=True)
    new = {"password1": "a very new password", "password2": "a very new password"}

    client.post(form.redirect_chain[-1][0], new)

    assert ("chose a password", ana, ana.uuid) in audited()
    assert sign_in(Client(), "a very new password").status_code == 302
    assert "does not work any more" in Client().get(link, follow=True).content.decode()


def test_asking_for_a_link_tells_a_stranger_nothing(client: Client, ana: User):
    known = client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert len(mail.outbox) == 1


@pytest.fixture
def totp(ana: User) -> str:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(ana, secret)
    return secret


def test_a_second_factor_is_asked_for_after_the_password(client: Client, ana: User, totp: str):
    step = sign_in(client, next="/admin/recovery_site/user/", follow=True)
    assert step.redirect_chain[-1][0].startswith("/accounts/2fa/authenticate/")
    assert client.get("/admin/").status_code == 302

    done = client.post("/accounts/2fa/authenticate/", {"code": totp_code(totp)})

    assert done.headers["Location"] == "/admin/recovery_site/user/"
    assert client.get("/admin/").status_code == 200


def test_codes_can_not_be_guessed_even_from_many_addresses(client: Client, ana: User, totp: str):
    sign_in(client)
    for number in range(10):
        client.post(
            "/accounts/2fa/authenticate/", {"code": "000000"}, REMOTE_ADDR=f"203.0.113.{number}"
        )
    response = client.post(
        "/accounts/2fa/authenticate/", {"code": totp_code(totp)}, REMOTE_ADDR="203.0.113.99"
    )
    assert "Too many failed login attempts" in response.content.decode()


def test_the_secrets_of_a_second_factor_are_stored_encrypted(ana: User, totp: str):
    stored = Authenticator.objects.get(user=ana).data["secret"]
    assert totp not in stored
    assert get_adapter().decrypt(stored) == totp


def test_recovery_codes_alone_are_no_second_factor(ana: User):
    RecoveryCodes.activate(ana)
    assert not has_second_factor(ana)
    TOTP.activate(ana, "JBSWY3DPEHPK3PXP")
    assert has_second_factor(ana)


def test_without_a_second_factor_the_back_office_stays_shut(client: Client, ana: User):
    client.force_login(ana)
    response = client.get("/admin/recovery_site/user/", follow=True)
    assert response.redirect_chain == [("/accounts/2fa/", 302)]
    assert "Set up a passkey or an authenticator app first" in response.content.decode()


def test_a_demo_offers_the_second_factor_and_does_not_force_it(
    client: Client, ana: User, settings: Settings
):
    settings.DEMO, settings.SECOND_FACTOR_REQUIRED = True, False
    client.force_login(ana)
    page = client.get("/admin/").content.decode()
    assert "a second factor is optional" in page
    assert 'href="/accounts/2fa/"' in page


def test_outside_of_a_demo_there_is_no_demo_banner(client: Client, ana: User, totp: str):
    client.force_login(ana)
    assert "Demo mode" not in client.get("/admin/").content.decode()


def test_setting_up_a_second_factor_asks_for_the_password_once_more(client: Client, ana: User):
    client.force_login(ana)
    asked = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert "Is it you?" in asked.content.decode()

    wrong = client.post(asked.redirect_chain[-1][0], {"password": "wrong"})
    right = client.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)

    assert "Incorrect password" in wrong.content.decode()
    assert "Set up an authenticator app" in right.content.decode()


@pytest.mark.parametrize(
    "name",
    ["mfa_index", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_activate_totp",
     "mfa_generate_recovery_codes", "account_logout", "account_reset_password",
     "account_reset_password_done", "account_reset_password_from_key_done", "account_inactive"],
)  # fmt: skip
def test_every_account_page_can_be_drawn(name: str, client: Client, ana: User, totp: str):
    client.force_login(ana)
    url = reverse(name)
    response = client.get(url)
    if response.status_code == 302 and "reauthenticate" in response.headers["Location"]:
        response = client.post(
            f"/accounts/reauthenticate/?next={url}", {"password": PASSWORD}, follow=True
        )
    assert response.status_code == 200, response.headers.get("Location")
    assert "<h1>" in response.content.decode()


def audited() -> list[tuple]:
    events = AuditEvent.objects.order_by("pk")
    return [(event.action, event.actor, event.object_uuid) for event in events]


def test_who_came_in_and_left_is_in_the_audit(client: Client, ana: User):
    sign_in(client)
    client.post("/accounts/logout/")
    assert audited() == [("signed in", ana, ana.uuid), ("signed out", ana, ana.uuid)]


def test_nobody_is_in_before_their_second_factor(client: Client, ana: User, totp: str):
    before = audited()
    sign_in(client)
    assert audited() == before
    client.post("/accounts/2fa/authenticate/", {"code": totp_code(totp)})
    assert audited() == [*before, ("signed in", ana, ana.uuid)]


def test_a_wrong_password_is_in_the_audit_without_what_was_typed(client: Client, ana: User):
    sign_in(client, password="Kittens-and-rain-7")
    sign_in(client, email="rosa@example.org", password="Kittens-and-rain-7")
    assert audited() == [("refused to sign in", None, ana.uuid)]
    stored = str(AuditEvent.objects.values().get())
    assert "Kittens" not in stored
    assert "@" not in stored
