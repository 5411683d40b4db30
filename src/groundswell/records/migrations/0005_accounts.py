"""People sign in: where they are signed in, links that work once, second factors, and a number for each that outlives their name."""

import django.db.models.deletion
import groundswell.records.ids
import groundswell.records.models.identity
from django.db import migrations, models


def number_accounts(apps, schema_editor):
    """In the order in which they were made, from 1 on."""
    accounts = apps.get_model("records", "Account").objects
    for number, account_id in enumerate(accounts.order_by("made_at", "id").values_list("id", flat=True), start=1):
        accounts.filter(id=account_id).update(number=number)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0004_people'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='erased_at',
            field=models.CharField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='account',
            name='factor',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='account',
            name='factor_since',
            field=models.CharField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='account',
            name='factor_step',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='account',
            name='joined_at',
            field=models.CharField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='account',
            name='number',
            field=models.IntegerField(default=0),
        ),
        migrations.RunPython(number_accounts, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='account',
            name='number',
            field=models.IntegerField(default=groundswell.records.models.identity.next_number, unique=True),
        ),
        migrations.AddField(
            model_name='reaction',
            name='answered_by',
            field=models.CharField(blank=True, default='', max_length=26),
        ),
        migrations.AddField(
            model_name='reaction',
            name='typed_by',
            field=models.CharField(blank=True, default='', max_length=26),
        ),
        migrations.CreateModel(
            name='OneTimeLink',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=8)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('made_by', models.CharField(max_length=26)),
                ('made_at', models.CharField(max_length=32)),
                ('expires_at', models.CharField(max_length=32)),
                ('used_at', models.CharField(max_length=32, null=True)),
                ('ended_at', models.CharField(max_length=32, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.account')),
            ],
            options={
                'db_table': 'one_time_link',
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code_hash', models.CharField(max_length=64, unique=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.account')),
            ],
            options={
                'db_table': 'recovery_code',
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('device', models.CharField(blank=True, max_length=80)),
                ('awaits_code', models.BooleanField(default=False)),
                ('made_at', models.CharField(max_length=32)),
                ('used_at', models.CharField(max_length=32)),
                ('ends_at', models.CharField(max_length=32)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.account')),
            ],
            options={
                'db_table': 'sign_in',
            },
        ),
        migrations.CreateModel(
            name='SignInAttempt',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('about', models.CharField(max_length=64)),
                ('at', models.CharField(max_length=32)),
            ],
            options={
                'db_table': 'sign_in_attempt',
                'indexes': [models.Index(fields=['about', 'at'], name='sign_in_attempt_about')],
            },
        ),
        migrations.CreateModel(
            name='SignOnTrip',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('state_hash', models.CharField(max_length=64, unique=True)),
                ('browser_hash', models.CharField(max_length=64)),
                ('kept', models.TextField()),
                ('expires_at', models.CharField(max_length=32)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='records.account')),
            ],
            options={
                'db_table': 'sign_on_trip',
            },
        ),
        migrations.CreateModel(
            name='SignOnIdentity',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('issuer', models.CharField(max_length=400)),
                ('subject', models.CharField(max_length=255)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.account')),
            ],
            options={
                'db_table': 'sign_on_identity',
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='sign_on_identity_once')],
            },
        ),
    ]
