"""Tokens of programs, the answers that they were given, and addresses that are told what happens."""

import django.db.models.deletion
import groundswell.records.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0008_owners'),
    ]

    operations = [
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('scopes', models.TextField()),
                ('measures', models.TextField(null=True)),
                ('made_at', models.CharField(max_length=32)),
                ('expires_at', models.CharField(max_length=32)),
                ('ended_at', models.CharField(max_length=32, null=True)),
                ('last_day', models.CharField(max_length=10, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'token',
            },
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('url', models.TextField()),
                ('kinds', models.TextField()),
                ('measures', models.TextField()),
                ('with_values', models.BooleanField(default=False)),
                ('salt', models.CharField(max_length=64)),
                ('seen_seq', models.BigIntegerField()),
                ('seen_at', models.CharField(max_length=32)),
                ('made_at', models.CharField(max_length=32)),
                ('ended_at', models.CharField(max_length=32, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'webhook',
            },
        ),
        migrations.CreateModel(
            name='KeptAnswer',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('key_hash', models.CharField(max_length=64)),
                ('request_digest', models.CharField(max_length=64)),
                ('run', models.CharField(max_length=26)),
                ('status', models.IntegerField(null=True)),
                ('answer', models.TextField(null=True)),
                ('made_at', models.CharField(db_index=True, max_length=32)),
                ('token', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.token')),
            ],
            options={
                'db_table': 'kept_answer',
                'constraints': [models.UniqueConstraint(fields=('token', 'key_hash'), name='kept_answer_once')],
            },
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('measure', models.CharField(max_length=26)),
                ('kind', models.CharField(max_length=16)),
                ('about', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('state', models.CharField(max_length=16)),
                ('attempts', models.IntegerField(default=0)),
                ('next_at', models.CharField(db_index=True, max_length=32)),
                ('code', models.CharField(blank=True, default='', max_length=64)),
                ('made_at', models.CharField(max_length=32)),
                ('ended_at', models.CharField(max_length=32, null=True)),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.webhook')),
            ],
            options={
                'db_table': 'telling',
                'constraints': [models.UniqueConstraint(fields=('webhook', 'kind', 'about'), name='telling_once')],
            },
        ),
    ]
