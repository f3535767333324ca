from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("intake", "0002_erasure_record")]

    operations = [
        migrations.AddConstraint(
            model_name="callbackrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("anonymized_at__isnull", True),
                    models.Q(
                        ("due_at__isnull", True),
                        ("status__in", ("moved_in", "closed")),
                        ("submission_key__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="callback_request_anonymized_is_over",
            ),
        ),
    ]
