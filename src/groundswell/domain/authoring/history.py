"""Versions of a definition in time: which one holds for a day, and where a new stretch begins (method 1.5: old points by the old one)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import pairwise

from groundswell.domain.authoring.new_version import Changed, needs_new_version
from groundswell.domain.measurement.definition import MeasureDefinition


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it was written: whole, with the first day that it holds for (None: all figures) and the reason."""

    definition: MeasureDefinition
    effective_from: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``first`` on that are calculated in one way; ``number`` is the version that began it, ``changed`` what it changed."""

    first: date
    number: int
    reason: str
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The versions of one definition in the order in which they were written, at least one."""

    versions: tuple[Version, ...]

    def on(self, day: date) -> MeasureDefinition:
        """The definition in force on a day.

        The newest version that holds for the day does so as a whole. One for all figures that calculates nothing otherwise is only what
        it changed: so a name that is mended later leaves each formula to its days. The first version holds for all days before the others.
        """
        if not self._dates():
            return self.versions[-1].definition
        standing = before = self.versions[0].definition
        for version in self.versions[1:]:
            if version.effective_from is None and not needs_new_version(before, version.definition):
                standing = _amended(standing, before, version.definition)
            elif version.effective_from is None or version.effective_from <= day:
                standing = version.definition
            before = version.definition
        return standing

    def all_on(self, days: Sequence[date]) -> list[MeasureDefinition]:
        """The same for many days in order, worked out once for each stretch between two effective dates."""
        dates = self._dates()
        found: list[MeasureDefinition] = []
        at, standing = -1, self.versions[-1].definition
        for day in days:
            passed = sum(one <= day for one in dates)
            if passed != at:
                at, standing = passed, self.on(day)
            found.append(standing)
        return found

    def stretches(self) -> tuple[Stretch, ...]:
        """Where something else is calculated than before, in order of time; empty where it never was."""
        found = []
        before = self.on(date.min)
        for day in self._dates():
            standing = self.on(day)
            changed = needs_new_version(before, standing)
            if changed:
                begun = self._begun(day)
                found.append(Stretch(day, begun.definition.version, begun.reason, changed))
            before = standing
        return tuple(found)

    def _begun(self, day: date) -> Version:
        """The newest version of a day that calculates something otherwise than the one before it; later ones of that day only amend it."""
        of_day = [(before, version) for before, version in pairwise(self.versions) if version.effective_from == day]
        broke = [version for before, version in of_day if needs_new_version(before.definition, version.definition)]
        return broke[-1] if broke else of_day[-1][1]

    def _dates(self) -> list[date]:
        return sorted({version.effective_from for version in self.versions[1:] if version.effective_from is not None})


def _amended(standing: MeasureDefinition, before: MeasureDefinition, after: MeasureDefinition) -> MeasureDefinition:
    """A definition with those fields of another that this one changed; the dictionary entry field by field.

    A band goes with its direction.
    """
    entry = {
        one.name: getattr(after.entry, one.name)
        for one in fields(after.entry)
        if getattr(before.entry, one.name) != getattr(after.entry, one.name)
    }
    changed = {
        one.name: getattr(after, one.name)
        for one in fields(after)
        if one.name != "entry" and getattr(before, one.name) != getattr(after, one.name)
    }
    if changed.keys() & {"direction", "band"}:
        changed |= {"direction": after.direction, "band": after.band}
    return replace(standing, **changed, entry=replace(standing.entry, **entry))
