"""What a person changes about their own account. What matters needs the password once more, and tries at it are counted."""

from dataclasses import dataclass
from datetime import datetime

from groundswell.errors import UserError
from groundswell.records import passwords
from groundswell.records.actors import Actor
from groundswell.records.models import Account
from groundswell.records.opening import write
from groundswell.records.selectors.people import account_of
from groundswell.records.services.account_acts import free_login, name_of
from groundswell.records.services.attempts import Trying, count_try, forget_tries
from groundswell.records.services.signing_in import end_sign_ins


@dataclass(frozen=True, slots=True)
class Proof:
    """The password that was typed, and the network address it came from."""

    password: str
    address: str


def prove(actor: Actor, proof: Proof, *, now: datetime) -> None:
    """It is them at the keyboard. Who has no password (they sign on elsewhere) is not asked. Raises UserError("password_wrong"),
    ("locked_out")."""
    account = account_of(actor)
    if not account.has_usable_password():
        return
    trying = Trying(account.login, proof.address)
    count_try(trying, now=now)
    if not passwords.fits(proof.password, account.password):
        raise UserError("password_wrong")
    write(lambda: forget_tries(trying))


def rename(actor: Actor, name: str, login: str, proof: Proof, *, now: datetime) -> None:
    """Another name, or another address to sign in with, which needs the password.

    Raises UserError("person_name_needed"), ("login_bad"), ("login_taken"), and those of :func:`prove`.
    """
    name = name_of(name)
    if free_login(login, actor.ref) != account_of(actor).login:
        prove(actor, proof, now=now)

    def work() -> None:
        Account.objects.filter(id=actor.ref).update(name=name, login=free_login(login, actor.ref))

    write(work)


def change_password(actor: Actor, new: str, proof: Proof, here: str, *, now: datetime) -> None:
    """Every browser but ``here`` (a sign-in's id) is signed out.

    Raises UserError("password_short"), ("password_long"), ("password_common"), and those of :func:`prove`.
    """
    account = account_of(actor)
    passwords.check_new(new, account.name, account.login)
    prove(actor, proof, now=now)
    kept = passwords.hashed(new)

    def work() -> None:
        Account.objects.filter(id=actor.ref).update(password=kept)
        end_sign_ins(actor.ref, but=here)

    write(work)
