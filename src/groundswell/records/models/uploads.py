"""What is on its way in: uploads between their steps, and the runs that a page watches."""

from django.db import models

from groundswell.records.ids import new_id


class Run(models.Model):
    """Work that takes a while: how far it is, and how it ended."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    done = models.BigIntegerField(default=0)
    of = models.BigIntegerField(null=True)
    code = models.CharField(max_length=64, blank=True, default="")
    details = models.TextField(default="{}")
    started_at = models.CharField(max_length=32)
    ended_at = models.CharField(max_length=32, null=True)

    class Meta:
        db_table = "run"


class Upload(models.Model):
    """A file that was brought and is not yet confirmed. The file is kept 24 hours at most; digest and name stay.

    ``team``: the org unit that it was brought for; null where one person works alone.
    """

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    received_at = models.CharField(max_length=32)
    workbook = models.TextField(null=True)
    proposal = models.TextField(null=True)
    choices = models.TextField(null=True)
    problem = models.TextField(null=True)
    run = models.ForeignKey(Run, null=True, on_delete=models.SET_NULL)
    batch_ref = models.CharField(max_length=26, null=True)
    made_by = models.CharField(max_length=26, blank=True, default="")
    team = models.CharField(max_length=26, null=True)

    class Meta:
        db_table = "upload"
