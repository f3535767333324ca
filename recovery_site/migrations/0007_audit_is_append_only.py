from django.db import migrations

from recovery_site.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("recovery_site", "0006_audit_without_an_object")]

    operations = [append_only("recovery_site_auditevent")]
