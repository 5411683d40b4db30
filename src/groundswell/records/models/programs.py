"""Programs that act for a person: tokens to come in by, answers kept against doing twice, and addresses that are told what happens."""

from typing import ClassVar

from django.db import models

from groundswell.records.ids import new_id
from groundswell.records.models.identity import Account


class Token(models.Model):
    """A person's token: only its hash is kept. ``scopes`` are separated by blanks; ``measures`` likewise, null for all that they see.

    ``last_day`` is the last day on which it was used, for the owner alone.
    """

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.TextField()
    measures = models.TextField(null=True)
    made_at = models.CharField(max_length=32)
    expires_at = models.CharField(max_length=32)
    ended_at = models.CharField(max_length=32, null=True)
    last_day = models.CharField(max_length=10, null=True)

    class Meta:
        db_table = "token"


class KeptAnswer(models.Model):
    """What a request under an idempotency key was answered, for a day. ``answer`` is null while the request runs; ``run`` says which."""

    id = models.BigAutoField(primary_key=True)
    token = models.ForeignKey(Token, on_delete=models.CASCADE)
    key_hash = models.CharField(max_length=64)
    request_digest = models.CharField(max_length=64)
    run = models.CharField(max_length=26)
    status = models.IntegerField(null=True)
    answer = models.TextField(null=True)
    made_at = models.CharField(max_length=32, db_index=True)

    class Meta:
        db_table = "kept_answer"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["token", "key_hash"], name="kept_answer_once")
        ]


class Webhook(models.Model):
    """An address that a person has told what happens to their measures. ``kinds`` and ``measures`` are separated by blanks.

    The secret is not here: it is worked out from ``salt`` and the installation's own key. ``seen_seq`` and ``seen_at``: how far the ledger
    and the reactions were looked through.
    """

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    url = models.TextField()
    kinds = models.TextField()
    measures = models.TextField()
    with_values = models.BooleanField(default=False)
    salt = models.CharField(max_length=64)
    seen_seq = models.BigIntegerField()
    seen_at = models.CharField(max_length=32)
    made_at = models.CharField(max_length=32)
    ended_at = models.CharField(max_length=32, null=True)

    class Meta:
        db_table = "webhook"


class Telling(models.Model):
    """One thing that an address is told, until it has heard it or we give up. ``body`` is what is sent, the same at each attempt.

    ``about`` names the thing within its kind: an address is told of it once.
    """

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE)
    measure = models.CharField(max_length=26)
    kind = models.CharField(max_length=16)
    about = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=16)
    attempts = models.IntegerField(default=0)
    next_at = models.CharField(max_length=32, db_index=True)
    code = models.CharField(max_length=64, blank=True, default="")
    made_at = models.CharField(max_length=32)
    ended_at = models.CharField(max_length=32, null=True)

    class Meta:
        db_table = "telling"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["webhook", "kind", "about"], name="telling_once")
        ]
