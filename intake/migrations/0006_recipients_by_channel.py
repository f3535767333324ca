import django.core.validators
import django.db.models.deletion
import recovery_site.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0005_see_the_numbers'),
        ('recovery_site', '0008_workers_have_a_lane'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='noticerecipient',
            name='notice_recipient_unique',
        ),
        migrations.AlterField(
            model_name='noticerecipient',
            name='email',
            field=models.EmailField(blank=True, default='', max_length=254),
        ),
        migrations.RenameField(
            model_name='noticerecipient',
            old_name='position',
            new_name='step',
        ),
        migrations.AddField(
            model_name='noticerecipient',
            name='uuid',
            field=models.UUIDField(null=True, editable=False),
        ),
        migrations.AddField(
            model_name='noticerecipient',
            name='label',
            field=models.CharField(default='', max_length=60, verbose_name='name', help_text='So that you know which one it is, like “Front desk” or “On-call phone”.'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='noticerecipient',
            name='channel',
            field=models.CharField(choices=[('email', 'E-mail'), ('text', 'Text message'), ('webhook', 'Web hook')], default='email', max_length=7, verbose_name='told by'),
        ),
        migrations.AddField(
            model_name='noticerecipient',
            name='address',
            field=recovery_site.fields.EncryptedTextField(default='', max_length=500, verbose_name='address'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='noticerecipient',
            name='address_hash',
            field=models.CharField(default='', editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='noticerecipient',
            name='secret',
            field=recovery_site.fields.EncryptedTextField(editable=False, max_length=100, null=True, verbose_name='secret'),
        ),
        migrations.AddField(
            model_name='noticerecipient',
            name='hours',
            field=models.CharField(choices=[('always', 'At any time'), ('open', 'When the office is open'), ('closed', 'When the office is closed')], default='always', max_length=6, verbose_name='hours'),
        ),
        migrations.AddField(
            model_name='noticerecipient',
            name='delivered_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last told'),
        ),
        migrations.AddField(
            model_name='noticerecipient',
            name='failed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last failed'),
        ),
        migrations.AlterField(
            model_name='noticerecipient',
            name='step',
            field=models.PositiveSmallIntegerField(default=1, help_text='Step 1 is told at once, all of it. When nobody has opened the request by its due time, step 2 is told too, then step 3.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9)], verbose_name='step'),
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(verbose_name='of the request since')),
                ('step', models.PositiveSmallIntegerField(null=True, verbose_name='step')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('notices', models.ManyToManyField(editable=False, related_name='+', to='recovery_site.outboxmessage', verbose_name='notices')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to='intake.callbackrequest', verbose_name='request')),
            ],
            options={
                'verbose_name': 'telling',
                'verbose_name_plural': 'tellings',
                'constraints': [models.UniqueConstraint(fields=('request', 'since', 'step'), name='telling_once_for_each_step'), models.UniqueConstraint(condition=models.Q(('step__isnull', True)), fields=('request', 'since'), name='telling_ends_once')],
            },
        ),
    ]
