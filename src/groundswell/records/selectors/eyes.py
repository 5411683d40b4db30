"""What of a measure's figures these eyes see: all of them inside its team, none that are too small outside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from groundswell.domain.access.deciding import Because, decide
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.privacy.outside_view import outside_views
from groundswell.records import clock
from groundswell.records.actors import Actor, is_shared
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.definitions import MeasureState
from groundswell.records.selectors.org_units import tree
from groundswell.records.selectors.organisation import settings

SHARED = 5
"""The threshold of a shared installation whose settings say nothing; one person alone has none."""
INSIDE = frozenset({Because.ALONE, Because.OWN_TEAM, Because.OWN_ROLE, Because.BREAK_GLASS})
"""Decisions that show every figure; a break-glass is on the record for the team to see."""


Now = Callable[[], Sequence[MeasureRecord]]
"""Reads lines as they stand now, every figure of them."""


def threshold() -> int:
    """Figures below this number are not shown outside their team; 0 hides none."""
    chosen = settings().small_numbers
    if chosen is not None:
        return chosen
    return SHARED if is_shared() else 0


def inside(actor: Actor, state: MeasureState) -> bool:
    """Whether this person sees every figure of a measure."""
    return decide(actor.viewer, state.subject).because in INSIDE


def shows_all(actor: Actor, state: MeasureState) -> bool:
    """Whether nothing of a measure is hidden from this person: they belong to it, or the organisation hides nothing."""
    return inside(actor, state) or not threshold()


def for_eyes(actor: Actor, states: Mapping[str, MeasureState], records: Sequence[MeasureRecord], now: Now) -> list[MeasureRecord]:
    """Records, all lines of a measure together and next to one another, as this person may see them. ``now`` reads every line that
    these are of as it stands now, and is asked only where something has to be hidden in an earlier view.
    """
    if actor.viewer.everything:
        return list(records)
    outside = {one.measure_id for one in records if not inside(actor, states[one.measure_id])}
    return hide_small(records, outside, now) if outside else list(records)


def hide_small(records: Sequence[MeasureRecord], measure_ids: Iterable[str], now: Now) -> list[MeasureRecord]:
    """Records with the named measures as they are seen from outside; unchanged where the organisation hides nothing."""
    below, named = threshold(), frozenset(measure_ids)
    if not below:
        return list(records)
    later: dict[str, list[MeasureRecord]] = {}
    if records and records[0].as_of_seq < newest_seq():
        for one in now():
            later.setdefault(one.measure_id, []).append(one)
    above = _above() if named else {}
    seen: list[MeasureRecord] = []
    for measure_id, grouped in groupby(records, lambda record: record.measure_id):
        lines = list(grouped)
        seen += outside_views(lines, below, above, later=later.get(measure_id, ())) if measure_id in named else lines
    return seen


def _above() -> dict[str, str | None]:
    """What each unit hangs under today. A place of the figures that somebody said is a unit stands between the unit and what is above."""
    known = tree()
    found = dict(known.on(clock.now().date()).parents)
    for place, unit in known.same.items():
        found[place], found[unit] = found.get(unit), place
    return found
