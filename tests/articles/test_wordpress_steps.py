"""An import goes on in small steps, by the worker, and survives its death."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.actions import wordpress
from articles.choices import ImportOutcome, ImportState
from articles.models import Article, FormerPath, ImportItem, ImportRun, Origin
from recovery_site.models import AuditEvent, OutboxMessage
from recovery_site.outbox import deliver_next
from tests.articles import wxr
from tests.articles.importing import checked, never, outcomes
from tests.factories.articles import NOON, make_page, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


def content(items: int = 4) -> bytes:
    return wxr.export(
        *(wxr.item(number, f"Number {number}", "Text.") for number in range(1, items + 1))
    )


def at_once() -> bool:
    return True


def test_a_run_that_is_killed_goes_on_where_it_was() -> None:
    run = checked(content())
    wordpress.start(run=run, by=None, at=NOON)
    for made in (1, 2):
        wordpress.work(run=ImportRun.objects.get(), at=NOON, enough=at_once)
        assert Article.objects.count() == made
    wordpress.work(run=ImportRun.objects.get(), at=NOON, enough=never)
    assert Article.objects.count() == 4
    assert ImportRun.objects.get().state == ImportState.DONE


def test_a_check_goes_on_where_it_was(monkeypatch) -> None:
    monkeypatch.setattr("articles.actions.wordpress.checking.AT_ONCE", 2)
    broken = content(3).replace(b"<channel>", b"<channel>\n") + b"<item><title>Cut"
    run = wordpress.begin(name="a.xml", source=io.BytesIO(broken), by=None, at=NOON)
    steps = 0
    while run.state == ImportState.CHECKING:
        run = wordpress.work(run=ImportRun.objects.get(), at=NOON, enough=at_once)
        steps += 1
    assert steps > 1
    assert list(outcomes(run, "plan")) == ["post 1", "post 2", "post 3", "damage"]
    whole = wordpress.begin(name="a.xml", source=io.BytesIO(broken), by=None, at=NOON)
    wordpress.work(run=whole, at=NOON, enough=never)
    in_order = ("offset", "line", "key")
    places = [list(each.items.order_by("position").values_list(*in_order)) for each in (run, whole)]
    assert places[0] == places[1]


def test_the_worker_checks_and_brings_in() -> None:
    at = timezone.now()
    run = wordpress.begin(name="a.xml", source=io.BytesIO(content()), by=None, at=at)
    wordpress.plan_step(run=run, at=at)
    deliver_all()
    run.refresh_from_db()
    assert (run.state, Article.objects.count()) == (ImportState.CHECKED, 0)
    wordpress.start(run=run, by=None, at=at)
    wordpress.plan_step(run=run, at=at)
    deliver_all()
    run.refresh_from_db()
    assert (run.state, Article.objects.count()) == (ImportState.DONE, 4)


def deliver_all() -> None:
    while deliver_next():
        pass


def test_a_step_that_is_delivered_twice_is_done_once(monkeypatch) -> None:
    monkeypatch.setattr("articles.actions.wordpress.runs.SECONDS_A_STEP", 0)
    run = checked(content(), at=timezone.now())
    wordpress.start(run=run, by=None, at=NOON)
    wordpress.plan_step(run=run, at=timezone.now())
    message = OutboxMessage.objects.get(kind=wordpress.STEP)
    deliver_next()
    assert Article.objects.count() == 1
    OutboxMessage.objects.filter(pk=message.pk).update(delivered_at=None)
    OutboxMessage.objects.exclude(pk=message.pk).update(due_at=timezone.now() + timedelta(days=1))
    deliver_next()
    assert Article.objects.count() == 1


def test_what_was_stopped_stays_so_until_it_is_started_again() -> None:
    run = checked(content(), at=timezone.now())
    wordpress.start(run=run, by=None, at=NOON)
    wordpress.plan_step(run=run, at=timezone.now())
    wordpress.stop(run=run, by=None, at=NOON)
    deliver_all()
    assert not Article.objects.exists()
    with pytest.raises(ValidationError):
        wordpress.stop(run=run, by=None, at=NOON)
    wordpress.start(run=run, by=None, at=NOON)
    wordpress.work(run=run, at=NOON, enough=never)
    assert Article.objects.count() == 4
    with pytest.raises(ValidationError):
        wordpress.start(run=run, by=None, at=NOON)
    events = AuditEvent.objects.filter(object_uuid=run.uuid).order_by("pk")
    assert list(events.values_list("action", flat=True)) == [
        "import brought",
        "import started",
        "import stopped",
        "import started",
    ]


def test_the_files_do_not_stay(django_capture_on_commit_callbacks) -> None:
    run = checked(content(), at=timezone.now() - timedelta(days=31), uploads=wxr.uploads_zip())
    files = [run.file.path, run.uploads.path]
    with django_capture_on_commit_callbacks(execute=True):
        deliver_all()
    run.refresh_from_db()
    assert not run.file
    for file in files:
        with pytest.raises(FileNotFoundError), open(file):
            pass


CONSTRAINTS = [
    ("import_run_state_known", lambda run: ImportRun.objects.update(state="odd")),
    ("origin_unique", lambda run: [make_origin() for _ in "ab"]),
    ("import_item_once", lambda run: [make_item(run, position=1) for _ in "ab"]),
    ("import_item_plan_known", lambda run: make_item(run, plan="odd")),
    ("import_item_outcome_known", lambda run: make_item(run, outcome="odd")),
    ("import_item_explained", lambda run: make_item(run, outcome=ImportOutcome.SKIPPED)),
    ("former_path_from_root", lambda run: FormerPath.objects.create(path="x/", until=NOON)),
    (
        "former_path_leads_to_one",
        lambda run: FormerPath.objects.create(
            path="/x/", until=NOON, page=make_page(), topic=make_topic()
        ),
    ),
]  # fmt: skip


def make_origin() -> Origin:
    return Origin.objects.create(site="a", kind="post", key="1")


def make_item(run: ImportRun, **fields) -> ImportItem:
    values = {"position": 9, "stage": 3, "kind": "post", "offset": 0, "line": 1, "plan": "made"}
    return ImportItem.objects.create(run=run, **values | fields)


@pytest.mark.parametrize(("name", "act"), CONSTRAINTS, ids=[name for name, _act in CONSTRAINTS])
def test_each_promise_is_held_by_the_database(name: str, act) -> None:
    run = ImportRun.objects.create(name="a", digest="x", created_at=NOON)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act(run)
    fields = {
        "origin_unique": "articles_origin.site",
        "import_item_once": "articles_importitem.run_id",
    }
    assert name in str(error.value) or fields.get(name, "-") in str(error.value)
