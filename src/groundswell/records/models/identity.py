"""Who works here: people with their posts, and the organisation."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from groundswell.records.ids import new_id


def next_number() -> int:
    """One more than the highest of all accounts; asked inside a piece of work."""
    highest: int | None = Account.objects.aggregate(models.Max("number"))["number__max"]
    return (highest or 0) + 1


class Account(AbstractBaseUser):
    """A person. ``id`` is the random reference that ledger entries carry; the name can be erased, the reference stays.

    One account without ``administrator`` is the local person of a data directory that one person uses. ``login`` is an e-mail address
    where people sign in. A closed account is kept for the sake of its reference; ``number`` is what is left of a name that was erased.
    An account without ``joined_at`` was invited and has not been taken. ``factor`` is the sealed secret of the second factor, in use once
    ``factor_since`` is set; ``factor_step`` is the last step of time whose code was taken: none is taken twice.
    """

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    name = models.CharField(max_length=200, blank=True, default="")
    login = models.CharField(max_length=254, unique=True)
    administrator = models.BooleanField(default=False)
    made_at = models.CharField(max_length=32, default="")
    closed_at = models.CharField(max_length=32, null=True)
    number = models.IntegerField(default=next_number, unique=True)
    joined_at = models.CharField(max_length=32, null=True)
    erased_at = models.CharField(max_length=32, null=True)
    factor = models.CharField(max_length=64, blank=True, default="")
    factor_since = models.CharField(max_length=32, null=True)
    factor_step = models.BigIntegerField(default=0)

    objects = BaseUserManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "account"


class Post(models.Model):
    """A person's post in an org unit (``unit`` is its id) from a day until a day, which is its end and no longer in it."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    unit = models.CharField(max_length=26, db_index=True)
    title = models.CharField(max_length=200, blank=True, default="")
    start = models.CharField(max_length=10)
    until = models.CharField(max_length=10, null=True)
    made_by = models.CharField(max_length=26)
    made_at = models.CharField(max_length=32)

    class Meta:
        db_table = "post"


class Organisation(models.Model):
    """One row: whose figures these are. What dates and years mean here is changed by dated entries of the ledger."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    made_at = models.CharField(max_length=32)

    class Meta:
        db_table = "organisation"
