"""The first tables, and the triggers that keep the ledger append-only."""

import django.db.models.deletion
import groundswell.records.ids
from django.db import migrations, models
from groundswell.records.guards import append_only, not_changed

LEDGER = {"batch": "id", "entry": "seq", "observation": "seq", "act": "seq"}


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, default='', max_length=200)),
                ('login', models.CharField(max_length=254, unique=True)),
            ],
            options={
                'db_table': 'account',
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('ref', models.CharField(max_length=26, unique=True)),
                ('first_seq', models.BigIntegerField(unique=True)),
                ('last_seq', models.BigIntegerField(unique=True)),
                ('n', models.BigIntegerField()),
                ('source_sha256', models.CharField(db_index=True, max_length=64, null=True)),
                ('actor_ref', models.CharField(max_length=26)),
                ('recorded_at', models.CharField(max_length=32)),
                ('root', models.BinaryField()),
                ('prev_head', models.BinaryField()),
                ('head', models.BinaryField()),
            ],
            options={
                'db_table': 'batch',
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('encoding', models.CharField(max_length=8)),
                ('leaf', models.BinaryField()),
            ],
            options={
                'db_table': 'entry',
            },
        ),
        migrations.CreateModel(
            name='Layout',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, unique=True)),
                ('text', models.TextField()),
                ('signature', models.TextField(db_index=True)),
                ('kept_at', models.CharField(max_length=32)),
            ],
            options={
                'db_table': 'layout',
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('made_at', models.CharField(max_length=32)),
            ],
            options={
                'db_table': 'organisation',
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=16)),
                ('state', models.CharField(max_length=16)),
                ('done', models.BigIntegerField(default=0)),
                ('of', models.BigIntegerField(null=True)),
                ('code', models.CharField(blank=True, default='', max_length=64)),
                ('details', models.TextField(default='{}')),
                ('started_at', models.CharField(max_length=32)),
                ('ended_at', models.CharField(max_length=32, null=True)),
            ],
            options={
                'db_table': 'run',
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('measure', models.CharField(db_index=True, max_length=26)),
                ('org_unit', models.CharField(max_length=26, null=True)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('question', models.TextField()),
                ('parts', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('as_of_seq', models.BigIntegerField()),
                ('renderer_version', models.CharField(max_length=40)),
                ('made_by', models.CharField(max_length=26)),
                ('made_at', models.CharField(max_length=32)),
                ('expires_at', models.CharField(max_length=32)),
                ('ended_at', models.CharField(max_length=32, null=True)),
            ],
            options={
                'db_table': 'share',
            },
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('id', models.CharField(max_length=26, unique=True)),
                ('kind', models.CharField(max_length=16)),
                ('measure', models.CharField(max_length=26, null=True)),
                ('org_unit', models.CharField(max_length=26, null=True)),
                ('day', models.CharField(max_length=10, null=True)),
                ('payload', models.TextField()),
                ('supersedes', models.BigIntegerField(null=True)),
                ('reason_commit', models.CharField(max_length=64, null=True)),
            ],
            options={
                'db_table': 'act',
                'indexes': [models.Index(fields=['measure', 'seq'], name='act_measure'), models.Index(fields=['kind', 'seq'], name='act_kind'), models.Index(condition=models.Q(('kind', 'retract')), fields=['supersedes'], name='act_retracted')],
            },
        ),
        migrations.CreateModel(
            name='LiveKey',
            fields=[
                ('idem_key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.batch')),
            ],
            options={
                'db_table': 'live_key',
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=8)),
                ('measure', models.CharField(max_length=26)),
                ('org_unit', models.CharField(max_length=26, null=True)),
                ('dims', models.CharField(default='', max_length=200)),
                ('p_start', models.CharField(max_length=10)),
                ('p_end', models.CharField(max_length=10)),
                ('coef', models.TextField(null=True)),
                ('scale', models.IntegerField(null=True)),
                ('num_coef', models.TextField(null=True)),
                ('num_scale', models.IntegerField(null=True)),
                ('den_coef', models.TextField(null=True)),
                ('den_scale', models.IntegerField(null=True)),
                ('presence', models.CharField(max_length=16, null=True)),
                ('status', models.CharField(max_length=16, null=True)),
                ('definition_version', models.IntegerField()),
                ('sheet', models.TextField(null=True)),
                ('cell', models.CharField(max_length=16, null=True)),
                ('supersedes', models.BigIntegerField(null=True)),
                ('reason_commit', models.CharField(max_length=64, null=True)),
                ('mark', models.TextField(null=True)),
            ],
            options={
                'db_table': 'observation',
                'indexes': [models.Index(fields=['measure', 'org_unit', 'p_start', 'seq'], name='observation_key'), models.Index(condition=models.Q(('kind', 'retract')), fields=['supersedes'], name='observation_retracted')],
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('measure', models.CharField(db_index=True, max_length=26)),
                ('org_unit', models.CharField(max_length=26, null=True)),
                ('kind', models.CharField(max_length=16)),
                ('text', models.TextField(blank=True)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('made_at', models.CharField(max_length=32)),
                ('answer', models.TextField(blank=True, default='')),
                ('answered_at', models.CharField(max_length=32, null=True)),
                ('erased_at', models.CharField(max_length=32, null=True)),
                ('share', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='records.share')),
            ],
            options={
                'db_table': 'reaction',
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(max_length=16)),
                ('received_at', models.CharField(max_length=32)),
                ('workbook', models.TextField(null=True)),
                ('proposal', models.TextField(null=True)),
                ('choices', models.TextField(null=True)),
                ('problem', models.TextField(null=True)),
                ('batch_ref', models.CharField(max_length=26, null=True)),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='records.run')),
            ],
            options={
                'db_table': 'upload',
            },
        ),
        migrations.CreateModel(
            name='Words',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField()),
                ('field', models.CharField(max_length=16)),
                ('salt', models.BinaryField()),
                ('text', models.TextField()),
            ],
            options={
                'db_table': 'words',
                'constraints': [models.UniqueConstraint(fields=('seq', 'field'), name='words_once')],
            },
        ),
        append_only(LEDGER),
        not_changed("words", "words can be erased, not changed"),
    ]
