import random
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.forms import CallbackForm
from intake.models import CallbackRequest, Contact
from intake.plain_text import tidy
from recovery_site.models import OutboxMessage
from tests.factories.intake import answers
from tests.factories.listings import make_house, site_owner
from tests.intake.hostile import CORPUS

URL = "/ask-for-a-call/"
NAMES = list(CallbackForm.base_fields)
ANSWERED = {303, 400, 422}


FORM = "application/x-www-form-urlencoded"


def send(client: Client, data: dict[str, str]):
    """As a browser does, halves of characters included."""
    return client.generic("POST", URL, urlencode(data, errors="surrogatepass"), FORM)


@pytest.fixture
def calm_client(db: None) -> Client:
    site_owner()
    return Client(raise_request_exception=False)


def uuid_in(address: str) -> str:
    return address.split("/")[-2].split(":")[0]


def stored_matches(accepted: list[str]) -> bool:
    """Each address of a thank-you page is a request, and each request has one."""
    uuids = {uuid_in(address) for address in accepted}
    return uuids == {str(uuid) for uuid in CallbackRequest.objects.values_list("uuid", flat=True)}


def test_three_hundred_strings_as_name_and_message(calm_client: Client) -> None:
    accepted = []
    for text in CORPUS:
        response = send(calm_client, answers(first_name=text, message=text))
        assert response.status_code in ANSWERED, ascii(text)
        if response.status_code == 303:
            accepted.append(response.headers["Location"])
            stored = CallbackRequest.objects.get(uuid=uuid_in(accepted[-1]))
            arrived = tidy(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
            assert stored.requester.name == " ".join(arrived.split())
            assert stored.message == arrived.strip()
    assert len(CORPUS) >= 300
    assert len(accepted) > 200
    assert stored_matches(accepted)
    notices = OutboxMessage.objects.filter(kind="intake.tell_staff").count()
    assert notices == CallbackRequest.objects.count() - CallbackRequest.objects.held().count()


def test_three_hundred_strings_in_any_field(
    calm_client: Client, effort: Callable[[int, int], int]
) -> None:
    chance = random.Random(11)
    accepted = []
    for text in CORPUS:
        for name in chance.sample(NAMES, effort(1, len(NAMES))):
            response = send(calm_client, answers(email="jo@example.org") | {name: text})
            assert response.status_code in ANSWERED, (name, ascii(text))
            if response.status_code == 303:
                accepted.append(response.headers["Location"])
    assert stored_matches(accepted)


def test_three_hundred_strings_everywhere_at_once(
    calm_client: Client, effort: Callable[[int, int], int]
) -> None:
    for text in CORPUS[:: effort(6, 1)]:
        response = send(calm_client, dict.fromkeys(NAMES, text))
        assert response.status_code in ANSWERED, ascii(text)
        assert response.status_code != 303 or text.strip() == "x"
    assert stored_matches([])


@pytest.mark.parametrize("name", NAMES)
def test_a_list_where_one_answer_belongs(calm_client: Client, name: str) -> None:
    good = answers()
    response = calm_client.post(URL, good | {name: ["a", good.get(name, ""), good.get(name, "")]})
    assert response.status_code in ANSWERED
    assert calm_client.post(URL, good | {f"{name}[]": "x", f"{name}[a]": "y"}).status_code == 303


def test_nothing_at_all(calm_client: Client) -> None:
    assert calm_client.post(URL, {}).status_code == 422
    assert calm_client.post(URL, b"\xff\xfe", content_type="text/plain").status_code == 422
    json = calm_client.post(URL, b'{"first_name": 1}', content_type="application/json")
    assert json.status_code == 422
    for charset in ("utf-16", "latin-1", "none"):
        answer = calm_client.generic("POST", URL, "a=1", f"{FORM}; charset={charset}")
        assert answer.status_code in {400, 422}
    seven = 'multipart/form-data; boundary=x; charset="utf-7"'
    body = b'--x\r\nContent-Disposition: form-data; name="first_name"\r\n\r\n+2AA-\r\n--x--\r\n'
    assert calm_client.post(URL, body, content_type=seven).status_code in {400, 422}
    many = "&".join(f"a{number}=1" for number in range(6000)).encode()
    assert calm_client.generic("POST", URL, many, FORM).status_code == 400
    assert CallbackRequest.objects.count() == 0


@pytest.mark.parametrize("name", ["first_name", "message", "email", "phone", "house"])
@pytest.mark.parametrize("size", [1_000_000, 10_000_000])
def test_a_field_of_megabytes(calm_client: Client, name: str, size: int) -> None:
    response = calm_client.post(URL, answers() | {name: "a" * size})
    assert response.status_code in {400, 422}
    assert CallbackRequest.objects.count() == 0


@pytest.mark.django_db
class TestAnything:
    some_text = st.text(st.characters(codec="utf-8"), max_size=60)
    likely = st.sampled_from(["me", "client", "call", "text", "email", "any", "on", "en", "now"])
    forms = st.dictionaries(st.sampled_from(NAMES), some_text | likely)

    @given(data=forms)
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    def test_any_answers(self, calm_client: Client, data: dict[str, str]) -> None:
        before = CallbackRequest.objects.count()
        response = calm_client.post(URL, answers() | data)
        assert response.status_code in ANSWERED
        now = CallbackRequest.objects.count()
        if response.status_code == 303:
            uuid = uuid_in(response.headers["Location"])
            assert CallbackRequest.objects.filter(uuid=uuid).exists()
            assert now - before in {0, 1}
        else:
            assert now == before
        assert Contact.objects.count() == now

    @given(body=st.binary(max_size=400), kind=st.sampled_from([
        "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "multipart/form-data", "text/plain", "application/json", "x", "",
        "application/x-www-form-urlencoded; charset=latin-1",
        "multipart/form-data; boundary=x; charset=utf-7",
    ]))  # fmt: skip
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    def test_any_bytes(self, calm_client: Client, body: bytes, kind: str) -> None:
        before = CallbackRequest.objects.count()
        assert calm_client.generic("POST", URL, body, kind).status_code in {400, 422}
        assert CallbackRequest.objects.count() == before


def test_hostile_text_is_shown_as_text_to_staff(calm_client: Client, settings) -> None:
    from tests.factories.accounts import make_staff

    settings.SECOND_FACTOR_REQUIRED = False
    make_house()
    for text in ("<script>x()</script>", "{{ 7|add:7 }}"):
        send(calm_client, answers(first_name=text, message=text))
    calm_client.force_login(make_staff(is_superuser=True))
    for request in CallbackRequest.objects.all():
        page = calm_client.get(f"/admin/intake/callbackrequest/{request.pk}/change/")
        assert page.status_code == 200
        assert "<script>x()" not in page.content.decode()
        assert "14" not in page.context["found"].requester.name
