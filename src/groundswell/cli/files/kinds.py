"""``--kind`` and ``--drawn-from``: another chart than XmR of the figures, for the commands on files."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from groundswell.domain.measurement.chart_kind import ChartKind, DrawnFrom, KindName
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import kind_named
from groundswell.domain.xmr.fit.windows import overlapping

Command = TypeVar("Command", bound=Callable[..., Any])
NAMES = ", ".join(kind.value for kind in KindName)


def kind_options(command: Command) -> Command:
    """The options of a command that draws or analyses by chart kind."""
    drawn = click.option(
        "--drawn-from", type=click.Choice([each.value for each in DrawnFrom]), default=DrawnFrom.FIGURES.value, show_default=True,
        help="What is drawn: the figures, what was added to a running total, or the days between events.",
    )
    kind = click.option("--kind", default=KindName.XMR.value, show_default=True, metavar="NAME", help=f"The chart: {NAMES}.")
    denominator = click.option(
        "--denominator", metavar="NAME", help="The measure of FILE that the others are counted out of: they become shares or rates of it.",
    )
    return kind(drawn(denominator(command)))


def kind_given(kind: str, drawn_from: str, series: Series) -> ChartKind:
    """The kind asked for; a year to date begins with the month in which the series falls. Raises UserError("unknown_chart_kind")."""
    name, source = kind_named(kind).name, DrawnFrom(drawn_from)
    seen = overlapping(series, "year to date") if source is DrawnFrom.YEAR_TO_DATE else None
    year_start = seen.offer.year_start if seen is not None and seen.offer is not None else 1
    return ChartKind(name, source, year_start=year_start)
