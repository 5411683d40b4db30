"""What every service about accounts shares: the act that goes on the record, logins as they are kept, who may manage."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import AccountWhat, Kind
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.models import Account
from groundswell.records.services.recording import needed, seal_acts

LONGEST_NAME = 200


def record(actor: Actor, what: AccountWhat, account_id: str, unit: str | None = None) -> None:
    """What happened to an account goes on the record, by references alone. Called inside a piece of work."""
    payload = {"what": what.value, "account": account_id}
    seal_acts(actor, [ActDraft(Kind.ACCOUNT, org_unit=unit, payload=payload)])


def managing(actor: Actor) -> None:
    """Raises UserError("not_allowed") for whoever does not administer accounts."""
    if not actor.administrator or not actor.ref:
        raise UserError("not_allowed")


def login_of(typed: str) -> str:
    """An e-mail address as it is kept and compared; raises UserError("login_bad")."""
    login = unicodedata.normalize("NFKC", typed).strip().casefold()
    try:
        validate_email(login)
    except ValidationError:
        raise UserError("login_bad", {"login": login}) from None
    if len(login) > 254:
        raise UserError("login_bad", {"login": login[:40]})
    return login


def free_login(typed: str, account_id: str = "") -> str:
    """One that no other account has; raises UserError("login_taken") too. Called inside a piece of work."""
    login = login_of(typed)
    if Account.objects.filter(login=login).exclude(id=account_id).exists():
        raise UserError("login_taken", {"login": login})
    return login


def name_of(typed: str) -> str:
    """A person's name; raises UserError("person_name_needed"), ("name_too_long")."""
    name = " ".join(needed(typed, "person_name_needed").split())
    if len(name) > LONGEST_NAME:
        raise UserError("name_too_long", {"most": LONGEST_NAME})
    return name


def there(account_id: str) -> Account:
    """An account that is not closed; raises UserError("account_unknown")."""
    account = Account.objects.filter(id=account_id, closed_at=None).first()
    if account is None:
        raise UserError("account_unknown")
    return account
