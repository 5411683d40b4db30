"""Workbooks of Marram Harbour Council, made up: the scorecard that its planner keeps, next month's copy, and a list.

The scorecard has what real ones have: title rows, a year above its months, names of groups between the rows, n/a and `..`,
a cell that Excel could not work out, a total that does not quite add up, an average, a colour by their own rule and a footnote.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import xlsxwriter

from groundswell.records.demo import harbour

SCORECARD = "scorecard.xlsx"
NEXT_MONTH = "scorecard-november.xlsx"
COMPLAINTS = "complaints.csv"
MADE = datetime(2026, 11, 5, tzinfo=UTC).replace(tzinfo=None)
DAY_OF_THE_LIST = date(2026, 11, 25)

Cell = float | int | str
ERROR = "#DIV/0!"
MONTHS = ("Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct")
YEARS = (("2025/26", 6), ("2026/27", 7))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the scorecard; a line without figures names the group below it."""

    name: str
    measurement_unit: str = ""
    figures: tuple[Cell, ...] = ()
    status: str = ""


ROWS = (
    Row("CUSTOMER"),
    Row("Complaints, median days", "days", (25.1, 25.7, 24.5, 25.1, 28.6, 17.7, 15.8, 16.2, 15.1, 13.8, 15.8, 18.0, 17.7), "Green"),
    Row("Calls answered within 1 min", "%", (75.6, 77.8, 71.7, 77.1, 78.7, 76.9, 74.7, 79.8, 81.0, 77.0, 81.5, 80.6, 77.4), "Amber"),
    Row("HARBOUR"),
    Row("Ferries leaving on time", "%", (90.9, 89.5, 88.1, 92.2, 92.5, 91.6, 91.4, 91.5, 92.1, 90.6, 86.8, 88.4, 86.7), "Red"),
    Row("Berth wait, hours", "hrs", ("n/a", "n/a", 5.3, ERROR, 4.7, 6.0, 6.3, 6.1, 6.0, 4.0, 4.4, 5.6, 5.0), "Amber"),
    Row("Near misses reported", "no.", (19, 21, "..", 16, 16, 25, 20, 26, 28, 22, 26, 26, 28), "Red"),
    Row("Cargo calls", "no.", (46, 47, 44, 41, 43, 41, 46, 52, 43, 42, 48, 47, 46), "Green"),
    Row("Passenger calls", "no.", (104, 117, 127, 99, 111, 91, 99, 92, 114, 100, 121, 120, 115), "Green"),
    Row("Total calls", "no.", (150, 164, 171, 140, 154, 132, 145, 144, 157, 140, 169, 167, 161), "Green"),
)
NOVEMBER: dict[str, Cell] = {
    "Complaints, median days": 16.4, "Calls answered within 1 min": 78.9, "Ferries leaving on time": 87.9, "Berth wait, hours": 5.2,
    "Near misses reported": 27, "Cargo calls": 49, "Passenger calls": 118, "Total calls": 167,
}
CHANGED: dict[tuple[str, int], Cell] = {("Ferries leaving on time", 11): 88.9, ("Near misses reported", 12): 30}
"""Two past figures that November's copy states anew: (row, position of its month) → figure."""


def scorecard() -> bytes:
    """The scorecard of October 2026."""
    return _workbook(ROWS, MONTHS, YEARS)


def next_month() -> bytes:
    """The same sheet a month later: one column more, and two past figures changed without a word."""
    rows = []
    for row in ROWS:
        figures = [CHANGED.get((row.name, at), figure) for at, figure in enumerate(row.figures)]
        rows.append(replace(row, figures=(*figures, NOVEMBER[row.name])) if figures else row)
    return _workbook(rows, (*MONTHS, "Nov"), (YEARS[0], ("2026/27", 8)))


def complaints() -> bytes:
    """One measure as a list of months, with several years of history."""
    measure = next(measure for measure in harbour.MEASURES if measure.name == "Days to answer a complaint")
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(["Month", measure.name])
    lines.writerows([day.isoformat()[:7], "" if figure is None else figure] for day, figure in harbour.figures(measure, DAY_OF_THE_LIST))
    return text.getvalue().encode("utf-8")


FILES = {SCORECARD: scorecard, NEXT_MONTH: next_month, COMPLAINTS: complaints}


def _workbook(rows: Sequence[Row], months: Sequence[str], years: Sequence[tuple[str, int]]) -> bytes:
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    book.set_properties({"title": "Performance scorecard", "company": harbour.ORGANISATION, "created": MADE})
    bold, centred = book.add_format({"bold": True}), book.add_format({"bold": True, "align": "center", "bottom": 1})
    sheet = book.add_worksheet("Scorecard")
    sheet.set_column(0, 0, 30)
    sheet.write(0, 0, "MARRAM HARBOUR COUNCIL: PERFORMANCE SCORECARD", bold)
    sheet.write(1, 0, "Prepared by Corporate Planning. Figures may be revised.")
    first = 2
    for year, count in years:
        sheet.merge_range(2, first, 2, first + count - 1, year, centred)
        first += count
    for column, head in enumerate(("Indicator", "Unit", *months, "Average", "RAG")):
        sheet.write(3, column, head, bold)
    for at, row in enumerate(rows, start=4):
        _line(sheet, at, row, bold)
    sheet.write(4 + len(rows), 0, "* RAG against the corporate target. Source: service returns.")
    book.close()
    return kept.getvalue()


def _line(sheet: xlsxwriter.worksheet.Worksheet, at: int, row: Row, bold: xlsxwriter.format.Format) -> None:
    if not row.figures:
        sheet.write(at, 0, row.name, bold)
        return
    sheet.write(at, 0, row.name)
    sheet.write(at, 1, row.measurement_unit)
    for column, figure in enumerate(row.figures, start=2):
        if figure == ERROR:
            sheet.write_formula(at, column, "=0/0", None, ERROR)
        else:
            sheet.write(at, column, figure)
    numbers = [figure for figure in row.figures if not isinstance(figure, str)]
    mean = ERROR if ERROR in row.figures else round(sum(numbers) / len(numbers), 1)
    last = xlsxwriter.utility.xl_range(at, 2, at, 1 + len(row.figures))
    sheet.write_formula(at, 2 + len(row.figures), f"=AVERAGE({last})", None, mean)
    sheet.write(at, 3 + len(row.figures), row.status)
