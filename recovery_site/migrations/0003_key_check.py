from django.db import migrations, models

import recovery_site.fields


class Migration(migrations.Migration):

    dependencies = [("recovery_site", "0002_cache_table")]

    operations = [
        migrations.CreateModel(
            name="KeyCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", recovery_site.fields.EncryptedTextField(verbose_name="sealed with the key for fields")),
                ("hashed", models.CharField(max_length=64, verbose_name="made with the key for hashes")),
            ],
            options={
                "verbose_name": "check of the keys",
                "verbose_name_plural": "checks of the keys",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="key_check_once")],
            },
        ),
    ]
