import io
from datetime import UTC, datetime
from itertools import count

from PIL import Image

from articles import actions
from articles.choices import ArticleStatus
from articles.models import Article, Page, Person, Picture, Topic

# A Wednesday, noon in New York.
NOON = datetime(2024, 3, 20, 16, 0, tzinfo=UTC)
EARLIER = datetime(2024, 3, 1, 14, 0, tzinfo=UTC)

_numbers = count(1)


def make_person(name: str = "Robin Reyes", **fields) -> Person:
    return Person.objects.create(name=name, slug=f"person-{next(_numbers)}", **fields)


def make_topic(name: str = "", **fields) -> Topic:
    number = next(_numbers)
    values = {"name": name or f"Topic {number}", "slug": f"topic-{number}"}
    return Topic.objects.create(**values | fields)


def make_article(*, topics: tuple[Topic, ...] = (), **fields) -> Article:
    """A draft."""
    number = next(_numbers)
    values = {
        "title": f"Article {number}",
        "slug": f"article-{number}",
        "summary": "What this is about.",
        "body": "<p>One sentence.</p>",
    }
    if "author" not in fields:
        values["author"] = make_person()
    return actions.create(article=Article(**values | fields), by=None, at=EARLIER, topics=topics)


def make_published(*, at: datetime = EARLIER, **fields) -> Article:
    values = {"status": ArticleStatus.PUBLISHED, "published_at": at}
    return make_article(**values | fields)


def make_page(**fields) -> Page:
    number = next(_numbers)
    values = {
        "title": f"Page {number}",
        "slug": f"page-{number}",
        "summary": "What this page says.",
        "body": "<p>One sentence.</p>",
        "published_at": EARLIER,
    }
    return Page.objects.create(**values | fields)


def picture_bytes(size: tuple[int, int] = (640, 480)) -> io.BytesIO:
    """A JPEG file."""
    file = io.BytesIO()
    Image.new("RGB", size, "seagreen").save(file, "JPEG")
    file.seek(0)
    file.name = "picture.jpg"
    return file


def make_picture(**fields) -> Picture:
    values = {"title": f"Picture {next(_numbers)}", "alt": "A green door."}
    return actions.add_picture(picture=Picture(**values | fields), upload=picture_bytes())
