"""What signing in needs: where people are signed in, links that work once, attempts, and who they are to an identity provider.

None of it is in the ledger, all of it can be deleted, and of every secret only a hash is kept. Nothing here counts what a person does.
"""

from typing import ClassVar

from django.db import models

from groundswell.records.ids import new_id
from groundswell.records.models.identity import Account


class SignIn(models.Model):
    """One browser in which somebody is signed in. ``awaits_code``: the password was right, the second factor has not been asked yet.

    ``used_at`` is written every few minutes, so that a browser that nobody uses is signed out; it is shown to the person alone.
    """

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    token_hash = models.CharField(max_length=64, unique=True)
    device = models.CharField(max_length=80, blank=True)
    awaits_code = models.BooleanField(default=False)
    made_at = models.CharField(max_length=32)
    used_at = models.CharField(max_length=32)
    ends_at = models.CharField(max_length=32)

    class Meta:
        db_table = "sign_in"


class OneTimeLink(models.Model):
    """An address that lets one person set a password once: they were invited, or an administrator made them a new start."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    purpose = models.CharField(max_length=8)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=26)
    made_at = models.CharField(max_length=32)
    expires_at = models.CharField(max_length=32)
    used_at = models.CharField(max_length=32, null=True)
    ended_at = models.CharField(max_length=32, null=True)

    class Meta:
        db_table = "one_time_link"


class RecoveryCode(models.Model):
    """What stands in for the second factor, once."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    code_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "recovery_code"


class SignInAttempt(models.Model):
    """Somebody tried to sign in. ``about`` is a keyed digest of the login or the network address; rows are kept a quarter of an hour."""

    id = models.BigAutoField(primary_key=True)
    about = models.CharField(max_length=64)
    at = models.CharField(max_length=32)

    class Meta:
        db_table = "sign_in_attempt"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["about", "at"], name="sign_in_attempt_about")]


class SignOnIdentity(models.Model):
    """Who a person is to an identity provider: its name and theirs with it."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    issuer = models.CharField(max_length=400)
    subject = models.CharField(max_length=255)

    class Meta:
        db_table = "sign_on_identity"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="sign_on_identity_once")
        ]


class SignOnTrip(models.Model):
    """A browser that was sent to an identity provider and is awaited back, once. ``browser_hash`` ties it to that browser's cookie;
    ``account`` is whoever was signed in when they left, to connect the two."""

    id = models.CharField(primary_key=True, max_length=26, default=new_id, editable=False)
    state_hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    kept = models.TextField()
    expires_at = models.CharField(max_length=32)

    class Meta:
        db_table = "sign_on_trip"
