"""Pictures of another site: small ones stay small, of a GIF the first picture is taken."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from articles.actions.pictures import bring_picture_in
from articles.models import Article, Picture
from recovery_site.images import BROUGHT, original_of
from tests.articles import wxr
from tests.articles.importing import brought, item_of
from tests.factories.listings import picture_bytes
from tests.listings.pictures import stored
from tests.listings.test_refused_pictures import REFUSED

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


def gif(*colors: str, size: tuple[int, int] = (200, 120)) -> bytes:
    file = io.BytesIO()
    first, *others = [Image.new("RGB", size, color) for color in colors]
    first.save(file, "GIF", save_all=bool(others), append_images=others)
    return file.getvalue()


def bring(content: bytes) -> tuple[Picture, list[str]]:
    picture = Picture(title="A picture", alt="What it shows.")
    return picture, bring_picture_in(picture=picture, upload=io.BytesIO(content))


def drawn(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(stored(picture.files.path(640, "webp")))).convert("RGB")


def test_a_small_picture_is_never_drawn_larger() -> None:
    picture, remarks = bring(picture_bytes((150, 90)))
    assert (picture.width, picture.height, picture.is_large) == (150, 90, False)
    assert drawn(picture).size == (150, 90)
    assert picture.files.webp_srcset == f"{picture.files.url(320, 'webp')} 150w"
    assert remarks == ["It is small, 150 × 90 pixels, and stays so."]


def test_a_large_one_needs_no_words() -> None:
    picture, remarks = bring(picture_bytes((640, 480)))
    assert (picture.is_large, remarks) == (True, [])


def test_of_a_gif_the_first_picture_is_taken() -> None:
    picture, remarks = bring(gif("red", "blue", "green", size=(500, 500)))
    red, _green, blue = drawn(picture).getpixel((9, 9))
    assert red > 200 > 60 > blue
    assert remarks == ["It moves on the old site. Only its first picture was taken."]
    assert bring(gif("red", size=(500, 500)))[1] == ["It was a GIF: the picture in it was taken."]


@pytest.mark.parametrize("what", [name for name in REFUSED if name not in {"a GIF", "too low"}])
def test_what_is_hostile_is_refused_as_before(what: str) -> None:
    with pytest.raises(ValidationError):
        original_of(io.BytesIO(REFUSED[what][0]), accepted=BROUGHT)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (gif("red", size=(15, 500)), "at least 16 pixels"),
        (gif("red", size=(7000, 7000)), "40 million"),
        (gif("red")[:40], "damaged"),
        (b"GIF89a" + b"\xff" * 40, "pictur|pixels"),
    ],
)
def test_a_hostile_gif_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        bring(content)
    assert not Picture.objects.exists()


def test_an_import_shows_a_small_one_at_its_own_size_and_not_as_a_cover() -> None:
    content = f'<p>Text.</p><img src="{wxr.SITE}/wp-content/uploads/2019/05/small.gif">'
    files = {"uploads/2019/05/small.gif": gif("red", "blue")}
    run = brought(
        wxr.export(
            wxr.item(1, "One", content, meta=[("_thumbnail_id", "9")]),
            wxr.attachment(9, "2019/05/small.gif", "A lamp"),
        ),
        uploads=wxr.uploads_zip(**files),
    )
    article = Article.objects.get()
    assert 'alt="A lamp" width="200" height="120">' in article.body
    assert article.cover is None
    assert "too small" in item_of(run, "post", 1).notes
    assert "Only its first picture" in item_of(run, "attachment", 9).notes


def test_sizes_in_a_name_may_be_its_own() -> None:
    names = ("door-150x150.jpg", "door-300x200.jpg", "door.jpg")
    shown = "".join(
        f'<img class="wp-image-{90 + number}" src="{wxr.SITE}/wp-content/uploads/2019/05/{name}">'
        for number, name in enumerate(names[::-1])
    )
    pictures = [wxr.attachment(9 + n, f"2019/05/{name}", name) for n, name in enumerate(names)]
    files = [f"2019/05/{name}" for name in names]
    brought(wxr.export(wxr.item(1, "One", shown), *pictures), uploads=wxr.uploads_zip(*files))
    body = Article.objects.get().body
    assert [body.index(f'alt="{name}"') for name in names] == sorted(
        (body.index(f'alt="{name}"') for name in names), reverse=True
    )
