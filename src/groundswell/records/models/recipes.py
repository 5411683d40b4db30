"""What is remembered of reading: recipes in their versions, and what people decided about names. Rows are added, never changed.

``team`` is the org unit whose memory it is; null where one person works alone.
"""

from typing import ClassVar

from django.db import models

from groundswell.records.ids import new_id


class RecipeVersion(models.Model):
    """One version of how sheets of a structure are read. The newest of a recipe holds; one without text says that it was put away."""

    seq = models.BigAutoField(primary_key=True)
    recipe = models.CharField(max_length=26, default=new_id, db_index=True)
    version = models.IntegerField()
    name = models.CharField(max_length=200)
    text = models.TextField(null=True)
    actor_ref = models.CharField(max_length=26)
    recorded_at = models.CharField(max_length=32)
    team = models.CharField(max_length=26, null=True)

    class Meta:
        db_table = "recipe_version"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["recipe", "version"], name="recipe_version_once")
        ]


class NameDecision(models.Model):
    """A person's word on two names of measures, or of places: the same thing, different ones, or (null) to be asked again.

    ``name`` is as a file writes it, ``meant`` the name that it was compared with; the newest decision of a pair holds.
    """

    seq = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=8)
    name = models.TextField()
    meant = models.TextField()
    same = models.BooleanField(null=True)
    actor_ref = models.CharField(max_length=26)
    recorded_at = models.CharField(max_length=32)
    team = models.CharField(max_length=26, null=True)

    class Meta:
        db_table = "name_decision"
