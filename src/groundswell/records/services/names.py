"""Keep what a person decides about names, once: the same thing, or different ones."""

from collections.abc import Sequence

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.models import NameDecision
from groundswell.records.opening import write
from groundswell.records.selectors.names import KINDS, DecidedNames, decided_names
from groundswell.records.services.teams import unit_or_none

LONGEST = 1000


def decide(actor: Actor, decisions: Sequence[DecidedNames]) -> None:
    """Keep decisions on pairs of names; the newest of a pair holds. Raises UserError("not_allowed"), ("form_not_ours")."""
    if not actor.ref:
        raise UserError("not_allowed")
    if any(one.kind not in KINDS or not one.name or not one.meant or len(one.name) + len(one.meant) > LONGEST for one in decisions):
        raise UserError("form_not_ours")
    write(lambda: _store(actor, [(one.kind, one.name, one.meant, one.same) for one in decisions]))


def ask_again(actor: Actor, kind: str, name: str, meant: str) -> None:
    """A pair is open again; figures that were stored stay where they are. Raises UserError("names_not_decided")."""
    if all((one.kind, one.name, one.meant) != (kind, name, meant) for one in decided_names(actor)):
        raise UserError("names_not_decided")
    write(lambda: _store(actor, [(kind, name, meant, None)]))


def _store(actor: Actor, rows: Sequence[tuple[str, str, str, bool | None]]) -> None:
    about = {"actor_ref": actor.ref, "team": unit_or_none(actor), "recorded_at": clock.stamp(clock.now())}
    for kind, name, meant, same in rows:
        NameDecision.objects.create(kind=kind, name=name, meant=meant, same=same, **about)
