"""A photo may wait for the worker. SQLite builds its table anew, without the triggers of 0005."""

import django.db.models.deletion
from django.db import migrations, models

from recovery_site.change_triggers import Noted, note_changes, stop_noting

NOTED = {"listings_photo": Noted("house", "{row}.house_id")}


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0005_note_changes'),
        ('recovery_site', '0004_editions'),
    ]

    operations = [
        stop_noting(NOTED),
        migrations.AddField(
            model_name='photo',
            name='drawing',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='recovery_site.outboxmessage', verbose_name='drawing'),
        ),
        migrations.AlterField(
            model_name='photo',
            name='version',
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=models.Q(('version__isnull', False), ('drawing__isnull', False), _connector='OR'), name='photo_drawn_or_promised', violation_error_message='A photo is drawn, or somebody is to draw it.'),
        ),
        note_changes(NOTED),
    ]
