"""The one cast of a shared data directory: Alice owns, Bob is on her team, Charlie works elsewhere, Dana sits above, Admin has the keys."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from groundswell.records import clock
from groundswell.records.actors import Actor, actor_of
from groundswell.records.ids import new_id
from groundswell.records.models import Account, Post
from groundswell.records.opening import write
from groundswell.records.services.measures import org_unit_act
from groundswell.records.services.recording import seal_acts

UNITS = {"Board": None, "Harbour": "Board", "Docks": "Board"}
"""Each unit's parent by name."""
POSTS = {"alice": "Harbour", "bob": "Harbour", "charlie": "Docks", "dana": "Board", "admin": None}


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids of accounts and units by name. :meth:`actor` asks anew each time, as a request does."""

    accounts: dict[str, str]
    units: dict[str, str]

    def actor(self, name: str) -> Actor:
        """That person as they stand now."""
        return actor_of(self.accounts[name])


@pytest.fixture
def cast(data_directory: Path) -> Cast:
    """A data directory in which the cast works; the local person of before is Alice."""
    return gather()


def gather() -> Cast:
    """Put the cast into the data directory of this context."""
    units = {name: new_id() for name in UNITS}

    def work() -> dict[str, str]:
        now, accounts = clock.stamp(clock.now()), {}
        for name, unit in POSTS.items():
            fields = {"name": name.title(), "login": f"{name}@harbour.example", "made_at": now, "administrator": name == "admin"}
            alone = Account.objects.filter(login="local").first() if name == "alice" else None
            account = alone or Account()
            for field, value in fields.items():
                setattr(account, field, value)
            account.save()
            accounts[name] = account.id
            if unit is not None:
                Post.objects.create(account=account, unit=units[unit], start="2020-01-01", made_by=account.id, made_at=now)
        return accounts

    accounts = write(work)
    admin = actor_of(accounts["admin"])
    write(lambda: seal_acts(admin, [org_unit_act(unit, name) for name, unit in units.items()]))
    return Cast(accounts, units)
