"""Which chart kind people chose for a line, as the acts say."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.domain.measurement.chart_kind import PLAIN, ChartKind, DrawnFrom, KindName
from groundswell.records.ledger.kinds import What
from groundswell.records.selectors.acts import ActRow


def kind_of(limits: Sequence[ActRow]) -> tuple[ChartKind, str]:
    """The newest kind that stands among a line's acts on limits, in their order, with its act; the plain chart where nobody chose one."""
    chosen = [act for act in limits if act.what == What.KIND]
    return (kind_from(chosen[-1].payload), chosen[-1].id) if chosen else (PLAIN, "")


def kind_payload(kind: ChartKind) -> dict[str, Any]:
    """A kind as an act's payload holds it."""
    return {
        "what": What.KIND.value, "kind": kind.name.value, "drawn_from": kind.drawn_from.value, "additive": kind.additive,
        "seasons": kind.seasons, "regression": kind.regression, "year_start": kind.year_start,
    }


def kind_from(payload: Mapping[str, Any]) -> ChartKind:
    """The kind of a payload; what a payload does not hold is as a kind has it by itself."""
    seasons = payload.get("seasons")
    return ChartKind(
        KindName(payload["kind"]),
        DrawnFrom(payload.get("drawn_from", DrawnFrom.FIGURES.value)),
        additive=bool(payload.get("additive", False)),
        seasons=None if seasons is None else int(seasons),
        regression=bool(payload.get("regression", False)),
        year_start=int(payload.get("year_start", 1)),
    )
