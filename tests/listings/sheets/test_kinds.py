"""Beds, topics and articles, and the headings of a file."""

import pytest

from articles.models import Article, FormerArticlePath, Topic
from listings.models import Bed, Room
from recovery_site.sheets.kinds import kind_of
from tests.factories.articles import make_article, make_person, make_published, make_topic
from tests.factories.listings import make_bed, make_city, make_house, make_operator, site_owner
from tests.listings.sheets.bringing import checked, owner, table, told, undone, written

pytestmark = pytest.mark.django_db

BEDS = ("House", "Room name", "Room room type", "Bed", "State")


def test_beds_come_with_their_rooms_and_with_a_first_state() -> None:
    house = make_house(city=make_city("Palm Bay"), slug="banyan")
    rows = [("palm-bay/banyan", "Room 1", "double", label, "open") for label in "AB"]
    sheet = written(checked(table(BEDS, *rows), kind="beds"))
    room = Room.objects.get(house=house)
    assert [bed.label for bed in room.beds.order_by("label")] == ["A", "B"]
    assert room.beds.first().intervals.get().state == "open"
    assert undone(sheet).state == "undone"
    assert not Room.objects.exists()


def test_two_rows_that_say_different_things_of_a_room_are_told() -> None:
    house = make_house(city=make_city("Palm Bay"), slug="banyan")
    bed = make_bed(house)
    other = make_bed(room=bed.room)
    rows = [(bed.uuid, "triple"), (other.uuid, "private")]
    sheet = checked(table(("ID", "Room room type"), *rows), kind="beds")
    assert told(sheet) == {3: [("Room name", "Another row says something else of this room.")]}


def test_a_bed_of_another_operator_is_not_there() -> None:
    site_owner()
    bed = make_bed(make_house(operator=make_operator()))
    sheet = checked(table(("ID", "Bed"), (bed.uuid, "Z")), kind="beds")
    assert told(sheet) == {2: [("ID", "There is no bed of yours with this ID.")]}
    assert Bed.objects.get().label != "Z"


def test_topics_come_in_and_their_former_addresses_lead_on() -> None:
    topic = make_topic("Rent", slug="rent")
    sheet = checked(
        table(("ID", "Name", "Slug"), (topic.uuid, "Costs", "costs"), ("", "Rules", "")),
        kind="topics",
    )
    written(sheet)
    assert set(Topic.objects.values_list("slug", flat=True)) == {"costs", "rules"}
    assert topic.former_paths.get().path == "/topics/rent/" or topic.former_paths.exists()
    assert undone(sheet).state == "undone"
    assert Topic.objects.get().slug == "rent"


def test_an_article_changes_with_its_topics_and_undo_brings_both_back() -> None:
    old, new = make_topic(), make_topic()
    article = make_article(topics=(old,), title="Old", slug="old")
    head = ("ID", "Title", "Slug", "Topics")
    sheet = written(checked(table(head, (article.uuid, "New", "new", new.slug)), kind="articles"))
    article.refresh_from_db()
    assert (article.title, list(article.topics.all())) == ("New", [new])
    assert FormerArticlePath.objects.count() == 1
    assert [link.topic for link in article.history.order_by("history_id").last().topics.all()] == [
        new
    ]
    undone(sheet)
    article.refresh_from_db()
    assert (article.title, list(article.topics.all())) == ("Old", [old])


def test_a_new_article_is_a_draft_whose_text_is_cleaned() -> None:
    person = make_person("Robin Reyes")
    head = ("Title", "Summary", "Body", "Author")
    row = ("A title", "One line.", "<p>Hi<script>x()</script></p>", "robin reyes")
    written(checked(table(head, row), kind="articles"))
    article = Article.objects.get()
    assert (article.status, article.author, article.slug) == ("draft", person, "a-title")
    assert "script" not in article.body


def test_a_published_article_does_not_come_to_claim_what_may_not_be_claimed() -> None:
    from articles.models import ForbiddenClaim

    ForbiddenClaim.objects.get_or_create(phrase="guaranteed cure", defaults={"why": "No."})
    article = make_published()
    sheet = checked(table(("ID", "Summary"), (article.uuid, "A guaranteed cure.")), kind="articles")
    assert "may not be claimed" in told(sheet)[2][0][1]


@pytest.mark.parametrize("name", ["beds", "topics", "articles"])
def test_what_was_exported_comes_in_again_without_a_change(name: str) -> None:
    make_bed(make_house())
    make_article(topics=(make_topic(),))
    kind, by = kind_of(name), owner()
    rows = [[row.get(column.key, "") for column in kind.columns] for row in kind.export(by)]
    sheet = checked(table([each.heading for each in kind.columns], *rows), kind=name, by=by)
    assert (told(sheet), sheet.state) == ({}, "done")


def test_headings_are_read_whatever_their_capitals_and_others_are_left_out() -> None:
    house = make_house()
    sheet = checked(table(("id", "NAME", "Mood"), (house.uuid, "New", "good")))
    assert sheet.remarks == "The column “Mood” is not known here. It is left out."
    assert sheet.state == "checked"


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (("Foo", "Bar"), "none of the headings"),
        (("Name", "name"), "there twice"),
    ],
)
def test_headings_that_cannot_be_used_are_told(head: tuple[str, ...], words: str) -> None:
    sheet = checked(table(head, ("a", "b")))
    assert sheet.state == "refused"
    assert words in sheet.remarks
