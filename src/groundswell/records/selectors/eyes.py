"""What of a measure's figures these eyes see: all of them inside its team, none that are too small outside it."""

from collections.abc import Callable, Sequence
from itertools import groupby

from groundswell.domain.access.deciding import Because, decide
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.privacy.outside_view import NO_DAYS, outside_views, without_days
from groundswell.records import clock
from groundswell.records.actors import Actor, is_shared
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.definitions import Catalogue, MeasureState, catalogue
from groundswell.records.selectors.org_units import tree
from groundswell.records.selectors.organisation import settings
from groundswell.records.selectors.resting import Hiding, Inside, resting

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


def for_eyes(actor: Actor, everything: Catalogue, records: Sequence[MeasureRecord], now: Now) -> list[MeasureRecord]:
    """Records, all lines of a measure together and next to one another, as this person may see them. ``now`` reads every line that
    these are of as it stands now, and is asked only where something has to be hidden in an earlier view.
    """
    if actor.viewer.everything:
        return list(records)
    return _hide_small(actor, everything, records, lambda state: inside(actor, state), now)


def for_guests(actor: Actor, everything: Catalogue, records: Sequence[MeasureRecord], now: Now) -> list[MeasureRecord]:
    """Records as they are seen from outside, whoever shows them; unchanged where the organisation hides nothing."""
    return _hide_small(actor, everything, records, lambda _: False, now)


def _hide_small(
    actor: Actor, everything: Catalogue, records: Sequence[MeasureRecord], within: Inside, now: Now
) -> list[MeasureRecord]:
    outside = {one.measure_id for one in records if not within(everything.measures[one.measure_id])}
    computed = {one.measure_id for one in records if one.computed}
    below = threshold() if outside or computed else 0
    if not below:
        return list(records)
    seq, newest = records[0].as_of_seq, newest_seq()
    states = [(everything, seq), (catalogue(actor, newest), newest)] if seq < newest else [(everything, seq)]
    hiding = Hiding(below, _above(), within, states)
    rests = resting(hiding, computed)
    later: dict[str, list[MeasureRecord]] = {}
    if outside and seq < newest:
        for one in now():
            later.setdefault(one.measure_id, []).append(one)
    seen: list[MeasureRecord] = []
    for measure_id, grouped in groupby(records, lambda record: record.measure_id):
        lines, days = list(grouped), rests.get(measure_id, NO_DAYS)
        if measure_id in outside:
            seen += outside_views(lines, below, hiding.above, later.get(measure_id, ()), days)
        else:
            seen += without_days(lines, days, below)
    return seen


def _above() -> dict[str, str | None]:
    """What each unit hangs under today. A place of the figures that somebody said is a unit stands between the unit and what is above."""
    known = tree()
    found = dict(known.on(clock.now().date()).parents)
    for place, unit in known.same.items():
        found[place], found[unit] = found.get(unit), place
    return found
