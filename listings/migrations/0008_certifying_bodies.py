"""A table for who certifies houses. Certificates point at it; the text they had is kept aside."""

import django.db.models.deletion
from django.db import migrations, models

from recovery_site.change_triggers import Noted, note_changes

# SQLite rebuilds the table here and in 0010, which puts the triggers back.
NOTED = note_changes({"listings_certification": Noted("house", "{row}.house_id")})


class Migration(migrations.Migration):
    dependencies = [("listings", "0007_social_pictures")]

    operations = [
        migrations.RunPython(NOTED.reverse_code, NOTED.code),
        migrations.CreateModel(
            name="CertifyingBody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="In full, like Florida Association of Recovery Residences.", max_length=120, verbose_name="name")),
                ("short_name", models.CharField(help_text="As on a card, like FARR or Oxford House charter.", max_length=80, verbose_name="short name")),
                ("registry_url", models.URLField(blank=True, help_text="Its public list of houses, or its first page.", verbose_name="where to check a certificate")),
                ("code_of_ethics_url", models.URLField(blank=True, verbose_name="code of ethics")),
                ("grievance_url", models.URLField(blank=True, help_text="Where a resident can file a grievance.", verbose_name="grievance form")),
                ("note", models.CharField(blank=True, help_text="One sentence for families, shown beside the certificate.", max_length=240, verbose_name="what it does")),
            ],
            options={
                "verbose_name": "certifying body",
                "verbose_name_plural": "certifying bodies",
                "constraints": [models.UniqueConstraint(fields=("short_name",), name="certifying_body_short_name_unique", violation_error_message="A body with this short name is there already.")],
            },
        ),
        migrations.RemoveConstraint(model_name="certification", name="certification_unique"),
        migrations.RenameField(model_name="certification", old_name="body", new_name="body_text"),
        migrations.RenameField(model_name="historicalcertification", old_name="body", new_name="body_text"),
        # Blank, so that going back can add the column to rows that are there.
        migrations.AlterField(
            model_name="certification",
            name="body_text",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.AlterField(
            model_name="historicalcertification",
            name="body_text",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.AddField(
            model_name="certification",
            name="body",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="certifications", to="listings.certifyingbody", verbose_name="issued by"),
        ),
        migrations.AddField(
            model_name="historicalcertification",
            name="body",
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="listings.certifyingbody", verbose_name="issued by"),
        ),
    ]
