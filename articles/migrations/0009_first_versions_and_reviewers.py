"""What is there becomes a first version, and who published pages until now still may."""

from django.conf import settings
from django.db import migrations

PARTS = {
    "questions": ("ArticleQuestion", ("question", "answer")),
    "sources": ("ArticleSource", ("title", "publisher", "url", "accessed_on")),
}


def note_topics(apps, schema_editor):
    topic_model = apps.get_model("articles", "Topic")
    version_model = apps.get_model("articles", "HistoricalTopic")
    names = ("id", "uuid", "translation_group", "language", "name", "slug", "intro", "updated_at")
    known = version_model.objects.values("id")
    for topic in topic_model.objects.exclude(pk__in=known).order_by("pk").iterator():
        values = {name: getattr(topic, name) for name in names}
        version_model.objects.create(history_date=topic.updated_at, history_type="+", **values)


def note_parts(apps, schema_editor):
    version_model = apps.get_model("articles", "HistoricalArticle")
    for article in apps.get_model("articles", "Article").objects.order_by("pk").iterator():
        latest = version_model.objects.filter(id=article.pk).order_by("-history_id").first()
        if latest is None:
            continue
        for name, (model, fields) in PARTS.items():
            rows = apps.get_model("articles", model).objects.filter(article=article)
            setattr(latest, name, [_words(row) for row in rows.order_by("position", "pk").values(*fields)])
        latest.save()


def _words(row):
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
    }


def let_reviewers_publish_pages(apps, schema_editor):
    """Permissions are made after all migrations, so this one has to be made here."""
    permissions = apps.get_model("auth", "Permission").objects
    had = permissions.filter(content_type__app_label="articles", codename="publish_article").first()
    if had is None:
        return  # a new site
    page = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="page"
    )[0]
    gets, _made = permissions.get_or_create(
        content_type=page,
        codename="publish_page",
        defaults={"name": "Can publish standing pages"},
    )
    for group in had.group_set.order_by("pk"):
        group.permissions.add(gets)
    for user in had.user_set.order_by("pk"):
        user.user_permissions.add(gets)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_versions_of_topics_and_parts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(note_topics, migrations.RunPython.noop),
        migrations.RunPython(note_parts, migrations.RunPython.noop),
        migrations.RunPython(let_reviewers_publish_pages, migrations.RunPython.noop),
    ]
