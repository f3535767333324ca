from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0008_recipients_keep_their_promises'),
    ]

    operations = [
        migrations.CreateModel(
            name='SendingCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=64, unique=True)),
                ('times', models.JSONField(default=list, editable=False)),
                ('expires_at', models.DateTimeField(db_index=True, verbose_name='of use until')),
            ],
            options={
                'verbose_name': 'count of what was sent',
                'verbose_name_plural': 'counts of what was sent',
            },
        ),
    ]
