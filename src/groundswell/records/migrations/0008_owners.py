"""Roles that people were asked for and took on; how often something was opened or taken along."""

import django.db.models.deletion
import groundswell.records.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0007_audiences'),
    ]

    operations = [
        migrations.CreateModel(
            name='Opened',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('measure', models.CharField(db_index=True, max_length=26)),
                ('share', models.CharField(blank=True, default='', max_length=26)),
                ('what', models.CharField(max_length=8)),
                ('hour', models.CharField(db_index=True, max_length=13)),
                ('times', models.IntegerField()),
            ],
            options={
                'db_table': 'opened',
                'constraints': [models.UniqueConstraint(fields=('measure', 'share', 'what', 'hour'), name='opened_once_an_hour')],
            },
        ),
        migrations.CreateModel(
            name='RoleHolding',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('measure', models.CharField(db_index=True, max_length=26)),
                ('role', models.CharField(max_length=24)),
                ('state', models.CharField(max_length=16)),
                ('asked_by', models.CharField(max_length=26)),
                ('asked_at', models.CharField(max_length=32)),
                ('asking', models.TextField(blank=True, default='')),
                ('answered_at', models.CharField(max_length=32, null=True)),
                ('answer', models.TextField(blank=True, default='')),
                ('suggested', models.CharField(max_length=26, null=True)),
                ('predecessor', models.CharField(max_length=26, null=True)),
                ('start', models.CharField(max_length=10, null=True)),
                ('until', models.CharField(max_length=10, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'role_holding',
                'indexes': [models.Index(fields=['account', 'state'], name='role_holding_of')],
                'constraints': [
                    models.UniqueConstraint(
                        fields=('measure', 'role', 'account'), condition=models.Q(state__in=('asked', 'held')), name='role_asked_once'
                    )
                ],
            },
        ),
    ]
