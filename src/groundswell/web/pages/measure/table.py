"""The table twin of a chart, as the pages show it: newest first, and the last six in the order of time for paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from groundswell.reports import corrections
from groundswell.reports.measure_page import MeasurePage
from groundswell.reports.value_rows import ValueRow
from groundswell.web.drawn import drawn
from groundswell.web.pages.measure.addresses import points_address
from groundswell.words import Words

LAST_ON_PAPER = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A column beside the period: its head, the class of its cells, and what a row's cell holds as HTML, escaped."""

    head: str
    cell: Callable[[ValueRow], str]
    css: str = ""

    @property
    def is_number(self) -> bool:
        """Whether its head stands over figures."""
        return self.css == "num"


@dataclass(frozen=True, slots=True)
class ValuesTable:
    """Rows with their heads, and the columns that there is something in."""

    caption: str
    period_head: str
    figure_head: str
    columns: Sequence[Column]
    rows: Sequence[ValueRow]
    last: Sequence[ValueRow]
    points: str
    """What the addresses of the pages about its figures begin with."""
    query: str
    """What such an address ends with: the place that is looked at."""

    @property
    def body(self) -> SafeString:
        """The rows as HTML, escaped. A template takes some twenty times as long over them."""
        columns = [(_opening(column), column.cell) for column in self.columns]
        return drawn("\n".join([self._row(row, columns) for row in self.rows]))

    def _row(self, row: ValueRow, columns: Sequence[tuple[str, Callable[[ValueRow], str]]]) -> str:
        head = escape(row.label)
        if row.start is not None and row.exact is not None:
            head = f'<a href="{escape(f"{self.points}{row.start.isoformat()}/{self.query}")}">{head}</a>'
        if row.version:
            head += f' <span class="faint">({escape(row.version)})</span>'
        cells = "".join([f"{opening}{cell(row)}</td>" for opening, cell in columns])
        return f'<tr><th scope="row">{head}</th>{cells}</tr>'


def values_table(page: MeasurePage, words: Words, query: str = "") -> ValuesTable:
    """The table of a measure page, in the words of its locale."""
    head = page.record.definition.measurement_unit or words.text("table.figure")
    figure_head = head[:1].upper() + head[1:]
    return ValuesTable(
        caption=words.text("table.caption", {"name": page.chart.title}),
        period_head=words.text(f"table.period.{page.record.series.cadence.value}"),
        figure_head=figure_head,
        columns=tuple(_columns(page, figure_head)),
        rows=page.newest_first,
        last=page.rows[-LAST_ON_PAPER:],
        points=points_address(page.measure_id),
        query=query,
    )


def _columns(page: MeasurePage, figure_head: str) -> list[Column]:
    """What the sheet had beside its figures has a column where there is any of it, and so has what was corrected."""
    rows, columns = page.rows, [Column(figure_head, _figure, "num")]
    if any(row.brought is not None for row in rows):
        columns.append(Column(_("As brought"), lambda row: escape(row.brought or ""), "num"))
    if any(row.numerator or row.denominator for row in rows):
        columns.append(Column(_("Numerator"), lambda row: escape(row.numerator or ""), "num"))
        columns.append(Column(_("Denominator"), lambda row: escape(row.denominator or ""), "num"))
    columns.append(Column(_("State"), lambda row: escape(row.state_text)))
    columns.append(Column(_("Reading"), lambda row: escape(row.reading)))
    if any(row.their_status for row in rows):
        columns.append(Column(_("Their own sign"), lambda row: escape(row.their_status)))
    if page.corrections:
        columns.append(corrected_column(page))
    columns.append(Column(_("From"), lambda row: f"<bdi>{escape(row.origin_text)}</bdi>", "faint"))
    return columns


def corrected_column(page: MeasurePage) -> Column:
    """What each published figure was before it was corrected, and until when."""
    found = corrections.by_day(page)
    told = {day: escape(corrections.cell(page, of_day)) for day, of_day in found.items()}
    return Column(page.words.text("correction.column"), lambda row: told.get(row.start, "") if row.start is not None else "")


def _figure(row: ValueRow) -> str:
    """The figure with its sign, or the sign alone where there is none."""
    if row.exact is None:
        return f'<span class="faint">{escape(row.cell_mark or row.sign)}</span>'
    return escape(row.figure) + (f"<sup> {escape(row.sign)}</sup>" if row.sign else "")


def _opening(column: Column) -> str:
    css = f' class="{column.css}"' if column.css else ""
    return f'<td{css} data-l="{escape(column.head)}">'
