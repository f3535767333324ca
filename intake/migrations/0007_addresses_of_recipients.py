import uuid

from django.db import migrations

from recovery_site.fields import keyed_hash


def encrypt(apps, schema_editor):
    Recipient = apps.get_model('intake', 'NoticeRecipient')
    for recipient in Recipient.objects.order_by('pk'):
        recipient.uuid = uuid.uuid4()
        recipient.label = 'E-mail'
        recipient.step = min(max(recipient.step, 1), 9)
        recipient.address = recipient.email
        # As `intake.recipients.address_hash` makes it.
        recipient.address_hash = keyed_hash(f'email:{recipient.email.lower()}', purpose='notice.address')
        recipient.save()


def decrypt(apps, schema_editor):
    """What is told by another channel has no place in the former table."""
    Recipient = apps.get_model('intake', 'NoticeRecipient')
    Recipient.objects.exclude(channel='email').delete()
    seen = set()
    for recipient in Recipient.objects.order_by('step', 'pk'):
        if recipient.address_hash in seen:
            recipient.delete()
            continue
        seen.add(recipient.address_hash)
        recipient.email = recipient.address
        recipient.save()


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0006_recipients_by_channel'),
    ]

    operations = [
        migrations.RunPython(encrypt, decrypt),
    ]
