from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ErasureRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("request_uuid", models.UUIDField(editable=False, unique=True, verbose_name="request")),
                ("at", models.DateTimeField(verbose_name="when")),
            ],
            options={"verbose_name": "erasure", "verbose_name_plural": "erasures"},
        ),
    ]
