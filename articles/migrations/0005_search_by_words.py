"""The databases' own full-text search, and changes that say which article they are about."""

from django.db import migrations

from recovery_site.change_triggers import Noted, note_changes, stop_noting
from recovery_site.ranked_text import ranked_index

BEFORE = dict.fromkeys(
    (
        "articles_article",
        "articles_article_topics",
        "articles_articlequestion",
        "articles_picture",
        "articles_topic",
    ),
    Noted("page"),
)
AFTER = {
    "articles_article": Noted("article", "{row}.id"),
    "articles_article_topics": Noted("article", "{row}.article_id"),
    "articles_articlequestion": Noted("article", "{row}.article_id"),
    "articles_picture": Noted("picture", "{row}.id"),
    "articles_topic": Noted("topic", "{row}.id"),
}


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_texts_and_link_pictures"),
        ("recovery_site", "0004_editions"),
    ]

    operations = [
        ranked_index("articles_articletext", "title", "summary", "headings", "body"),
        stop_noting(BEFORE),
        note_changes(AFTER),
        note_changes({"articles_linkpicture": Noted("page")}),
    ]
