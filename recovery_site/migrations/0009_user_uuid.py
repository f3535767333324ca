import uuid

from django.db import migrations, models


def give_each_its_own(apps, schema_editor) -> None:
    users = apps.get_model("recovery_site", "User").objects
    for user in users.filter(uuid=None).only("pk").iterator():
        users.filter(pk=user.pk).update(uuid=uuid.uuid4())


class Migration(migrations.Migration):
    # PostgreSQL changes no table that has rows written in the same transaction.
    atomic = False

    dependencies = [("recovery_site", "0008_workers_have_a_lane")]

    operations = [
        migrations.AlterModelOptions(
            "user",
            {
                "verbose_name": "staff account",
                "verbose_name_plural": "staff accounts",
                "permissions": [("manage_access", "Can let staff in and end their access")],
            },
        ),
        migrations.AlterField(
            "user",
            "is_active",
            models.BooleanField(
                default=True,
                help_text="Who may not sign in any more keeps an account: their work keeps its "
                "name.",
                verbose_name="active",
            ),
        ),
        migrations.AddField("user", "uuid", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(give_each_its_own, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "user", "uuid", models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
        ),
    ]
