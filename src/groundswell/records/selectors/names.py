"""What people decided about names: which names of files mean the same measure or place, and which do not."""

from collections.abc import Iterator
from dataclasses import dataclass

from groundswell.records.actors import Actor
from groundswell.records.models import NameDecision

MEASURE, ORG_UNIT = "measure", "org_unit"
KINDS = (MEASURE, ORG_UNIT)


@dataclass(frozen=True, slots=True)
class DecidedNames:
    """``name``, as a file writes it, is the same as ``meant``, or is not."""

    kind: str
    name: str
    meant: str
    same: bool


def decided_names(actor: Actor) -> list[DecidedNames]:
    """The standing decision of this person's team on each pair, the newest first."""
    return list(reversed([*_standing(actor)]))


def _standing(actor: Actor) -> Iterator[DecidedNames]:
    newest: dict[tuple[str, str, str], bool | None] = {}
    for row in NameDecision.objects.order_by("seq"):
        if not actor.shares_memory(row.actor_ref, row.team):
            continue
        key = (row.kind, row.name, row.meant)
        newest.pop(key, None)
        newest[key] = row.same
    for (kind, name, meant), same in newest.items():
        if same is not None:
            yield DecidedNames(kind, name, meant, same)
