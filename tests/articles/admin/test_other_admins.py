"""Pages, pictures, topics and people in the back office."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Page, Person, Picture, Topic
from recovery_site.models import AuditEvent
from tests.factories.accounts import make_staff
from tests.factories.articles import (
    make_article,
    make_page,
    make_person,
    make_picture,
    make_topic,
    picture_bytes,
)
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client: Client, settings) -> Client:
    settings.SECOND_FACTOR_REQUIRED = False
    site_owner()
    client.force_login(make_staff(is_superuser=True))
    return client


def upload(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("x.jpg", picture_bytes().read() if content is None else content)


def typed_page(**fields) -> dict:
    values = {
        "title": "About",
        "summary": "Who we are.",
        "body": "<p style=x>We.</p>",
        "slug": "about",
        "language": "en",
        "published_at_0": "",
        "published_at_1": "",
        "revised_on": "",
    }
    return values | fields


def test_a_page_is_added_cleaned_dated_and_noted(editor: Client) -> None:
    editor.post("/admin/articles/page/add/", typed_page())
    page = Page.objects.get()
    assert (page.body, page.revised_on) == ("<p>We.</p>", timezone.localdate())
    assert AuditEvent.objects.about(page).get().action == "created"


def test_a_page_is_changed_and_keeps_its_versions(editor: Client) -> None:
    page = make_page(slug="about")
    editor.post(
        f"/admin/articles/page/{page.pk}/change/",
        typed_page(body="<p>New.</p>", _seen=page.updated_at.isoformat()),
    )
    page.refresh_from_db()
    assert page.body == "<p>New.</p>"
    assert page.history.count() == 2


def test_a_public_page_is_linked(editor: Client) -> None:
    public, hidden = make_page(slug="public"), make_page(slug="hidden", published_at=None)
    assert (
        'href="/public/"'
        in editor.get(f"/admin/articles/page/{public.pk}/change/").content.decode()
    )
    assert (
        'href="/hidden/"'
        not in editor.get(f"/admin/articles/page/{hidden.pk}/change/").content.decode()
    )


def test_a_picture_is_added_through_the_one_upload_path(editor: Client) -> None:
    data = {"upload": upload(), "title": "Door", "alt": "A green door.", "credit": ""}
    assert editor.post("/admin/articles/picture/add/", data).status_code == 302
    picture = Picture.objects.get()
    assert default_storage.exists(picture.files.path(640, "webp"))
    page = editor.get(f"/admin/articles/picture/{picture.pk}/change/").content.decode()
    assert picture.files.webp_url in page


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"words", "not a picture"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture")],
)
def test_what_is_no_picture_is_refused_at_its_field(
    editor: Client, content: bytes, reason: str
) -> None:
    data = {"upload": upload(content), "title": "Door", "alt": "A green door."}
    response = editor.post("/admin/articles/picture/add/", data)
    assert "not a picture" in response.context["adminform"].form.errors["upload"][0]
    assert "A green door." in response.content.decode()
    assert not Picture.objects.exists()


def test_a_picture_without_words_is_refused(editor: Client) -> None:
    response = editor.post(
        "/admin/articles/picture/add/", {"upload": upload(), "title": "Door", "alt": " "}
    )
    assert "alt" in response.context["adminform"].form.errors


def test_a_picture_gets_other_words_and_keeps_its_file(editor: Client) -> None:
    picture = make_picture()
    url = f"/admin/articles/picture/{picture.pk}/change/"
    editor.post(url, {"title": "Door", "alt": "A red door."})
    assert Picture.objects.get().alt == "A red door."
    assert Picture.objects.get().version == picture.version


def test_another_picture_takes_its_place(editor: Client) -> None:
    picture = make_picture()
    url = f"/admin/articles/picture/{picture.pk}/change/"
    editor.post(url, {"title": "Door", "alt": "A red door.", "upload": upload()})
    assert Picture.objects.get().version != picture.version


def test_a_picture_goes_unless_an_article_shows_it(editor: Client) -> None:
    used, unused = make_picture(), make_picture()
    make_article(cover=used)
    for picture in (used, unused):
        editor.post(f"/admin/articles/picture/{picture.pk}/delete/", {"post": "yes"})
    assert list(Picture.objects.all()) == [used]


def test_topics_and_people_are_added(editor: Client) -> None:
    topic = {"name": "Cost", "slug": "cost", "language": "en", "intro": "What it costs."}
    person = {"name": "Sam Ito", "slug": "sam", "credentials": "LMHC", "bio": "", "user": ""}
    assert editor.post("/admin/articles/topic/add/", topic).status_code == 302
    assert editor.post("/admin/articles/person/add/", person).status_code == 302
    assert (Topic.objects.get().name, Person.objects.get().byline) == ("Cost", "Sam Ito, LMHC")


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("topic", make_topic),
        ("person", make_person),
        ("picture", make_picture),
        ("page", make_page),
    ],
)
def test_every_list_search_and_form_opens(editor: Client, kind: str, make) -> None:
    row = make()
    url = f"/admin/articles/{kind}/"
    assert str(row) in editor.get(url, {"q": str(row)}).content.decode()
    for page in (
        f"{url}add/",
        f"{url}{row.pk}/change/",
        f"{url}{row.pk}/history/",
        f"{url}{row.pk}/delete/",
    ):
        response = editor.get(page)
        assert response.status_code == 200
        assert "style=" not in response.content.decode()


@pytest.mark.parametrize(
    ("field", "make"), [("topics", make_topic), ("author", make_person), ("cover", make_picture)]
)
def test_the_article_form_finds_topics_people_and_pictures(
    editor: Client, field: str, make
) -> None:
    row = make()
    query = {
        "app_label": "articles",
        "model_name": "article",
        "field_name": field,
        "term": str(row),
    }
    found = editor.get("/admin/autocomplete/", query | {"term": str(row)}).json()["results"]
    assert [each["text"] for each in found] == [str(row)]
