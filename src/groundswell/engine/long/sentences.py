"""A grouping in plain sentences, as codes with values: the words are added at the shells."""

from collections.abc import Iterator

from groundswell.engine.long.grouping import Count, Grouping
from groundswell.errors import Value

MOST_VALUES = 12

_MADE = {Count.ROWS: "rows", Count.SUM: "sum", Count.MEAN: "mean", Count.RATIO: "ratio", Count.ONLY: "as_it_stands"}

Said = tuple[str, dict[str, Value]]


def grouping_sentences(grouping: Grouping) -> Iterator[Said]:
    """When, where, what is counted or added up, and which rows; then what was said of empty cells, empty periods and the edges."""
    cadence = "as_written" if grouping.cadence is None else grouping.cadence.value
    yield f"long.says_{cadence}", {"column": grouping.date}
    if grouping.day_first is not None:
        yield "long.says_day_first" if grouping.day_first else "long.says_month_first", {"column": grouping.date}
    if grouping.zone:
        yield "long.says_zone", {"column": grouping.date, "zone": grouping.zone}
    if grouping.org_units:
        yield "long.says_places", {"columns": grouping.org_units}
    for one in grouping.measures:
        values: dict[str, Value] = {"name": one.name, "column": one.column, "of": one.of}
        yield f"long.says_{_MADE[one.count]}", values
    if grouping.split_by:
        yield "long.says_split", {"columns": grouping.split_by}
    for kept in grouping.filters:
        shown = tuple(value or "—" for value in kept.kept[:MOST_VALUES])
        more = len(kept.kept) > MOST_VALUES
        yield "long.says_only_some" if more else "long.says_only", {"column": kept.column, "values": shown or ("—",), "n": len(kept.kept)}
    for said, code in ((grouping.zeros, "zeros"), (grouping.blanks_add_nothing, "blanks"), (grouping.edges, "edges")):
        if said:
            yield f"long.says_{code}", {}
