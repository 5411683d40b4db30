"""What may stand in a cell of a file: numbers as numbers, texts that no spreadsheet program takes for a formula."""

from collections.abc import Sequence
from datetime import date

from groundswell.domain.measurement.chart_kind import DIFFERENCES
from groundswell.domain.measurement.exact import Exact
from groundswell.reports import corrections
from groundswell.reports.measure_page import MeasurePage
from groundswell.reports.value_rows import ValueRow

Cell = None | str | date | Exact | float
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
"""What makes a spreadsheet program read a text of a CSV file as a formula, full-width forms included (OWASP, CSV injection)."""
MARK = "'"
CORRECTED = ("corrected_on", "was", "correction_change", "correction_reason")
"""Columns of their own where a published figure was corrected."""


def neutral(text: str) -> str:
    """A text that stays a text: an apostrophe stands before one that would start a formula, or that starts with one itself."""
    bare = text.lstrip(" \u00a0\ufeff")
    return MARK + text if bare.startswith(TRIGGERS) or text.startswith(MARK) else text


def heads(page: MeasurePage) -> tuple[str, ...]:
    """The heads of the values' table, in order; the figures as they were brought where others are drawn, and what was corrected where
    something was."""
    words = page.words
    names = (
        "period", "period_start", "period_end", "value", "shown", "unit", "presence", "status", "cell_mark", "numerator", "denominator",
        "reading", "left_out", "note", "their_status", "typical", "lower", "upper", "file", "sheet", "cell",
        "rule_set", "rule_set_version", "chart_kind",
    )
    found = tuple(words.text(f"twin.{name}") for name in names)
    corrected = tuple(words.text(f"twin.{name}") for name in CORRECTED) if page.corrections else ()
    return (*found, *((words.text("twin.brought"),) if _differs(page) else ()), *corrected)


def cells(page: MeasurePage, row: ValueRow) -> tuple[Cell, ...]:
    """One period as cells, in the order of :func:`heads`. The value is what was read, every digit of it."""
    words = page.words
    notes = {note.letter: note.text for note in page.chart.notes}
    left_out = row.left_out or (words.text("yes") if row.is_left_out else "")
    origin = row.origin
    return (
        row.label, row.start, row.end, _exact(row.exact), row.figure or row.sign, page.record.definition.measurement_unit,
        row.presence.value, row.status.value, row.cell_mark, _exact(row.numerator), _exact(row.denominator),
        row.reading, left_out, notes.get(row.note, ""), row.their_status, row.typical, row.lower, row.upper,
        origin.file_name if origin else "", origin.sheet if origin else "", origin.cell if origin else "",
        page.analysis.rule_set.name, Exact(page.analysis.rule_set.version, 0), words.text(f"kind.{page.analysis.drawn_kind}"),
        *((_exact(row.brought),) if _differs(page) else ()),
        *_corrected(page, row),
    )


def _corrected(page: MeasurePage, row: ValueRow) -> tuple[Cell, ...]:
    """The newest correction of a period, in the order of CORRECTED; the sheet on what the figures rest on has all of them."""
    if not page.corrections:
        return ()
    newest = next((one for one in page.corrections if one.period.start == row.start), None)
    return ("",) * len(CORRECTED) if newest is None else (newest.on, newest.was, newest.change, newest.reason)


def _differs(page: MeasurePage) -> bool:
    """Whether the drawn figures are differences of those that were brought."""
    return page.record.brought is not None and page.record.kind.drawn_from in DIFFERENCES


def about(page: MeasurePage) -> Sequence[tuple[str, str]]:
    """What the figures are and what their limits rest on, as pairs of a name and a text."""
    words, definition = page.words, page.record.definition
    found = [(words.text("twin.measure"), page.chart.title)]
    if definition.description:
        found.append((words.text("twin.description"), definition.description))
    if page.record.org_unit:
        found.append((words.text("twin.org_unit"), page.record.org_unit))
    found.append((words.text("twin.reading"), f"{page.chart.word_text}. {page.chart.sentence} {page.chart.detail}".strip()))
    if page.chart.wanted.said:
        found.append((words.text("twin.wanted"), page.chart.wanted.said))
    found += page.rests_on
    found += [(words.text("correction.one"), corrections.told(page, one)) for one in page.corrections]
    found += [(f"{words.text('twin.note')} {note.letter}, {note.label}", note.text) for note in page.chart.notes]
    found.append((words.text("twin.as_of"), str(page.record.as_of_seq)))
    if page.record.anchor:
        found.append((words.text("twin.anchor"), page.record.anchor))
    return found


def _exact(text: str | None) -> Exact | None:
    return None if text is None else Exact.parse(text)
