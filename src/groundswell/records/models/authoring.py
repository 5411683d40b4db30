"""What people write on the way to a measure: an append-only log of edits, from which maps and designs are read; and their sessions."""

from typing import ClassVar

from django.db import models

from groundswell.records.ids import new_id


class Edit(models.Model):
    """One field of one item got another value. The newest edit of a field is what holds; ``gesture`` is what can be undone at once.

    ``document`` is what is opened and saved together (a map, a design, a gallery), ``kind`` what the item is in it.
    ``value`` is JSON, null where the field was emptied. Rows are never changed; they can be erased.
    """

    seq = models.BigAutoField(primary_key=True)
    gesture = models.CharField(max_length=26, db_index=True)
    document = models.CharField(max_length=26)
    item = models.CharField(max_length=26, db_index=True)
    kind = models.CharField(max_length=16)
    field = models.CharField(max_length=24)
    value = models.TextField(null=True)
    actor_ref = models.CharField(max_length=26)
    recorded_at = models.CharField(max_length=32)

    class Meta:
        db_table = "edit"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["document", "seq"], name="edit_document"),
            models.Index(fields=["kind", "document"], name="edit_kind"),
        ]


class Session(models.Model):
    """Fifteen minutes of one person, private to them: which step, about what, how it ended and what comes next."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    actor_ref = models.CharField(max_length=26, db_index=True)
    step = models.CharField(max_length=8)
    about = models.TextField(default="{}")
    started_at = models.CharField(max_length=32)
    ended_at = models.CharField(max_length=32, null=True)
    done = models.BooleanField(default=False)
    next_action = models.TextField(blank=True, default="")
    next_day = models.CharField(max_length=10, null=True)
    cleared_at = models.CharField(max_length=32, null=True)
    mood = models.CharField(max_length=16, blank=True, default="")
    learned = models.TextField(blank=True, default="")

    class Meta:
        db_table = "session"


class SessionPlan(models.Model):
    """An if-then plan for the sessions; the newest of a person holds."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    actor_ref = models.CharField(max_length=26, db_index=True)
    time = models.CharField(max_length=5)
    place = models.CharField(max_length=200)
    trigger = models.CharField(max_length=200)
    weekdays = models.CharField(max_length=7)
    made_at = models.CharField(max_length=32)

    class Meta:
        db_table = "session_plan"


class ParkedThought(models.Model):
    """A thought put aside so that the session can go on; private."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    actor_ref = models.CharField(max_length=26, db_index=True)
    text = models.TextField()
    made_at = models.CharField(max_length=32)
    cleared_at = models.CharField(max_length=32, null=True)

    class Meta:
        db_table = "parked_thought"
