"""Layouts become recipes in versions; decisions about names are remembered."""

import groundswell.records.ids
from django.db import migrations, models
from groundswell.records.guards import not_changed


def layouts_to_recipes(apps, schema_editor):
    """Each layout is the first version of a recipe; its text stays as it was written."""
    account = apps.get_model("records", "Account").objects.order_by("id").first()
    recipe_versions = apps.get_model("records", "RecipeVersion").objects
    for layout in apps.get_model("records", "Layout").objects.order_by("kept_at"):
        recipe_versions.create(
            recipe=layout.id,
            version=1,
            name=layout.name,
            text=layout.text,
            actor_ref=account.id if account is not None else "",
            recorded_at=layout.kept_at,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0002_authoring'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecipeVersion',
            fields=[
                ('seq', models.BigAutoField(primary_key=True, serialize=False)),
                ('recipe', models.CharField(db_index=True, default=groundswell.records.ids.new_id, max_length=26)),
                ('version', models.IntegerField()),
                ('name', models.CharField(max_length=200)),
                ('text', models.TextField(null=True)),
                ('actor_ref', models.CharField(max_length=26)),
                ('recorded_at', models.CharField(max_length=32)),
            ],
            options={
                'db_table': 'recipe_version',
                'constraints': [models.UniqueConstraint(fields=('recipe', 'version'), name='recipe_version_once')],
            },
        ),
        migrations.CreateModel(
            name='NameDecision',
            fields=[
                ('seq', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=8)),
                ('name', models.TextField()),
                ('meant', models.TextField()),
                ('same', models.BooleanField(null=True)),
                ('actor_ref', models.CharField(max_length=26)),
                ('recorded_at', models.CharField(max_length=32)),
            ],
            options={
                'db_table': 'name_decision',
            },
        ),
        migrations.RunPython(layouts_to_recipes, migrations.RunPython.noop),
        migrations.DeleteModel(name='Layout'),
        *(not_changed(table, f"rows of {table} can be erased, not changed") for table in ("recipe_version", "name_decision")),
    ]
