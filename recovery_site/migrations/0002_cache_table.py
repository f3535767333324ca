"""The table behind the cache: sign-in limits count in it, the same for every process."""

from django.conf import settings
from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute(
        f"DROP TABLE {schema_editor.quote_name(settings.CACHES['default']['LOCATION'])}"
    )


class Migration(migrations.Migration):
    dependencies = [("recovery_site", "0001_initial")]
    operations = [migrations.RunPython(create, drop, elidable=False)]
