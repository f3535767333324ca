"""Addresses of before, for any number of them in two queries: the twin of `articles.former`."""

from collections.abc import Iterable
from datetime import datetime

from articles.links.states import State, Target
from articles.models import Article, FormerArticlePath, FormerPath, Page, Topic


def former_targets(paths: Iterable[str], *, at: datetime) -> dict[str, Target]:
    """Where those of `paths` lead that something had before, hidden things too."""
    forms = {path: {path, path.removesuffix("/"), f"{path}/"} - {""} for path in paths}
    asked = {form for each in forms.values() for form in each if "\0" not in form}
    if not asked:
        return {}
    rows: dict[str, Target] = {}
    others = FormerPath.objects.filter(path__in=asked).select_related("page", "topic")
    for other in others.defer("page__body").order_by("-pk"):
        if row := other.page or other.topic:
            rows[other.path] = _led(row, at)
    articles = FormerArticlePath.objects.filter(path__in=asked).select_related("article")
    for former in articles.defer("article__body").order_by("-pk"):
        rows[former.path] = _led(former.article, at)
    found = {path: [rows[form] for form in each if form in rows] for path, each in forms.items()}
    return {path: targets[0] for path, targets in found.items() if targets}


def _led(row: Article | Page | Topic, at: datetime) -> Target:
    if isinstance(row, Topic):
        return Target(State.MOVED, row.name, row.get_absolute_url())
    state = State.MOVED if row.is_public(at) else State.HIDDEN
    return Target(state, row.title, row.get_absolute_url())
