"""The log of edits behind maps and designs, sessions, plans and parked thoughts."""

import groundswell.records.ids
from django.db import migrations, models
from groundswell.records.guards import not_changed


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ParkedThought',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('actor_ref', models.CharField(db_index=True, max_length=26)),
                ('text', models.TextField()),
                ('made_at', models.CharField(max_length=32)),
                ('cleared_at', models.CharField(max_length=32, null=True)),
            ],
            options={
                'db_table': 'parked_thought',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('actor_ref', models.CharField(db_index=True, max_length=26)),
                ('step', models.CharField(max_length=8)),
                ('about', models.TextField(default='{}')),
                ('started_at', models.CharField(max_length=32)),
                ('ended_at', models.CharField(max_length=32, null=True)),
                ('done', models.BooleanField(default=False)),
                ('next_action', models.TextField(blank=True, default='')),
                ('next_day', models.CharField(max_length=10, null=True)),
                ('cleared_at', models.CharField(max_length=32, null=True)),
                ('mood', models.CharField(blank=True, default='', max_length=16)),
                ('learned', models.TextField(blank=True, default='')),
            ],
            options={
                'db_table': 'session',
            },
        ),
        migrations.CreateModel(
            name='SessionPlan',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('actor_ref', models.CharField(db_index=True, max_length=26)),
                ('time', models.CharField(max_length=5)),
                ('place', models.CharField(max_length=200)),
                ('trigger', models.CharField(max_length=200)),
                ('weekdays', models.CharField(max_length=7)),
                ('made_at', models.CharField(max_length=32)),
            ],
            options={
                'db_table': 'session_plan',
            },
        ),
        migrations.CreateModel(
            name='Edit',
            fields=[
                ('seq', models.BigAutoField(primary_key=True, serialize=False)),
                ('gesture', models.CharField(db_index=True, max_length=26)),
                ('document', models.CharField(max_length=26)),
                ('item', models.CharField(db_index=True, max_length=26)),
                ('kind', models.CharField(max_length=16)),
                ('field', models.CharField(max_length=24)),
                ('value', models.TextField(null=True)),
                ('actor_ref', models.CharField(max_length=26)),
                ('recorded_at', models.CharField(max_length=32)),
            ],
            options={
                'db_table': 'edit',
                'indexes': [models.Index(fields=['document', 'seq'], name='edit_document'), models.Index(fields=['kind', 'document'], name='edit_kind')],
            },
        ),
        not_changed("edit", "edits can be erased, not changed"),
    ]
