"""Charts shown to others, and their first words: ordinary rows, the words erasable."""

from typing import ClassVar

from django.db import models

from groundswell.records.ids import new_id


class Share(models.Model):
    """A chart as it was shown: the rendered parts as stored bytes, with their digest. Of the token only a hash is kept."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    measure = models.CharField(max_length=26, db_index=True)
    org_unit = models.CharField(max_length=26, null=True)
    token_hash = models.CharField(max_length=64, unique=True)
    question = models.TextField()
    parts = models.BinaryField()
    digest = models.CharField(max_length=64)
    as_of_seq = models.BigIntegerField()
    renderer_version = models.CharField(max_length=40)
    made_by = models.CharField(max_length=26)
    made_at = models.CharField(max_length=32)
    expires_at = models.CharField(max_length=32)
    ended_at = models.CharField(max_length=32, null=True)

    class Meta:
        db_table = "share"


class Opened(models.Model):
    """How often something of a measure was opened by a link or taken along in a clock hour: how often and when, and never by whom.

    ``share`` is the link's id, empty for what was taken along (``what``: xlsx, csv, svg, png, file, api) or looked at (above, glass);
    ``hour`` is ``2026-11-30T14`` in UTC.
    """

    id = models.BigAutoField(primary_key=True)
    measure = models.CharField(max_length=26, db_index=True)
    share = models.CharField(max_length=26, blank=True, default="")
    what = models.CharField(max_length=8)
    hour = models.CharField(max_length=13, db_index=True)
    times = models.IntegerField()

    class Meta:
        db_table = "opened"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["measure", "share", "what", "hour"], name="opened_once_an_hour")
        ]


class Reaction(models.Model):
    """Somebody's first words about a chart. ``share`` is null for what was said elsewhere and typed in by the owner.

    ``typed_by`` and ``answered_by`` are the references of whoever did, empty in rows from before there were several."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    share = models.ForeignKey(Share, null=True, on_delete=models.PROTECT)
    measure = models.CharField(max_length=26, db_index=True)
    org_unit = models.CharField(max_length=26, null=True)
    kind = models.CharField(max_length=16)
    text = models.TextField(blank=True)
    name = models.CharField(max_length=200, blank=True)
    made_at = models.CharField(max_length=32)
    answer = models.TextField(blank=True, default="")
    answered_at = models.CharField(max_length=32, null=True)
    answered_by = models.CharField(max_length=26, blank=True, default="")
    typed_by = models.CharField(max_length=26, blank=True, default="")
    erased_at = models.CharField(max_length=32, null=True)

    class Meta:
        db_table = "reaction"
