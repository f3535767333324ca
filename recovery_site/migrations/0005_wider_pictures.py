"""Pictures drawn before lack some widths: they get the nearest one that they have under that name."""

from contextlib import suppress

from django.core.files.storage import default_storage
from django.db import migrations

INSTEAD = {"1600.avif": "1280.avif", "1280.webp": "640.webp", "320.webp": "640.webp"}


def give_all_the_same_files(apps, schema_editor):
    with suppress(FileNotFoundError):
        for folder in default_storage.listdir("pictures")[0]:
            for missing, there in INSTEAD.items():
                copy(f"pictures/{folder}/{there}", f"pictures/{folder}/{missing}")


def copy(there, missing):
    if default_storage.exists(there) and not default_storage.exists(missing):
        with default_storage.open(there) as file:
            default_storage.save(missing, file)


class Migration(migrations.Migration):

    dependencies = [
        ('recovery_site', '0004_editions'),
    ]

    operations = [
        migrations.RunPython(give_all_the_same_files, migrations.RunPython.noop, elidable=True),
    ]
