"""Who asks. Every service and selector takes an actor; what an actor may see travels with the selector."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from groundswell.records.models import Account


class Audience(StrEnum):
    """For whose eyes a measure is, from the narrowest to the widest."""

    TEAM = "team"
    UPWARD = "upward"
    ORGANISATION = "organisation"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Actor:
    """``ref`` is the random reference that the ledger keeps; ``audiences`` are those this actor belongs to."""

    ref: str
    name: str
    audiences: frozenset[str]


GUEST: Final = Actor("", "", frozenset())
"""Whoever holds a share link: belongs to no audience, and sees a stored picture alone."""


def local_actor() -> Actor:
    """The one local person of the data directory that this context works on, who sees everything in it."""
    account = Account.objects.only("id", "name").get()
    return Actor(account.id, account.name, frozenset(Audience))

PRODUCT: Final = Actor("product", "", frozenset(Audience))
"""The product itself, where it writes down what it noticed: proposals, signals that a revised figure withdrew. No account has this ref."""
