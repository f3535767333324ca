"""What articles and topics have in common as rows: a language, an address, former addresses."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from recovery_site.sheets.changes import Change, difference, removal, values_of
from recovery_site.sheets.keys import set_aside
from recovery_site.sheets.kinds import Judged, Kind, Scope
from recovery_site.sheets.promises import Promises

# A row, what it is about, and its values before.
Draft = tuple[Judged, Any, dict[str, Any] | None]


class Texts(Kind):
    """`named` is the field that an address is made of. `model` is the first of `order`."""

    named: str
    former: type[Any]

    def __init__(self) -> None:
        super().__init__()
        self.promises = Promises(self.order[0])

    def drafts(self, rows: Sequence[Judged], scope: Scope) -> list[Draft]:
        self.read(rows)
        model: Any = self.order[0]
        ids = {row.number: _uuid(row.values.get("id")) for row in rows}
        by_id = {one.uuid: one for one in model.objects.filter(uuid__in=set(ids.values()) - {None})}
        slugs = {self._slug(row) for row in rows}
        by_slug = {(one.language, one.slug): one for one in model.objects.filter(slug__in=slugs)}
        keys = iter(set_aside(model, len(rows)))
        found: list[Draft] = []
        for row in rows:
            row.title = str(row.values.get(self.named) or "")[:160]
            language = row.values.get("language") or settings.LANGUAGE_CODE
            there = by_id.get(ids[row.number]) if row.values.get("id") else None
            if row.values.get("id") and there is None:
                row.problems.append(("ID", _("Nothing here has this ID.")))
                continue
            there = there or by_slug.get((language, self._slug(row)))
            row.is_new = there is None
            if row.is_new:
                self.require(row)
            target = there or model(pk=next(keys), slug=self._slug(row))
            before = None if there is None else values_of(there)
            self.set(target, row)
            target.slug = target.slug or self._slug(row)
            row.root, row.key = target.pk, f"{target.language}/{target.slug}"
            row.title = row.title or str(target)[:160]
            taken = by_slug.get((target.language, target.slug))
            if taken and taken.pk != target.pk:
                row.problems.append(("Slug", _("Something else has this address.")))
            found.append((row, target, before))
        return found

    def _slug(self, row: Judged) -> str:
        made = slugify(str(row.values.get(self.named) or ""))[:80]
        return row.values.get("slug") or made

    def finish(self, drafts: Sequence[Draft], scope: Scope) -> None:
        """Promises, what differs, and the address of before, which leads on."""
        moved: list[tuple[Judged, Any, Any]] = []
        model: Any = self.order[0]
        paths = {target.get_absolute_url() for _row, target, _before in drafts}
        taken = {one.path: one for one in self.former.objects.filter(path__in=paths)}
        for row, target, before in drafts:
            self.check(target, row, self.promises)
            change = difference(before, target)
            row.add(change)
            if change is None or not {"slug", "language"} & set(change.after or {}):
                continue
            if path := taken.get(target.get_absolute_url()):
                row.add(removal(path))
            if before is not None:
                was = model(language=before["language"], slug=before["slug"])
                moved.append((row, target, was))
        old = [was.get_absolute_url() for _row, _target, was in moved]
        there = {one.path: one for one in self.former.objects.filter(path__in=old)}
        keys = set_aside(self.former, len(moved))
        for (row, target, was), key in zip(moved, keys, strict=True):
            if path := there.get(was.get_absolute_url()):
                row.add(removal(path))
            row.add(self._former(key, was.get_absolute_url(), target, scope))

    def _former(self, key: int, path: str, target: Any, scope: Scope) -> Change | None:
        name = self.order[0]._meta.model_name
        made = self.former(pk=key, path=path, until=scope.at, **{str(name): target})
        return difference(None, made)


def _uuid(cell: str | None) -> UUID | None:
    try:
        return UUID(cell) if cell else None
    except ValueError:
        return None
