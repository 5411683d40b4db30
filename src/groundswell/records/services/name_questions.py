"""Names of a file that may mean names of the record, or one another where names change on a day: what a person is asked once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from groundswell.engine.intake import Intake
from groundswell.engine.name_changes import names_changes
from groundswell.engine.name_likeness import PARTS, How, Likeness, folded, part_proposals, proposals
from groundswell.records.actors import Actor
from groundswell.records.selectors.names import KINDS, MEASURE, ORG_UNIT, decided_names
from groundswell.records.services.matching import Matching, matching

MOST_ASKED = 60
"""Names that are asked about at once; the others come after."""
OF_WHOLE_NAMES = frozenset({How.WRITTEN, How.ABBREVIATED, How.PARTS})
"""Likenesses that say something of a name of several parts as a whole; the others are looked for in its parts."""


@dataclass(frozen=True, slots=True)
class UnsureName:
    """A name of the file with the names that it may mean, the likeliest first. ``changes_on``: the day from which it follows them.

    ``part_of``: where it is only a part of names, how many have it.
    """

    kind: str
    name: str
    options: tuple[Likeness, ...]
    changes_on: date | None = None
    part_of: int = 0


def unsure_names(actor: Actor, intake: Intake) -> list[UnsureName]:
    """What is to be decided before a file is stored; empty for most files."""
    matched = matching(actor)
    asking = _Asking(matched, frozenset((one.kind, one.name, one.meant) for one in decided_names(actor) if not one.same))
    every = [*intake.observations, *intake.states]
    names = {
        MEASURE: sorted({one.measure for one in every}),
        ORG_UNIT: sorted({one.org_unit for one in every if one.org_unit is not None}),
    }
    for change in names_changes(intake.observations):
        for kind in KINDS:
            old, new = ({_name(kind, owner) for owner in owners} - {None} for owners in (change.ended, change.began))
            asking.ask(kind, [one for one in new - old if one], [one for one in old - new if one], change.start)
    for kind, here in names.items():
        asking.ask(kind, here, _free(kind, here, matched))
    return list(asking.found.values())[:MOST_ASKED]


def _name(kind: str, owner: tuple[str, str | None]) -> str | None:
    """The name of a series that can have been renamed: its place, or its measure where it has none."""
    measure, org_unit = owner
    return org_unit if kind == ORG_UNIT else measure if org_unit is None else None


def _free(kind: str, here: Sequence[str], matched: Matching) -> list[str]:
    """Names of the record that no name of the file stands for: one that is in the file is not meant by another."""
    taken = {folded(matched.written(kind, name)) for name in here}
    standing = matched.standing(kind)
    if kind == MEASURE:
        standing = {key: name for key, name in standing.items() if matched.everything.measures[key].in_use}
    return sorted({name for name in standing.values() if folded(name) not in taken})


class _Asking:
    """Gathers what is asked: a part of names once, then whole names."""

    def __init__(self, matched: Matching, different: frozenset[tuple[str, str, str]]) -> None:
        self._matched, self._different = matched, different
        self.found: dict[tuple[str, str], UnsureName] = {}
        self._covered: set[tuple[str, str]] = set()

    def ask(self, kind: str, names: Sequence[str], known: Sequence[str], changes_on: date | None = None) -> None:
        """Names of a file against those they may mean. What a name is known as already is not asked."""
        written = {folded(name) for name in known}  # of two spellings that the record takes for one, nothing is to be asked
        asked = [name for name in names if (kind, name) not in self._covered and folded(name) not in written]
        new = sorted(name for name in asked if not self._matched.resolves(kind, name))
        if not new or not known:
            return
        renamed = changes_on is not None
        for part, proposal in part_proposals(new, known, renamed=renamed).items():
            self._add(kind, part, proposal.options, changes_on, proposal.names)
        whole = [name for name in new if (kind, name) not in self._covered]
        for name, options in proposals(whole, sorted(known), renamed=renamed).items():
            single = PARTS.search(name) is None
            self._add(kind, name, [one for one in options if single or one.how in OF_WHOLE_NAMES], changes_on, ())

    def _add(
        self, kind: str, name: str, options: Sequence[Likeness], changes_on: date | None, part_of: Sequence[str]
    ) -> None:
        left = tuple(one for one in options if (kind, name, one.meant) not in self._different)
        if left:
            self.found.setdefault((kind, name), UnsureName(kind, name, left, changes_on, len(part_of)))
            self._covered |= {(kind, covered) for covered in part_of}
