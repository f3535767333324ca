import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0007_addresses_of_recipients'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='noticerecipient',
            options={'verbose_name': 'notice recipient', 'verbose_name_plural': 'notice recipients'},
        ),
        migrations.RemoveField(
            model_name='noticerecipient',
            name='email',
        ),
        migrations.AlterField(
            model_name='noticerecipient',
            name='uuid',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddConstraint(
            model_name='noticerecipient',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'text', 'webhook'])), name='notice_recipient_channel_known'),
        ),
        migrations.AddConstraint(
            model_name='noticerecipient',
            constraint=models.CheckConstraint(condition=models.Q(('hours__in', ['always', 'open', 'closed'])), name='notice_recipient_hours_known'),
        ),
        migrations.AddConstraint(
            model_name='noticerecipient',
            constraint=models.CheckConstraint(condition=models.Q(('step__gte', 1), ('step__lte', 9)), name='notice_recipient_step_in_reach', violation_error_message='Choose a step from 1 to 9.'),
        ),
        migrations.AddConstraint(
            model_name='noticerecipient',
            constraint=models.CheckConstraint(condition=models.Q(('address_hash', ''), _negated=True), name='notice_recipient_has_address', violation_error_message='Say where the notice goes.'),
        ),
        migrations.AddConstraint(
            model_name='noticerecipient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'webhook'), ('secret__isnull', False)), models.Q(models.Q(('channel', 'webhook'), _negated=True), ('secret__isnull', True)), _connector='OR'), name='notice_recipient_webhook_is_signed', violation_error_message='A web hook has a secret, and nothing else has one.'),
        ),
        migrations.AddConstraint(
            model_name='noticerecipient',
            constraint=models.UniqueConstraint(fields=('operator', 'step', 'address_hash'), name='notice_recipient_unique', violation_error_message='This address is told in this step already.'),
        ),
    ]
