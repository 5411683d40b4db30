"""Who works here: one local person for now, and the organisation."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from groundswell.records.ids import new_id


class Account(AbstractBaseUser):
    """A person. ``id`` is the random reference that ledger entries carry; the name can be erased, the reference stays."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    name = models.CharField(max_length=200, blank=True, default="")
    login = models.CharField(max_length=254, unique=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "account"


class Organisation(models.Model):
    """One row: whose figures these are. What dates and years mean here is changed by dated entries of the ledger."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    made_at = models.CharField(max_length=32)

    class Meta:
        db_table = "organisation"
