import django.db.models.deletion
from django.db import migrations, models

from recovery_site.change_triggers import Noted, note_changes


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0006_photos_drawn_by_the_worker'),
    ]

    operations = [
        migrations.CreateModel(
            name='SocialPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.UUIDField(editable=False, unique=True)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('drawn_at', models.DateTimeField(verbose_name='drawn')),
                ('house', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='social_picture', to='listings.house', verbose_name='house')),
            ],
            options={
                'verbose_name': 'picture for links',
                'verbose_name_plural': 'pictures for links',
            },
        ),
        note_changes({"listings_socialpicture": Noted("house", "{row}.house_id")}),
    ]
