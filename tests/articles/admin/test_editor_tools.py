"""What the editor asks the server: where links lead, a clean paste, pictures to choose from."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.html import clean
from articles.models import Picture
from tests.articles.pasted import clipboard
from tests.factories.accounts import make_staff, permit
from tests.factories.articles import make_article, make_picture, make_published, picture_bytes
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db
LINK = "/admin/articles/article/link/"
PASTE = "/admin/articles/article/paste/"
CHOOSE = "/admin/articles/picture/choose/"


@pytest.fixture(autouse=True)
def settle(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    site_owner()


def signed_in(client: Client, *permissions: str) -> Client:
    client.force_login(permit(make_staff(), *permissions))
    return client


@pytest.fixture
def editor(client: Client) -> Client:
    return signed_in(
        client, "articles.change_article", "articles.view_picture", "articles.add_picture"
    )


def upload(**fields) -> dict:
    file = SimpleUploadedFile("a-green_door.jpg", picture_bytes().read(), "image/jpeg")
    return {"upload": file, "alt": "A green door."} | fields


@pytest.mark.parametrize("url", [LINK, PASTE, CHOOSE])
def test_only_who_may_write_is_answered(client: Client, url: str) -> None:
    assert client.get(url).status_code == 302
    signed_in(client, "articles.view_article")
    assert client.get(url, {"q": "cost"}).status_code == 403
    assert client.post(url, {"html": "<p>x</p>"}).status_code == 403


@pytest.mark.parametrize("permission", ["add_article", "add_page", "change_page"])
def test_who_writes_pages_is_answered_too(client: Client, permission: str) -> None:
    assert signed_in(client, f"articles.{permission}").get(LINK).status_code == 200


@pytest.mark.parametrize(("url", "method"), [(LINK, "post"), (PASTE, "get"), (CHOOSE, "put")])
def test_other_methods_are_refused(editor: Client, url: str, method: str) -> None:
    response = getattr(editor, method)(url)
    assert response.status_code == 405
    assert response.headers["Allow"]


def test_a_link_is_judged_and_names_are_offered(editor: Client) -> None:
    make_published(slug="one", title="One <b> & only")
    page = editor.get(LINK, {"q": "/articles/one/"}).content.decode()
    assert "It is there: One &lt;b&gt; &amp; only." in page
    page = editor.get(LINK, {"q": "only"}).content.decode()
    assert 'data-href="/articles/one/"' in page
    assert "link-verdict" not in page


@pytest.mark.parametrize("typed", ['"><script>x</script>', "/\0", "javascript:x", "a" * 5000, "%"])
def test_hostile_words_are_only_words(editor: Client, typed: str) -> None:
    response = editor.get(LINK, {"q": typed})
    assert response.status_code == 200
    assert "<script" not in response.content.decode()


def test_a_paste_comes_back_clean_and_says_what_was_left_out(editor: Client) -> None:
    answer = editor.post(PASTE, {"html": clipboard("google_docs")}).json()
    assert answer["html"] == clean(clipboard("google_docs"))
    assert answer["note"].startswith("1 picture was left out.")
    assert editor.post(PASTE, {"html": "<p>x"}).json() == {"html": "<p>x</p>", "note": ""}
    assert editor.post(PASTE).json() == {"html": "", "note": ""}


def test_pictures_are_found_by_what_they_show_and_by_name(editor: Client) -> None:
    make_picture(title="porch-2", alt="Two chairs & a table.")
    make_picture(title="door", alt="A green door.")

    def found(asked: str) -> str:
        return editor.get(CHOOSE, {"q": asked}).content.decode()

    assert "porch-2" in found("chairs table")
    assert "porch-2" in found("PORCH")
    assert "Two chairs &amp; a table." in found("")
    assert "No picture says that" in found("roof\0")
    assert found("").index("door") < found("").index("porch-2")
    assert 'data-width="640" data-height="480"' in found("door")


def test_the_picture_of_the_text_is_found_by_its_address(editor: Client) -> None:
    first, _second = make_picture(), make_picture()
    page = editor.get(CHOOSE, {"now": first.files.webp_url}).content.decode()
    assert page.count('type="radio"') == 1
    assert first.files.webp_url in page


def test_many_pictures_come_in_parts_and_cost_the_same(
    editor: Client, django_assert_num_queries
) -> None:
    picture = make_picture()
    with CaptureQueriesContext(connection) as few:
        editor.get(CHOOSE)
    copies = []
    for number in range(30):
        values = {"title": f"Copy {number}", "alt": "x", "width": 640, "height": 480}
        copies.append(Picture(original=picture.original, **values))
    Picture.objects.bulk_create(copies)
    with django_assert_num_queries(len(few)):
        page = editor.get(CHOOSE).content.decode()
    assert (page.count('type="radio"'), 'data-from="24"' in page) == (24, True)
    rest = editor.get(CHOOSE, {"from": "24"}).content.decode()
    assert (rest.count('type="radio"'), "data-from" in rest, "role=" in rest) == (7, False, False)


def test_a_new_picture_goes_into_the_library_under_the_name_of_its_file(editor: Client) -> None:
    response = editor.post(CHOOSE, upload())
    picture = Picture.objects.get()
    assert (response.status_code, picture.title, picture.alt) == (
        201, "a green door", "A green door.",
    )  # fmt: skip
    assert f'value="{picture.files.webp_url}"' in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"alt": " "}, "alt"),
        ({"upload": ""}, "upload"),
        ({"upload": SimpleUploadedFile("x.jpg", b"<script>")}, "upload"),
    ],
)
def test_a_new_picture_that_is_refused_says_why(editor: Client, fields, field: str) -> None:
    response = editor.post(CHOOSE, upload(**fields))
    assert response.status_code == 422
    assert f'data-field="{field}"' in response.content.decode()
    assert not Picture.objects.exists()


def test_who_may_only_look_adds_nothing(client: Client) -> None:
    signed_in(client, "articles.view_picture", "articles.change_article", "articles.view_article")
    assert client.get(CHOOSE).status_code == 200
    assert client.post(CHOOSE, upload()).status_code == 403
    page = client.get(f"/admin/articles/article/{make_article().pk}/change/").content.decode()
    assert "data-choose=" in page
    assert "data-upload" not in page


def test_the_library_says_which_html_to_write(client: Client) -> None:
    client.force_login(make_staff(is_superuser=True))
    picture = make_picture(alt='A "green" door.')
    page = client.get(f"/admin/articles/picture/{picture.pk}/change/").content.decode()
    assert "&lt;figure&gt;&lt;img src=&quot;" in page.replace("&#x27;", "'")
    form = client.get("/admin/articles/article/add/").content.decode()
    assert 'href="/admin/articles/picture/"' in form.partition("<noscript>")[2]
