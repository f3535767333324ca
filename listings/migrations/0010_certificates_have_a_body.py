"""Every certificate has a body, the text is gone, and changes of both tables are noted."""

import django.db.models.deletion
from django.db import migrations, models

from recovery_site.change_triggers import Noted, note_changes

NOTED = {
    "listings_certification": Noted("house", "{row}.house_id"),
    "listings_certifyingbody": Noted("body", "{row}.id"),
}


class Migration(migrations.Migration):
    dependencies = [("listings", "0009_certificates_point_at_bodies")]

    operations = [
        migrations.RemoveField(model_name="certification", name="body_text"),
        migrations.RemoveField(model_name="historicalcertification", name="body_text"),
        migrations.AlterField(
            model_name="certification",
            name="body",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="certifications", to="listings.certifyingbody", verbose_name="issued by"),
        ),
        migrations.AddConstraint(
            model_name="certification",
            constraint=models.UniqueConstraint(fields=("house", "body", "number"), name="certification_unique", violation_error_message="This certificate is there already."),
        ),
        note_changes(NOTED),
    ]
