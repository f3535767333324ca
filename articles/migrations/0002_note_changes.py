"""Triggers note every change of what the public reads, in `recovery_site.Change`."""

from django.db import migrations

from recovery_site.change_triggers import Noted, note_changes

TABLES = (
    "articles_article",
    "articles_article_topics",
    "articles_articlequestion",
    "articles_articlesource",
    "articles_page",
    "articles_person",
    "articles_picture",
    "articles_topic",
)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("recovery_site", "0004_editions"),
    ]

    operations = [note_changes(dict.fromkeys(TABLES, Noted("page")))]
