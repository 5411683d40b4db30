"""What an act is called on pages: one word for each, whatever kind and payload it has in the ledger."""

from collections.abc import Mapping
from types import MappingProxyType

from groundswell.records.ledger.kinds import OF_UNITS, Kind, What

STORE = "store"
RETRACT = "retract"
TAKE_BACK = "take_back"
BRING_BACK = "bring_back"
REACTION = "reaction"
HANDOVER_DECLINED = "handover_declined"

_LABELS: Mapping[str, str] = MappingProxyType({Kind.EXCLUDE: "leave_out", Kind.VISIBILITY: "audience", Kind.RETIRE: "put_away"})


def label(kind: str, what: str, superseded: str = "") -> str:
    """split, leave_out, rules, baseline, note, target, standard (either withdrawn), audience, team, handover, glass, define, share,
    merge, put_away, bring_back, …"""
    if kind == Kind.RETRACT:
        return BRING_BACK if superseded == Kind.RETIRE else TAKE_BACK
    if kind == Kind.DEFINE and what in OF_UNITS:
        return what
    if kind == Kind.ACCOUNT:
        return f"account_{what}"
    if what == What.PEOPLE:
        return what
    if kind == Kind.LIMITS or (kind in (Kind.TARGET, Kind.VISIBILITY) and what):
        return what
    return _LABELS.get(kind, kind)
