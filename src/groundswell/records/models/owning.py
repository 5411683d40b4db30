"""Who was asked for a role in a measure, and who took it on: ordinary rows, whose words can be erased."""

from typing import ClassVar

from django.db import models

from groundswell.records.ids import new_id
from groundswell.records.models.identity import Account


class RoleHolding(models.Model):
    """One role in one measure, between those who asked and one person. ``start`` and ``until`` are the days from and until which the
    person holds it; both null until they accept. ``predecessor`` is the holding that ends with their yes.

    ``asking`` and ``answer`` are free words, seen by the team and the person, erased with the person.
    """

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    measure = models.CharField(max_length=26, db_index=True)
    role = models.CharField(max_length=24)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    state = models.CharField(max_length=16)
    asked_by = models.CharField(max_length=26)
    asked_at = models.CharField(max_length=32)
    asking = models.TextField(blank=True, default="")
    answered_at = models.CharField(max_length=32, null=True)
    answer = models.TextField(blank=True, default="")
    suggested = models.CharField(max_length=26, null=True)
    predecessor = models.CharField(max_length=26, null=True)
    start = models.CharField(max_length=10, null=True)
    until = models.CharField(max_length=10, null=True)

    class Meta:
        db_table = "role_holding"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["account", "state"], name="role_holding_of")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["measure", "role", "account"], condition=models.Q(state__in=("asked", "held")), name="role_asked_once"
            )
        ]
