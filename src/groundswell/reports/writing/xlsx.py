"""The values of a measure page as a workbook: real numbers and dates, no formulas, one sheet on what they rest on."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from groundswell.domain.measurement.exact import Exact
from groundswell.reports.measure_page import MeasurePage
from groundswell.reports.writing.cells import Cell, about, cells, heads

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - a fixed mark, so that the same page gives the same bytes
WIDEST, NARROWEST, NUMBER = 48, 8, 11
EARLIEST = date(1900, 3, 1)
"""Excel counts days rightly from here on; an earlier date is written as ISO text."""


def values_xlsx(page: MeasurePage) -> bytes:
    """Two sheets: the values, one row a period in order of time; and what they rest on.

    A value with more digits than a spreadsheet's number can hold (15) is written as text, so that none is lost.
    """
    out = BytesIO()
    words = page.words
    with Workbook(out, OPTIONS) as workbook:
        workbook.set_properties({"title": page.chart.title, "created": CREATED})
        head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        plain = workbook.add_format({"valign": "top"})
        shown = workbook.add_format({"valign": "top", "align": "right"})
        sheet = workbook.add_worksheet(words.text("twin.values_sheet"))
        titles = heads(page)
        figure_as_text = titles.index(words.text("twin.shown"))
        widths = [len(title) for title in titles]
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, head)
        for number, row in enumerate(page.rows, start=1):
            for column, cell in enumerate(cells(page, row)):
                form = shown if column == figure_as_text else plain
                widths[column] = max(widths[column], _write(sheet, (number, column), cell, day, form))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width + 1, NARROWEST), WIDEST))
        sheet.freeze_panes(1, 1)
        for_paper(sheet, heads=1)
        sheet.repeat_columns(0)
        sheet.set_print_scale(70)  # four years of months on a page
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        _about(workbook.add_worksheet(words.text("twin.about_sheet")), page, head, wrapped)
    return out.getvalue()


def for_paper(sheet: Worksheet, *, heads: int) -> None:
    """How it comes out of a printer: A4 across, the heads on every page, no lines but its own."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(0, heads - 1)
    sheet.set_footer("&L&8&A&R&8&P / &N")


def _write(sheet: Worksheet, at: tuple[int, int], cell: Cell, day: Format, plain: Format) -> int:
    """Write one cell by its kind; gives the width of its text."""
    if cell is None or cell == "":
        return 0
    if isinstance(cell, date):
        if cell < EARLIEST:
            sheet.write_string(*at, cell.isoformat(), plain)
        else:
            sheet.write_datetime(*at, datetime.combine(cell, datetime.min.time()), day)
        return 10
    if isinstance(cell, float):
        sheet.write_number(*at, cell, plain)
        return 8
    if isinstance(cell, Exact):
        if Decimal(repr(float(cell))) == cell.decimal and abs(cell.coef) < 10**15:
            sheet.write_number(*at, float(cell), plain)
            return min(len(str(cell)), NUMBER)  # a narrower column shows fewer decimals of a number, and keeps all
        sheet.write_string(*at, str(cell), plain)
        return len(str(cell))
    sheet.write_string(*at, cell, plain)
    return len(cell)


def _about(sheet: Worksheet, page: MeasurePage, head: Format, wrapped: Format) -> None:
    for number, (name, text) in enumerate(about(page)):
        sheet.write_string(number, 0, name, head)
        sheet.write_string(number, 1, text, wrapped)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 80)
