"""Programs of the cast: Alice keeps a measure for her team alone and one for the organisation; each of the cast has a token."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from groundswell.domain.access.scopes import Scope
from groundswell.records import clock
from groundswell.records.actors import actor_of, local_actor
from groundswell.records.ids import new_id
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.models import Account
from groundswell.records.opening import write
from groundswell.records.services.measures import org_unit_act
from groundswell.records.services.recording import seal_acts
from groundswell.records.services.tokens import TokenWanted, make_token
from groundswell.web.api.rates import RATES
from tests.cast import Cast, gather
from tests.web.filled import CALM, measure

CANARY = "Canary kept in the harbour"
"""The name of what Alice's team keeps for itself."""
CANARY_FIGURES = ("7731.25", "7732.5", "7730.75", "7733")
OPEN = "Ferries on time"


@dataclass
class Program:
    """A client that holds a token and nothing else."""

    token: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False, headers={"host": "localhost"}))

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """One request to the API; the body as JSON, or as it is where it is bytes."""
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return self.client.generic(
            method, f"/api/v1{path}", content, content_type="application/json", headers={"host": "localhost", **bearer, **headers}
        )

    def get(self, path: str, **headers: str) -> HttpResponse:
        """A GET."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        """A POST."""
        return self.ask("POST", path, body, **headers)


def token_for(account: str, *scopes: Scope, measures: list[str] | None = None, days: int = 30) -> str:
    """A new token of a person; without scopes it has all of them."""
    person = local_actor() if not _shared() else actor_of(account)
    expires = clock.now() + timedelta(days=days)
    return make_token(person, TokenWanted("for a test", scopes or tuple(Scope), expires, measures)).token


def _shared() -> bool:
    return Account.objects.filter(administrator=True).exists()


@dataclass
class Harbour:
    """The cast with a program each, and the ids of the two measures."""

    cast: Cast
    kept: str
    open: str
    programs: dict[str, Program]

    def __getitem__(self, name: str) -> Program:
        return self.programs[name]


@pytest.fixture
def alone(data_directory: Path) -> Iterator[Program]:
    """The program of a person who is alone."""
    with override_settings(GROUNDSWELL_START_TOKEN="0123456789abcdef0123456789abcdef"):
        RATES.forget()
        yield Program(token_for(""))


@pytest.fixture
def harbour(data_directory: Path) -> Iterator[Harbour]:
    """Shared, with tokens for everybody."""
    with override_settings(GROUNDSWELL_START_TOKEN="0123456789abcdef0123456789abcdef"):
        RATES.forget()
        yield put_up()


def put_up() -> Harbour:
    """Fill the data directory of this context: figures first, by the person who was alone."""
    kept, opened = measure(CANARY, CANARY_FIGURES), measure(OPEN, CALM)
    pier = new_id()
    alone = local_actor()
    write(lambda: seal_acts(alone, [org_unit_act(pier, "Pier")]))
    cast = gather()
    alice = cast.actor("alice")
    acts = [ActDraft(Kind.VISIBILITY, one, payload={"what": What.TEAM.value, "team": cast.units["Harbour"]}) for one in (kept, opened)]
    acts.append(ActDraft(Kind.VISIBILITY, opened, payload={"audience": "organisation"}, words={"reason": "for all"}))
    write(lambda: seal_acts(alice, acts))
    programs = {name: Program(token_for(account)) for name, account in cast.accounts.items()}
    return Harbour(cast, kept, opened, programs)
