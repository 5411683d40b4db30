"""Files written from a measure page: numbers stay numbers, texts stay texts, the same figure everywhere."""

import csv
import random
import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO, StringIO

import openpyxl
import pytest

from groundswell.charts.drawing.svg import full_svg
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.reports.definition_row import DefinitionRow
from groundswell.reports.measure_page import MeasurePage, build_measure_page
from groundswell.reports.writing.cells import MARK, TRIGGERS, neutral
from groundswell.reports.writing.csv import values_csv, written
from groundswell.reports.writing.definitions_xlsx import definitions_xlsx
from groundswell.reports.writing.html import html_file
from groundswell.reports.writing.xlsx import values_xlsx
from groundswell.words import words_for
from tests.charting import complaints, elements, figures, parsed, series_of

HOSTILE = "=HYPERLINK(\"http://evil.example\",\"x\")"


def lines(page: MeasurePage) -> list[dict[str, str]]:
    """The CSV file as another program reads it."""
    return list(csv.DictReader(StringIO(values_csv(page).decode("utf-8-sig"))))


def page_of(values: list[str | None], definition: MeasureDefinition | None = None, locale: str = "en") -> MeasurePage:
    record = MeasureRecord("m", None, None, definition or MeasureDefinition("Any"), series_of(values))
    return build_measure_page(record, locale, date(2026, 11, 9))


def restored(cell: str) -> str:
    """What stood in a text cell before it was made safe."""
    return cell.removeprefix(MARK)


def test_the_file_sets_the_typical_value_in_bold_where_the_sentence_tells_it() -> None:
    page = page_of([*["20", "26"] * 12, *["31"] * 8])
    assert page.chart.sentence_parts[1] == "25"
    assert "since March 2025 lie above the typical <b>25</b>." in html_file(page)


def test_C25_ten_thousand_texts_and_numbers_come_back_and_no_text_is_a_formula() -> None:
    chance = random.Random(25)
    letters = "=+-@|%'\"\t\r\n;,x7 \u00a0＝−"
    number = re.compile(r"-?\d+(\.\d+)?")
    for _ in range(10_000):
        if chance.random() < 0.5:
            exact = Exact(chance.randint(-(10**15), 10**15), chance.randint(0, 12))
            cell = _through_csv(written(exact))
            assert number.fullmatch(cell)
            assert Decimal(cell) == exact.decimal
            assert cell == str(exact)
        else:
            text = "".join(chance.choices(letters, k=chance.randint(0, 9)))
            cell = _through_csv(written(text))
            assert not cell.lstrip(" \u00a0\ufeff").startswith(TRIGGERS)
            assert restored(cell) == text


def _through_csv(cell: str) -> str:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(["before", cell, "after"])
    return next(csv.reader(StringIO(out.getvalue(), newline="")))[1]


def test_C25_a_minus_is_not_lost() -> None:
    page = page_of(["-5", "-0.50", "7"])
    assert [row["Value"] for row in lines(page)] == ["-5", "-0.50", "7"]
    sheet = openpyxl.load_workbook(BytesIO(values_xlsx(page)))["Values"]
    assert [sheet.cell(row, 4).value for row in (2, 3, 4)] == [-5, -0.5, 7]
    assert neutral("-5") == "'-5"


def test_C25_names_and_reasons_that_look_like_formulas_stay_texts() -> None:
    record = replace(
        complaints(), definition=MeasureDefinition(HOSTILE, measurement_unit="@unit"), excluded={date(2025, 1, 1): "+cmd|' /C calc'!A0"}
    )
    page = build_measure_page(record, "en")
    row = lines(page)[21]
    assert row["Left out of the limits"] == "'+cmd|' /C calc'!A0"
    assert row["Measurement unit"] == "'@unit"
    book = openpyxl.load_workbook(BytesIO(values_xlsx(page)))
    assert all(cell.data_type != "f" for sheet in book for cells in sheet.iter_rows() for cell in cells)
    assert book["About"]["B1"].value == HOSTILE
    assert HOSTILE not in html_file(page)


def test_a_workbook_has_real_dates_and_numbers() -> None:
    book = openpyxl.load_workbook(BytesIO(values_xlsx(build_measure_page(complaints(), "en"))))
    sheet = book["Values"]
    head = [cell.value for cell in sheet[1]]
    assert head[:5] == ["Period", "Period start", "Period end (exclusive)", "Value", "As shown"]
    assert (sheet["B2"].value, sheet["C2"].value) == (datetime(2023, 4, 1), datetime(2023, 5, 1))
    assert sheet["B2"].is_date
    assert isinstance(sheet["D2"].value, float)
    assert book["About"]["A1"].value == "Measure"


def test_a_figure_longer_than_a_spreadsheet_number_keeps_its_digits_as_text() -> None:
    long = "12345678901234567890.5"
    sheet = openpyxl.load_workbook(BytesIO(values_xlsx(page_of([long, "1"]))))["Values"]
    assert sheet["D2"].value == long
    assert sheet["D3"].value == 1


def test_a_date_before_excel_counts_days_is_written_as_text() -> None:
    record = MeasureRecord("m", None, None, MeasureDefinition("Old"), series_of(["1", "2"], start=date(1850, 1, 1)))
    sheet = openpyxl.load_workbook(BytesIO(values_xlsx(build_measure_page(record, "en"))))["Values"]
    assert sheet["B2"].value == "1850-01-01"


def test_a_missing_figure_is_never_a_zero() -> None:
    page = page_of(["5", None, "7"])
    row = lines(page)[1]
    assert (row["Value"], row["As shown"], row["Presence"]) == ("", "c", "suppressed")
    sheet = openpyxl.load_workbook(BytesIO(values_xlsx(page)))["Values"]
    assert sheet["D3"].value is None


@pytest.mark.parametrize("locale", ["en", "de", "fr"])
def test_E15_one_figure_is_the_same_string_on_chart_table_and_export(locale: str) -> None:
    """2.675 and 0.5 round half away from zero everywhere, as people read them."""
    values = ["2.675", "2.665", "0.5", "12345.675", "-2.675", "1.005", *figures(10, 20, 3, 4, 3)]
    page = page_of(values, MeasureDefinition("Rounded", decimals=2), locale)
    words = page.words
    expected = [words.number(Exact.parse(value), 2) for value in values]
    assert expected[0] == words.number(Decimal("2.68"))
    assert [point.figure for point in page.chart.points] == expected
    assert [row.figure for row in page.rows] == expected
    assert [row["As shown"] for row in lines(page)] == [neutral(figure) for figure in expected]
    sheet = openpyxl.load_workbook(BytesIO(values_xlsx(page)))["Values"]
    assert [sheet.cell(at + 2, 5).value for at in range(len(values))] == expected
    titles = [each.findtext("title") or "" for each in elements(parsed(full_svg(page.chart)), "g") if each.get("class") == "pt"]
    assert all(f": {figure}." in title for figure, title in zip(expected, titles, strict=True))
    table = html_file(page)
    assert all(f'<td class="num">{figure}</td>' in table for figure in expected)


def test_E13_the_same_page_gives_the_same_bytes() -> None:
    one, other = build_measure_page(complaints(), "en"), build_measure_page(complaints(), "en")
    assert values_csv(one) == values_csv(other)
    assert values_xlsx(one) == values_xlsx(other)
    assert html_file(one, "Why?") == html_file(other, "Why?")


def test_E9_a_left_out_figure_is_marked_with_its_reason_in_every_export() -> None:
    page = build_measure_page(complaints(), "en")
    assert lines(page)[21]["Left out of the limits"] == "records system down"
    sheet = openpyxl.load_workbook(BytesIO(values_xlsx(page)))["Values"]
    assert "records system down" in [cell.value for cell in sheet[23]]
    assert "Left out of the limits: records system down" in html_file(page)
    assert ("Left out", "Jan 2025: records system down") in page.rests_on


class Seen(HTMLParser):
    """Tags and addresses of a page, and what stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action", "srcset", "data")]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_mailed_file_holds_all_it_needs_and_nothing_else() -> None:
    page = build_measure_page(complaints(), "en", date(2026, 11, 9))
    question = "What would you have to hear, to believe this?"
    text = html_file(page, question, asker="Mara Quill asks", as_on="9 November 2026")
    seen = Seen()
    seen.feed(text)
    assert "script" not in seen.tags
    assert "link" not in seen.tags
    assert seen.addresses == []
    assert not re.search(r"https?://(?!www\.w3\.org/)", text)
    said = " ".join(seen.texts)
    for part in (question, "Mara Quill asks", "16\u00a0working days", "Storm in the second week", "Oct 2026"):
        assert part in said
    assert seen.tags.count("svg") == 3
    assert seen.tags.count("tr") == len(page.rows) + 1
    assert "Complaints.xlsx" not in text, "a file to pass on does not name the file it came from"
    assert len(text) < 300_000


def test_the_mailed_file_escapes_whatever_people_wrote() -> None:
    definition = replace(complaints().definition, name="</title><script>")
    record = replace(complaints(), org_unit="<img src=x onerror=alert(1)>", definition=definition)
    seen = Seen()
    seen.feed(html_file(build_measure_page(record, "en"), "<script>alert(1)</script>", asker="<b>"))
    assert "script" not in seen.tags
    assert "img" not in seen.tags


def test_a_row_of_definitions_is_as_high_as_its_longest_text_and_no_higher_than_a_dozen_lines() -> None:
    texts = ["Calls", "Calls " * 8, "\n".join("abc"), "Calls " * 400]
    rows = [DefinitionRow("kp62hiftllphgowvp27pgvmrea", MeasureDefinition("Calls", description=text)) for text in texts]
    sheet = openpyxl.load_workbook(BytesIO(definitions_xlsx(rows, words_for("en")))).worksheets[0]
    assert [sheet.row_dimensions[number].height for number in range(3, 7)] == [None, 45, 45, 180]
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$2")
