"""The table twin of a chart, as the pages show it: newest first, and the last six in the order of time for paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.reports.measure_page import MeasurePage
from groundswell.reports.value_rows import ValueRow
from groundswell.web.pages.measure.addresses import points_address
from groundswell.words import Words

LAST_ON_PAPER = 6


@dataclass(frozen=True, slots=True)
class ValuesTable:
    """Rows with their heads; which of the optional columns there are."""

    caption: str
    period_head: str
    figure_head: str
    has_counts: bool
    has_their_status: bool
    has_brought: bool
    rows: Sequence[ValueRow]
    last: Sequence[ValueRow]
    points: str
    """What the addresses of the pages about its figures begin with."""


def values_table(page: MeasurePage, words: Words) -> ValuesTable:
    """The table of a measure page, in the words of its locale."""
    head = page.record.definition.measurement_unit or words.text("table.figure")
    return ValuesTable(
        caption=words.text("table.caption", {"name": page.chart.title}),
        period_head=words.text(f"table.period.{page.record.series.cadence.value}"),
        figure_head=head[:1].upper() + head[1:],
        has_counts=any(row.numerator or row.denominator for row in page.rows),
        has_their_status=any(row.their_status for row in page.rows),
        has_brought=any(row.brought is not None for row in page.rows),
        rows=page.newest_first,
        last=page.rows[-LAST_ON_PAPER:],
        points=points_address(page.measure_id),
    )
