"""Who asks. Every service and selector takes an actor; what an actor may see travels with the selector."""

from dataclasses import dataclass, replace
from typing import Final

from groundswell.domain.access.deciding import EVERYTHING, NOBODY, Audience, Viewer
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.models import Account, Post
from groundswell.records.selectors.holdings import glasses_of, roles_of

__all__ = ["GUEST", "PRODUCT", "Actor", "Audience", "Viewer", "actor_by_login", "actor_of", "is_shared", "local_actor"]


@dataclass(frozen=True, slots=True)
class Actor:
    """``ref`` is the random reference that the ledger keeps; ``viewer`` is what the decision point takes; ``administrator`` may manage
    accounts and the installation, which gives no eyes; ``by_command`` where they act on the command line, which the record says.
    ``works_for``: which of several posts they work in now, where they said so."""

    ref: str
    name: str
    viewer: Viewer
    administrator: bool = False
    by_command: bool = False
    works_for: str | None = None

    @property
    def alone(self) -> bool:
        """Whether nobody else works here, so that nothing is kept from anybody."""
        return self.viewer.everything and self.viewer.only is None

    def shares_memory(self, made_by: str, team: str | None) -> bool:
        """Whether what somebody brought or remembered for a team is this person's too."""
        return self.alone or (bool(self.ref) and made_by == self.ref) or (team is not None and team in self.viewer.units)


GUEST: Final = Actor("", "", NOBODY)
"""Whoever holds a share link, or has not signed in: belongs to no audience but the public."""

PRODUCT: Final = Actor("product", "", EVERYTHING)
"""The product itself, where it writes down what it noticed: proposals, signals that a revised figure withdrew. No account has this ref."""


def is_shared() -> bool:
    """Whether people sign in to this data directory: it has an administrator."""
    return Account.objects.filter(administrator=True, closed_at=None).exists()


def local_actor() -> Actor:
    """The one local person of the data directory that this context works on, who sees everything in it.

    Raises UserError("shared_needs_person") where people sign in: there nobody is everybody.
    """
    accounts = list(Account.objects.only("id", "name", "administrator", "closed_at")[:2])
    if len(accounts) != 1 or accounts[0].administrator:
        raise UserError("shared_needs_person")
    return Actor(accounts[0].id, accounts[0].name, EVERYTHING, administrator=True)


def actor_by_login(login: str | None) -> Actor:
    """Who works on the command line: the person of that login; without one the local person.

    Whoever may start a command on the data directory's files could change them anyway, so no password is asked for.
    Raises UserError("account_unknown"), ("shared_needs_person").
    """
    if login is None:
        return local_actor()
    account_id = Account.objects.filter(login=login.strip().casefold(), closed_at=None).values_list("id", flat=True).first()
    return replace(actor_of(account_id or ""), by_command=True)


def actor_of(account_id: str) -> Actor:
    """A person of a shared data directory as they stand at this moment: a post that ended, a role that was handed over or a closed
    account counts from the next request on. Raises UserError("account_unknown")."""
    account = Account.objects.only("id", "name", "administrator", "closed_at").filter(id=account_id, closed_at=None).first()
    if account is None:
        raise UserError("account_unknown")
    today = clock.now().date().isoformat()
    held = Post.objects.filter(account=account_id, start__lte=today).exclude(until__lte=today)
    viewer = Viewer(
        signed_in=True,
        units=frozenset(held.values_list("unit", flat=True)),
        roles=roles_of(account_id),
        glass=glasses_of(account_id) if account.administrator else frozenset(),
    )
    return Actor(account.id, account.name, viewer, account.administrator)
