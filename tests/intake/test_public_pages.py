import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake.models import CallbackRequest, MarketingConsent
from tests.factories.intake import answers, make_request, open_every_day
from tests.factories.listings import make_house, make_operator, make_text, site_owner

pytestmark = pytest.mark.django_db
URL = "/ask-for-a-call/"


@pytest.fixture
def operator():
    return site_owner()


def ask(client: Client, **values: str):
    return client.post(URL, answers(**values))


@pytest.mark.usefixtures("operator")
class TestForm:
    def test_it_is_a_public_page_that_is_never_kept(self, public_page) -> None:
        make_house()
        response = public_page(URL)
        assert response.headers["Cache-Control"] == "no-store"
        assert "csrfmiddlewaretoken" not in response.content.decode()

    def test_it_costs_as_much_with_many_houses(self, client, django_assert_num_queries) -> None:
        make_house()
        with CaptureQueriesContext(connection) as one:
            client.get(URL)
        for _ in range(11):
            make_house()
        with django_assert_num_queries(len(one)):
            client.get(URL)

    def test_the_house_of_the_address_is_chosen(self, client) -> None:
        house = make_house()
        content = client.get(URL, {"house": str(house.uuid)}).content.decode()
        assert f'<option value="{house.uuid}" selected>' in content

    @pytest.mark.parametrize("house", ["1", "x", "\x00", "0" * 32, "' OR 1=1"])
    def test_a_strange_house_in_the_address_does_no_harm(self, client, house: str) -> None:
        assert client.get(URL, {"house": house}).status_code == 200

    def test_sending_it_stores_and_thanks(self, client) -> None:
        response = ask(client, message="Evenings", marketing_consent="on")
        assert response.status_code == 303
        stored = CallbackRequest.objects.get()
        assert stored.message == "Evenings"
        assert MarketingConsent.objects.count() == 1
        thanks = client.get(response.headers["Location"])
        assert thanks.status_code == 200
        assert stored.reference in thanks.content.decode()

    def test_an_error_keeps_everything_that_was_typed(self, client) -> None:
        house = make_house()
        typed = answers(
            first_name="Wilhelmina", phone="561 555", email="w@example", message="Dos\nlíneas",
            for_whom="client", organisation="Palm Hospital", role="Planner",
            planned_discharge_on="2031-01-01", channel="text", preferred_window="evening",
            time_zone="America/Denver", may_leave_voicemail="on", may_say_who="on",
            house=str(house.uuid), house_gender="women", move_in="later", language="ht",
            heard_from="court", marketing_consent="on",
        )  # fmt: skip
        response = client.post(URL, typed)
        assert response.status_code == 422
        assert CallbackRequest.objects.count() == 0
        form = response.context["form"]
        assert {name: form[name].value() for name in typed} == {
            name: True if value == "on" else value for name, value in typed.items()
        }
        content = response.content.decode()
        for text in ("Wilhelmina", "561 555", "w@example", "Dos\nlíneas", "Palm Hospital"):
            assert text in content
        assert content.count(" checked") == 6
        assert f'<option value="{house.uuid}" selected>' in content

    def test_every_error_is_named_beside_its_field(self, client) -> None:
        content = ask(client, first_name="", phone="12").content.decode()
        for name in ("first_name", "phone"):
            assert f'href="#id_{name}"' in content
            assert f'id="id_{name}_error"' in content

    def test_what_was_typed_is_shown_as_text_only(self, client) -> None:
        content = ask(client, first_name='"><script>x</script>', phone="").content.decode()
        assert "<script>x" not in content
        assert "&quot;&gt;&lt;script&gt;" in content

    def test_sent_twice_it_is_one_request(self, client) -> None:
        first, second = ask(client), ask(client)
        assert first.headers["Location"] == second.headers["Location"]
        assert CallbackRequest.objects.count() == 1

    def test_spam_gets_the_same_answer(self, client) -> None:
        response = ask(client, website="https://cheap.example")
        assert response.status_code == 303
        assert client.get(response.headers["Location"]).status_code == 200
        assert CallbackRequest.objects.get().is_held

    def test_a_page_left_open_for_a_day_still_sends(self, client, monkeypatch) -> None:
        content = client.get(URL).content.decode()
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', content))
        tomorrow = timezone.now() + timedelta(days=1)
        monkeypatch.setattr(timezone, "now", lambda: tomorrow)
        assert client.post(URL, answers() | hidden).status_code == 303

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_other_methods_are_refused(self, client, method: str) -> None:
        assert getattr(client, method)(URL).status_code == 405

    def test_it_works_while_the_browser_forbids_cookies(self, client) -> None:
        strict = Client(enforce_csrf_checks=True)
        response = strict.post(URL, answers())
        assert response.status_code == 303
        assert not response.cookies

    def test_it_is_sent_from_our_own_page_only(self) -> None:
        client = Client(headers={"sec-fetch-site": "cross-site"})
        response = client.post(URL, answers(first_name="Wilhelmina"))
        assert response.status_code == 403
        assert CallbackRequest.objects.count() == 0
        content = response.content.decode()
        assert "press the button again" in content
        assert "Wilhelmina" in content
        assert len(response.context["form"].errors) == 1

    def test_too_much_at_once_is_answered_kindly(self, client) -> None:
        response = ask(client, message="a" * 10_000_000)
        assert response.status_code == 400
        assert "more than we can read" in response.content.decode()

    def test_a_broken_upload_is_answered_kindly(self, client) -> None:
        kind = "multipart/form-data; boundary=x"
        assert client.post(URL, b"--x\r\nbroken", content_type=kind).status_code in {400, 422}


def test_before_there_is_an_owner_there_is_no_form(client) -> None:
    assert client.get(URL).status_code == 404
    assert client.post(URL, answers()).status_code == 404


class TestThankYou:
    def test_it_is_a_public_page_that_is_never_kept(self, public_page) -> None:
        open_every_day(site_owner())
        response = public_page(self.address(make_request(at=timezone.now())))
        assert response.headers["Cache-Control"] == "no-store"

    def test_neither_page_nor_address_tells_who_asked(self, client) -> None:
        request = make_request(
            at=timezone.now(), name="Wilhelmina", email="w@example.org", phone="+15615550142"
        )
        address = self.address(request)
        content = client.get(address).content.decode()
        for text in ("Wilhelmina", "w@example.org", "555-0142", "5550142"):
            assert text not in content
            assert text not in address

    @pytest.mark.parametrize("token", ["x", "x:y", "a" * 200, "%00"])
    def test_a_made_up_address_is_not_found(self, client, token: str) -> None:
        assert client.get(f"{URL}thank-you/{token}/").status_code == 404

    def test_the_signature_of_something_else_is_not_found(self, client) -> None:
        request = make_request()
        token = Signer(salt="else").sign(str(request.uuid))
        assert client.get(reverse("thank_you", args=[token])).status_code == 404

    @pytest.mark.parametrize(
        ("age", "status"),
        [
            (timedelta(hours=23, minutes=59), 200),
            (timedelta(days=1), 410),
            (timedelta(days=400), 410),
        ],
    )
    def test_it_opens_for_a_day(self, client, age: timedelta, status: int) -> None:
        request = make_request(at=timezone.now() - age)
        response = client.get(self.address(request))
        assert response.status_code == status
        assert (request.reference in response.content.decode()) is (status == 200)

    def test_a_professional_reads_of_the_law(self, client) -> None:
        request = make_request(at=timezone.now(), for_whom="client", house=make_house())
        assert "§397.4873" in client.get(self.address(request)).content.decode()

    def test_done_closes_it_and_clears_the_browser(self, client) -> None:
        address = self.address(make_request(at=timezone.now()))
        page = client.get(address).content.decode()
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        response = client.post(reverse("done"), {"token": token})
        assert (response.status_code, response.headers["Location"]) == (303, reverse("done"))
        assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        assert client.get(address).status_code == 410

    def test_who_sends_the_same_again_after_it_reads_it_again(self, client) -> None:
        site_owner()
        address = ask(client).headers["Location"]
        client.post(reverse("done"), {"token": urlsplit(address).path.split("/")[-2]})
        assert client.get(address).status_code == 410
        assert ask(client).headers["Location"] == address
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize("token", ["", "x", "\x00"])
    def test_done_without_its_token_is_harmless(self, client, token: str) -> None:
        assert client.post(reverse("done"), {"token": token}).status_code == 303

    def test_looking_at_done_changes_nothing(self, public_page) -> None:
        site_owner()
        response = public_page(reverse("done"))
        assert "Clear-Site-Data" not in response.headers

    def address(self, request: CallbackRequest) -> str:
        from intake.receipts import token_of

        return reverse("thank_you", args=[token_of(request)])


class TestOnAHousePage:
    def test_the_form_knows_the_house_and_is_the_same_for_everybody(self, client) -> None:
        house = make_house()
        make_text(house)
        pages = [client.get(house.get_absolute_url()) for _ in range(2)]
        content = pages[0].content.decode()
        assert f'name="house" value="{house.uuid}"' in content
        assert f'action="{URL}"' in content
        assert pages[0].headers["ETag"] == pages[1].headers["ETag"]
        assert not pages[0].cookies

    def test_the_house_of_another_operator_is_not_promised(self, client) -> None:
        site_owner()
        house = make_house(operator=make_operator())
        make_text(house)
        content = client.get(house.get_absolute_url()).content.decode()
        assert f'name="house" value="{house.uuid}"' not in content
