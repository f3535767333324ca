import hashlib
import tomllib
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

import listings
from articles import actions
from articles.imports import ImportedDocument, parse
from articles.models import Article, Page, Person, Picture, Topic

HERE = Path(__file__).parent
PHOTOS = Path(listings.__file__).parent / "demo" / "photos"
# Articles appear in the morning of their day.
MORNING = time(9)


@transaction.atomic
def load(*, at: datetime) -> None:
    """Bring in what was never there. What staff changed, renamed or deleted stays so."""
    starter = _Starter(at)
    for file in sorted(HERE.glob("articles/*.md")):
        starter.add_article(file)
    for file in sorted(HERE.glob("pages/*.md")):
        starter.add_page(file)


class _Starter:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def add_article(self, file: Path) -> None:
        name = f"starter/{file.name}"
        if Article.history.filter(imported_from=name).exists():
            return
        content = file.read_bytes()
        document = parse(content, file.name)
        given = document.settings
        for slug in given["topics"]:
            self._topic(slug)
        article, _outcome = actions.import_document(
            document=document,
            name=name,
            digest=hashlib.sha256(content).hexdigest(),
            author=self._person(given["author"]),
            language=given.get("language", settings.LANGUAGE_CODE),
            by=None,
            at=self.at,
        )
        article.cover = self._picture(given["cover"], given["cover_alt"])
        published_at = timezone.make_aware(
            datetime.combine(self._day(given["published_on"]), MORNING)
        )
        actions.publish(article=article, by=None, at=self.at, from_=published_at)

    def add_page(self, file: Path) -> None:
        document = parse(file.read_bytes(), file.name)
        given = document.settings
        if Page.history.filter(slug=given["slug"], language=given["language"]).exists():
            return
        actions.save_page(
            page=Page(slug=given["slug"], language=given["language"], published_at=self.at),
            by=None,
            at=self.at,
            title=document.title,
            summary=document.summary,
            body=document.html,
            revised_on=self._day(given["updated_on"]),
        )

    def _day(self, day: date) -> date:
        """`day`, moved back as all others if the newest article would be in the future."""
        return day - self._ahead

    @cached_property
    def _ahead(self) -> timedelta:
        documents = [parse(file.read_bytes(), file.name) for file in HERE.glob("*/*.md")]
        newest = max(_newest_day(document) for document in documents)
        return max(timedelta(), newest + timedelta(days=1) - timezone.localdate(self.at))

    @cached_property
    def _people(self) -> dict[str, dict[str, Any]]:
        return {row["key"]: row for row in _rows("people.toml", "person")}

    @cached_property
    def _topics(self) -> dict[str, dict[str, Any]]:
        return {row["slug"]: row for row in _rows("topics.toml", "topic")}

    def _person(self, key: str) -> Person:
        row = self._people[key]
        values = {name: row.get(name, "") for name in ("name", "credentials", "bio")}
        return Person.objects.get_or_create(slug=key, defaults=values)[0]

    def _topic(self, slug: str) -> Topic:
        row = self._topics[slug]
        values = {"name": row["name"], "intro": row["intro"].strip()}
        return Topic.objects.get_or_create(
            slug=slug, language=row.get("language", settings.LANGUAGE_CODE), defaults=values
        )[0]

    def _picture(self, name: str, alt: str) -> Picture:
        there = Picture.objects.filter(title=name).order_by("pk").first()
        if there:
            return there
        with (PHOTOS / f"{name}.jpg").open("rb") as upload:
            return actions.add_picture(picture=Picture(title=name, alt=alt), upload=upload)


def _rows(file: str, kind: str) -> list[dict[str, Any]]:
    return tomllib.loads((HERE / file).read_text("utf-8"))[kind]


def _newest_day(document: ImportedDocument) -> date:
    return max(
        document.settings[name]
        for name in ("published_on", "updated_on")
        if name in document.settings
    )
