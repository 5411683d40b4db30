"""Accounts say who administers and who has left; posts say who works in which org unit."""

import django.db.models.deletion
import groundswell.records.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_recipes'),
    ]

    operations = [
        migrations.AddField('account', 'administrator', models.BooleanField(default=False)),
        migrations.AddField('account', 'made_at', models.CharField(default='', max_length=32)),
        migrations.AddField('account', 'closed_at', models.CharField(max_length=32, null=True)),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.CharField(default=groundswell.records.ids.new_id, editable=False, max_length=26, primary_key=True, serialize=False)),
                ('unit', models.CharField(db_index=True, max_length=26)),
                ('title', models.CharField(blank=True, default='', max_length=200)),
                ('start', models.CharField(max_length=10)),
                ('until', models.CharField(max_length=10, null=True)),
                ('made_by', models.CharField(max_length=26)),
                ('made_at', models.CharField(max_length=32)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'post',
            },
        ),
    ]
