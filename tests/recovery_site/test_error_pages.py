import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.test import Client
from pytest_django import Settings

from recovery_site.views import server_error

pytestmark = pytest.mark.urls("tests.recovery_site.pages")


@pytest.mark.parametrize("path", ["/plain/", "/admin/house/"])
def test_what_is_too_much_to_read_is_refused_with_a_way_on(path: str, settings: Settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    client = Client(enforce_csrf_checks=True)
    response = client.post(
        path, "name=Maria+of+Lantana", content_type="application/x-www-form-urlencoded"
    )
    page = response.content.decode()
    assert response.status_code == 400
    assert "could not read that" in page
    assert settings.OPERATOR_PHONE_FALLBACK in page
    assert "Content-Security-Policy" in response.headers


def test_a_host_that_is_not_ours_gets_the_same_page():
    response = Client().get("/plain/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "could not read that" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("/nowhere/at-all/", 404), ("/forbidden/", 403)])
def test_an_error_page_leads_on(path: str, status: int, client: Client):
    response = client.get(path)
    assert response.status_code == status
    assert 'href="/"' in response.content.decode()
    assert not response.cookies


@pytest.mark.django_db
def test_a_wrong_address_offers_the_phone_when_there_is_no_owner(
    client: Client, settings: Settings
):
    assert settings.OPERATOR_PHONE_FALLBACK in client.get("/nowhere/at-all/").content.decode()


def test_the_error_page_asks_no_database_and_names_the_request(settings: Settings):
    response = Client(raise_request_exception=False).get("/crash/")

    page = response.content.decode()
    assert response.status_code == 500
    assert f'href="tel:+1{settings.OPERATOR_PHONE_FALLBACK.replace("-", "")}"' in page
    assert response.headers["X-Request-Id"] in page
    assert "988" in page


def test_the_error_page_comes_even_when_templates_are_what_is_broken(rf, settings: Settings):
    settings.TEMPLATES = []
    engines.__dict__.pop("templates", None)
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert settings.OPERATOR_PHONE_FALLBACK in response.content.decode()


TYPED = {
    "description": "Two blocks from the beach.\nQuiet street.",
    "beds-0-label": "2B",
    "password": "correct horse",
    "totp_code": "123456",
    "secret-answer": "Rex",
    "csrfmiddlewaretoken": "abc",
    "beds-TOTAL_FORMS": "4",
    "beds-0-id": "17",
    "_save": "Save",
}


@pytest.fixture
def forgotten() -> str:
    """The page after a form was sent without its token."""
    client = Client(enforce_csrf_checks=True)
    files = {"photo": SimpleUploadedFile("front.jpg", b"picture")}
    response = client.post("/admin/house/?next=https://evil.example", TYPED | files)
    assert response.status_code == 403
    assert "no-store" in response.headers["Cache-Control"]
    return response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_gives_back_what_was_typed(forgotten: str):
    assert "Two blocks from the beach.\nQuiet street.</textarea>" in forgotten
    assert "2B</textarea>" in forgotten
    assert "Files have to be chosen again" in forgotten


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["password", "totp_code", "secret-answer", "csrfmiddlewaretoken"])
def test_a_form_without_its_token_never_shows(name: str, forgotten: str):
    assert f">{TYPED[name]}</textarea>" not in forgotten


@pytest.mark.django_db
def test_what_a_stranger_forged_can_only_be_copied_never_sent_with_one_press(forgotten: str):
    main = forgotten.partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main
    assert "<button" not in main
    assert main.count("<textarea") == main.count("readonly") == 2
    assert 'href="/admin/house/"' in main
    assert "evil.example" not in main


@pytest.mark.django_db
def test_what_was_typed_can_not_run_as_a_page():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/admin/house/", {"name": "</textarea><script>alert(1)</script>"})
    assert "<script>alert" not in response.content.decode()
