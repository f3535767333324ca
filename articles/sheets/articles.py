"""An article in a row. Its state is not: that is for reviewers, on its page."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.choices import ArticleStatus
from articles.claims import refuse_claims_in_text
from articles.html import clean, word_count
from articles.models import Article, FormerArticlePath, Person, Topic
from articles.sheets.texts import Draft, Texts
from recovery_site.models import User
from recovery_site.sheets import cells
from recovery_site.sheets.changes import difference, removal
from recovery_site.sheets.columns import Column, of_model
from recovery_site.sheets.keys import set_aside
from recovery_site.sheets.kinds import Judged, Scope

Link: Any = Article.topics.through
AT_ONCE = 100
CONTENT = ("title", "summary", "body")


class Articles(Texts):
    name = "articles"
    label = gettext_lazy("Articles")
    about = gettext_lazy("An article in each row. New ones come in as drafts.")
    view_permission = "articles.view_article"
    permissions = ("articles.publish_article", "articles.add_article", "articles.change_article")
    order = (Article, Link, FormerArticlePath)
    named, former = "title", FormerArticlePath
    columns = (
        Column("id", "ID", cells.text, gettext_lazy("Of an article that is here.")),
        *(
            Column(one.key, one.heading, one.read, one.help, one.key in CONTENT)
            for one in of_model(Article, "title slug language summary body")
        ),
        Column("author", "Author", cells.text, gettext_lazy("Name or address"), required=True),
        Column("topics", "Topics", cells.text, gettext_lazy("Addresses or names, with ;")),
        Column("status", "Status"),
        Column("published_at", "Appears"),
    )

    def judge(self, rows: Sequence[Judged], scope: Scope) -> None:
        drafts = self.drafts(rows, scope)
        people = {
            word: person
            for person in Person.objects.order_by("-pk")
            for word in (person.slug, person.name.casefold())
        }
        for row, article, before in drafts:
            self._sign(row, article, people)
            article.body = clean(article.body)
            article.word_count = word_count(article.body)
            if before and article.status == ArticleStatus.PUBLISHED:
                self._public(row, article, before, scope)
        self.finish(drafts, scope)
        self._topics(drafts)

    def _sign(self, row: Judged, article: Article, people: dict[str, Person]) -> None:
        name = row.values.get("author")
        if name:
            person = people.get(name) or people.get(name.casefold())
            if person:
                article.author = person
            else:
                words = _("There is nobody called “%(name)s” among the people.")
                row.problems.append(("Author", words % {"name": cells.shortened(name)}))
        elif row.cells.get("author") == "" and not row.is_new:
            row.problems.append(("Author", _("This can’t be empty.")))

    def _public(self, row: Judged, article: Article, before: dict[str, Any], scope: Scope) -> None:
        """What visitors read makes no claim that may not be made, and says when it changed."""
        if all(before[name] == str(getattr(article, name)) for name in CONTENT):
            return
        article.revised_on = timezone.localdate(scope.at)
        try:
            refuse_claims_in_text(article)
        except ValidationError as error:
            row.problems += [("Body", sentence) for sentence in error.messages]

    def _topics(self, drafts: Sequence[Draft]) -> None:
        known: dict[tuple[str, str], Topic] = {}
        for topic in Topic.objects.order_by("-pk"):
            known[topic.language, topic.slug] = known[topic.language, topic.name.casefold()] = topic
        keys = [article.pk for _row, article, _before in drafts]
        there: dict[int, dict[int, Any]] = {}
        for link in Link.objects.filter(article__in=keys):
            there.setdefault(link.article_id, {})[link.topic_id] = link
        new = []
        for row, article, _before in drafts:
            if "topics" not in row.values:
                continue
            wanted = {}
            for word in filter(None, map(str.strip, (row.values["topics"] or "").split(";"))):
                named = known.get((article.language, word))
                named = named or known.get((article.language, word.casefold()))
                if named is None:
                    words = _("There is no topic “%(name)s” in this language.")
                    row.problems.append(("Topics", words % {"name": cells.shortened(word)}))
                else:
                    wanted[named.pk] = named
            has = there.get(article.pk, {})
            for pk, link in has.items():
                if pk not in wanted:
                    row.add(removal(link))
            new += [
                (row, Link(article=article, topic=wanted[pk])) for pk in wanted if pk not in has
            ]
        for (row, link), key in zip(new, set_aside(Link, len(new)), strict=True):
            link.pk = key
            row.add(difference(None, link))

    def export(self, by: User) -> Iterator[dict[str, Any]]:
        last = 0
        seen = Article.objects.select_related("author").prefetch_related("topics")
        while some := list(seen.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
            last = some[-1].pk
            for article in some:
                row = {name: str(getattr(article, name)) for name in (*CONTENT, "slug", "language")}
                yield row | {
                    "id": str(article.uuid),
                    "author": article.author.slug,
                    "topics": "; ".join(sorted(topic.slug for topic in article.topics.all())),
                    "status": article.get_status_display(),
                    "published_at": f"{article.published_at or '':%Y-%m-%d %H:%M}"
                    if article.published_at
                    else "",
                }
