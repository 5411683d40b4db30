"""What is on its way in, and what is remembered of reading, belongs to the team that it was brought for."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_accounts'),
    ]

    operations = [
        migrations.AddField('upload', 'made_by', models.CharField(blank=True, default='', max_length=26)),
        migrations.AddField('upload', 'team', models.CharField(max_length=26, null=True)),
        migrations.AddField('recipeversion', 'team', models.CharField(max_length=26, null=True)),
        migrations.AddField('namedecision', 'team', models.CharField(max_length=26, null=True)),
    ]
