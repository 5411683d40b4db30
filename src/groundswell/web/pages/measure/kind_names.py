"""What a chart kind is called on pages."""

from groundswell.domain.measurement.chart_kind import ChartKind, DrawnFrom, KindName
from groundswell.words import Words


def kind_label(one: ChartKind, words: Words) -> str:
    """``Limits by season, added``: the kind's name, and what it is drawn from where that is not the figures."""
    name = words.text("kind.seasonal_additive" if one.additive else f"kind.{one.name.value}")
    if one.drawn_from is DrawnFrom.FIGURES:
        return name
    source = words.text(f"kind.from.{one.drawn_from.value}")
    return source if one.name in (KindName.XMR, KindName.T) else words.text("kind.with_source", {"kind": name, "source": source})
