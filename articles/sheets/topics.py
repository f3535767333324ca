from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.models import FormerPath, Topic
from articles.sheets.texts import Texts
from recovery_site.models import User
from recovery_site.sheets import cells
from recovery_site.sheets.columns import Column, of_model
from recovery_site.sheets.kinds import Judged, Scope


class Topics(Texts):
    name = "topics"
    label = _("Topics")
    about = _("A topic in each row, with the words at the top of its page.")
    view_permission = "articles.view_topic"
    permissions = ("articles.add_topic", "articles.change_topic")
    order = (Topic, FormerPath)
    named, former = "name", FormerPath
    columns = (
        Column("id", "ID", cells.text, _("Of a topic that is here. Empty for a new one.")),
        *(
            Column(one.key, one.heading, one.read, one.help, one.key == "name")
            for one in of_model(Topic, "name slug language intro")
        ),
    )

    def judge(self, rows: Sequence[Judged], scope: Scope) -> None:
        self.finish(self.drafts(rows, scope), scope)

    def export(self, by: User) -> Iterator[dict[str, Any]]:
        for topic in Topic.objects.order_by("pk").iterator(500):
            row = {column.key: getattr(topic, column.key, "") for column in self.columns}
            yield row | {"id": str(topic.uuid)}
