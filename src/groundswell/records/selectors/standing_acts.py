"""The few acts of one use among the many that say who sees what: read once, and again when one of that kind was added or taken back."""

from groundswell.records.databases import identity, reading_connection
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.selectors.acts import ActRow, live_acts
from groundswell.records.selectors.kept import Kept

_kept: Kept[dict[str, tuple[ActRow, ...]]] = Kept(4)
_NEWEST = "SELECT " + ", ".join(f"(SELECT max(seq) FROM act WHERE kind = '{kind}')" for kind in (Kind.VISIBILITY, Kind.RETRACT, Kind.ERASE))
"""How far whatever can change them has come: figures leave them as they are."""


def standing_about(what: What) -> tuple[ActRow, ...]:
    """Offers to take a measure on, or break-glasses, that stand now, in order."""
    key = (*identity(), *reading_connection().execute(_NEWEST).fetchone())
    by_what = _kept.get(key)
    if by_what is None:
        found: dict[str, list[ActRow]] = {}
        for act in live_acts((Kind.VISIBILITY,), None):
            if act.what in (What.HANDOVER, What.GLASS):
                found.setdefault(act.what, []).append(act)
        by_what = _kept.put(key, {one: tuple(acts) for one, acts in found.items()})
    return by_what.get(what, ())
