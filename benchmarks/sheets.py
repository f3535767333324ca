"""Houses from one spreadsheet: how long it takes, and how long a request for a call waits for it.

Another process asks for calls all the while, as visitors do.
"""

import csv
import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from benchmarks.rows import Row
from benchmarks.sizes import Sizes
from benchmarks.surroundings import DATABASES, surroundings

MOST_SECONDS = 60
MOST_WAITING = 2.0
END = "posts-end"
WORLD = 200  # houses that the rows are copied from


def part(sizes: Sizes) -> Iterator[Row]:
    for database in DATABASES:
        with surroundings(database) as where, ThreadPoolExecutor(1) as pool:
            where.inside("fill", houses=WORLD)
            posts = pool.submit(where.inside, "sheet_posts")
            try:
                found = where.inside("sheets", houses=sizes.sheet_houses)
            finally:
                (where.folder / END).touch()
            waits = posts.result()
        name = f"Spreadsheet of {sizes.sheet_houses} houses"
        for what, value, unit, floor in [
            ("new ones, from the file to the end", found["new"], "s", MOST_SECONDS),
            ("of that, the transaction", found["new_locked"], "s", None),
            ("a change to every one that is public", found["changed"], "s", MOST_SECONDS),
            ("of that, the transaction", found["changed_locked"], "s", None),
            ("what visitors read, brought up to date", found["settled"], "s", None),
            ("undoing the change", found["undone"], "s", MOST_SECONDS),
            ("longest wait of a request, new ones", _longest(waits, found, "new"), "s",
             MOST_WAITING),
            ("longest wait of a request, changes", _longest(waits, found, "changed"), "s",
             MOST_WAITING),
            ("longest wait of a request, bringing up to date", _longest(waits, found, "settled"),
             "s", None),
            ("longest wait of a request, undoing", _longest(waits, found, "undone"), "s",
             MOST_WAITING),
            ("requests that failed", waits["failed"], "", 0),
        ]:  # fmt: skip
            yield Row(name, what, value, unit, database, floor=floor)


def _longest(waits: dict[str, Any], found: dict[str, Any], name: str) -> float:
    """Of the requests that were on their way in that stretch."""
    began, ended = found["stretches"][name]
    return max(
        (took for at, took in waits["posts"] if at <= ended and at + took >= began), default=0.0
    )


def post_beside() -> dict[str, Any]:
    """When each was sent, by the clock, and how long it took to be stored, in seconds."""
    from intake.actions import submit_request
    from intake.choices import ForWhom
    from intake.submissions import Submission
    from listings.models import Operator

    owner, end = Operator.objects.get(is_site_owner=True), Path(settings.DATA_DIR) / END
    posts: list[tuple[float, float]] = []
    failed = 0
    while not end.exists():
        began, someone = time.time(), uuid4().int
        phone = f"+1561555{someone % 10_000:04}"
        what = Submission(name=f"Robin {someone}", for_whom=ForWhom.ME, phone=phone)
        try:
            submit_request(operator=owner, what=what, at=timezone.now())
        except Exception:
            failed += 1
        posts.append((began, time.time() - began))
        time.sleep(0.05)
    return {"posts": posts, "failed": failed}


def measure(*, houses: int) -> dict[str, Any]:
    from listings.choices import HouseStatus
    from listings.models import House, HouseMedication
    from recovery_site import editions
    from recovery_site.models import User
    from recovery_site.sheets.kinds import kind_of

    by = User.objects.first()
    assert by is not None
    by.is_superuser = True
    by.save()
    kind, stretches = kind_of("houses"), {}
    columns = [column for column in kind.columns if column.read]
    exported = list(kind.export(by))
    for row in exported:  # some of the world's houses break a promise, as imported ones may
        row |= {f"medication.{name}": "accepted" for name in HouseMedication.MOUD}
    made = [
        exported[number % len(exported)]
        | {"id": "", "name": f"Made {number}", "slug": f"made-{number}"}
        for number in range(houses)
    ]
    found: dict[str, Any] = {}

    def bring(name: str, rows: list[dict[str, Any]]) -> Any:
        began = time.time()
        sheet, found[f"{name}_locked"] = _bring(_file(columns, rows), by)
        found[name] = time.time() - began
        stretches[name] = began, time.time()
        return sheet

    bring("new", made)
    ours = House.objects.filter(slug__startswith="made-")
    ours.update(status=HouseStatus.PUBLISHED, published_at=timezone.now())
    editions.current(at=timezone.now())
    changed = [
        row | {"rate.double week": str(200 + number % 90), "rules.chores": "yes", "name": "Other"}
        for number, row in enumerate(kind.export(by))
        if row["slug"].startswith("made-")
    ]
    sheet = bring("changed", changed)
    began = time.time()
    editions.current(at=timezone.now())
    found["settled"], stretches["settled"] = time.time() - began, (began, time.time())
    began = time.time()
    _undo(sheet, by)
    found["undone"], stretches["undone"] = time.time() - began, (began, time.time())
    return found | {"stretches": stretches}


def _file(columns: list[Any], rows: list[dict[str, Any]]) -> ContentFile:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([column.heading for column in columns])
    writer.writerows([[row.get(column.key, "") for column in columns] for row in rows])
    return ContentFile(file.getvalue().encode(), name="houses.csv")


def _bring(file: ContentFile, by: Any) -> tuple[Any, float]:
    from listings.actions import sheets
    from listings.models import Operator
    from recovery_site.sheets.applying import Writing

    operator = Operator.objects.get(is_site_owner=True)
    sheet = sheets.begin(kind="houses", operator=operator, file=file, by=by, at=timezone.now())
    _work(sheet)
    if sheet.state != "checked":
        wrong = list(sheet.rows.filter(outcome="wrong").values_list("number", "problems")[:3])
        raise RuntimeError(f"{sheet.state}: {sheet.remarks} {wrong}")
    sheets.start(sheet=sheet, by=by, at=timezone.now())
    spent: list[float] = []
    write = Writing.write

    def timed(self: Any) -> None:
        began = time.perf_counter()
        write(self)
        spent.append(time.perf_counter() - began)

    Writing.write = timed  # type: ignore[method-assign]  timed while it is measured
    try:
        _work(sheet)
    finally:
        Writing.write = write  # type: ignore[method-assign]  timed while it is measured
    if sheet.state != "done":
        raise RuntimeError(f"{sheet.state}: {sheet.remarks}")
    return sheet, spent[0]


def _undo(sheet: Any, by: Any) -> None:
    from listings.actions import sheets

    sheets.undo(sheet=sheet, by=by, at=timezone.now())
    _work(sheet)
    if sheet.state != "undone":
        raise RuntimeError(f"{sheet.state}: {sheet.remarks}")


def _work(sheet: Any) -> None:
    from listings.actions import sheets

    sheet.refresh_from_db()
    while sheet.state in sheets.AT_WORK:
        sheets.work(sheet=sheet, at=timezone.now())
        sheet.refresh_from_db()
