from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recovery_site', '0007_audit_is_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='workerheartbeat',
            name='lane',
            field=models.CharField(blank=True, default='', help_text='Empty: it takes everything.', max_length=20, verbose_name='lane'),
            preserve_default=False,
        ),
    ]
