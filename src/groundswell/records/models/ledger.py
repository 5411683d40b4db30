"""The ledger's tables (docs/ledger.md). Everything but Words and LiveKey is append-only, held by triggers of the first migration.

Text is stored as it is hashed: dates ISO, coefficients decimal text, times ISO in UTC.
"""

from typing import ClassVar

from django.db import models


class Batch(models.Model):
    """Entries that were stored together, or not at all. ``ref`` is the id of the act that opens the batch."""

    id = models.BigIntegerField(primary_key=True)
    ref = models.CharField(max_length=26, unique=True)
    first_seq = models.BigIntegerField(unique=True)
    last_seq = models.BigIntegerField(unique=True)
    n = models.BigIntegerField()
    source_sha256 = models.CharField(max_length=64, null=True, db_index=True)
    actor_ref = models.CharField(max_length=26)
    recorded_at = models.CharField(max_length=32)
    root = models.BinaryField()
    prev_head = models.BinaryField()
    head = models.BinaryField()

    class Meta:
        db_table = "batch"


class Entry(models.Model):
    """One leaf of the ledger; what it says stands in the observation or act of the same ``seq``."""

    seq = models.BigIntegerField(primary_key=True)
    encoding = models.CharField(max_length=8)
    leaf = models.BinaryField()

    class Meta:
        db_table = "entry"


class Observation(models.Model):
    """A figure (or the reason why there is none) of one measure, place and period; encoding ``obs1``.

    ``coef`` × 10^-``scale`` is the value, or for ``below`` and ``above`` the bound. ``mark`` is the text of the cell where
    it says more than a number; its digest is part of the batch's opening act.
    """

    seq = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=8)
    measure = models.CharField(max_length=26)
    org_unit = models.CharField(max_length=26, null=True)
    dims = models.CharField(max_length=200, default="")
    p_start = models.CharField(max_length=10)
    p_end = models.CharField(max_length=10)
    coef = models.TextField(null=True)
    scale = models.IntegerField(null=True)
    num_coef = models.TextField(null=True)
    num_scale = models.IntegerField(null=True)
    den_coef = models.TextField(null=True)
    den_scale = models.IntegerField(null=True)
    presence = models.CharField(max_length=16, null=True)
    status = models.CharField(max_length=16, null=True)
    definition_version = models.IntegerField()
    sheet = models.TextField(null=True)
    cell = models.CharField(max_length=16, null=True)
    supersedes = models.BigIntegerField(null=True)
    reason_commit = models.CharField(max_length=64, null=True)
    mark = models.TextField(null=True)

    class Meta:
        db_table = "observation"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["measure", "org_unit", "p_start", "seq"], name="observation_key"),
            models.Index(fields=["supersedes"], condition=models.Q(kind="retract"), name="observation_retracted"),
        ]


class Act(models.Model):
    """What a person did that is no figure: a definition, a split, a note, a share …; encoding ``act1``."""

    seq = models.BigIntegerField(primary_key=True)
    id = models.CharField(max_length=26, unique=True)
    kind = models.CharField(max_length=16)
    measure = models.CharField(max_length=26, null=True)
    org_unit = models.CharField(max_length=26, null=True)
    day = models.CharField(max_length=10, null=True)
    payload = models.TextField()
    supersedes = models.BigIntegerField(null=True)
    reason_commit = models.CharField(max_length=64, null=True)

    class Meta:
        db_table = "act"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["measure", "seq"], name="act_measure"),
            models.Index(fields=["kind", "seq"], name="act_kind"),
            models.Index(fields=["supersedes"], condition=models.Q(kind="retract"), name="act_retracted"),
        ]


class Words(models.Model):
    """Free words of a person about an entry, which can be erased: the entry holds their salted digest alone."""

    id = models.BigAutoField(primary_key=True)
    seq = models.BigIntegerField()
    field = models.CharField(max_length=16)
    salt = models.BinaryField()
    text = models.TextField()

    class Meta:
        db_table = "words"
        constraints: ClassVar[list[models.BaseConstraint]] = [models.UniqueConstraint(fields=["seq", "field"], name="words_once")]


class LiveKey(models.Model):
    """What has been stored and not been taken back: the same import cannot happen twice."""

    idem_key = models.CharField(primary_key=True, max_length=64)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT)

    class Meta:
        db_table = "live_key"
