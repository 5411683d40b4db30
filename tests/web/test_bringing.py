"""Bringing data, page by page, without a browser: every step is a form that works by itself."""

import io
import re
import stat
import time
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.selectors import batches, portfolio, recipes, uploads
from tests.e2e.harbour_files import complaints, next_month, scorecard
from tests.shared_data import shared

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TWICE_A_MONTH = "Month\tFerries late\n" + "".join(f"2025-{month:02}\t{20 + month}\n" for month in range(1, 13))


def bring(pages: Client, content: bytes, name: str = "Scorecard 26-27.xlsx", **form: str) -> str:
    """Sends a file and gives the address of its page."""
    answer = pages.post("/bring/", {"file": SimpleUploadedFile(name, content, XLSX), **form})
    assert answer.status_code == 302, answer.content.decode()
    address = answer.headers["Location"]
    assert address.startswith("/bring/")
    return address


def keep_all(pages: Client, address: str, **more: str) -> str:
    """Takes every measure and place that the page offers; gives the text of the page that follows."""
    page = pages.get(address).content.decode()
    form = {
        name: [unescape(found) for found in re.findall(rf'name="{name}" value="([^"]*)" checked', page)] for name in ("measure", "place")
    }
    has_places = {"has_places": "1"} if 'name="has_places"' in page else {}
    answer = pages.post(f"{address}keep/", {**form, **has_places, "remember": "1", "recipe_name": "Corporate scorecard", **more})
    assert answer.headers["Location"] == f"{address}confirm/"
    return pages.get(f"{address}confirm/").content.decode()


def store(pages: Client, address: str, **more: str) -> HttpResponse:
    """Presses the button of the confirm page."""
    page = pages.get(f"{address}confirm/").content.decode()
    as_of = re.search(r'name="as_of" value="(\d+)"', page)
    assert as_of is not None
    return pages.post(f"{address}confirm/", {"as_of": as_of[1], **more})


def text_of(answer: HttpResponse) -> str:
    """A page's words, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def figures() -> int:
    """How many figures the record holds now."""
    return sum(record.series.figures for record in portfolio.portfolio(local_actor()))


def test_a_scorecard_is_read_checked_confirmed_and_stored(pages: Client) -> None:
    address = bring(pages, scorecard())
    check = text_of(pages.get(address))
    assert "Your sheet holds 7 measures over 13 months." in check
    assert "Say what F10 should be." in check
    assert "= 87 kept + 3 missing" in check
    assert "Periods: 13 months, October 2025 to October 2026" in check
    assert "Store 87 figures" in keep_all(pages, address)
    assert figures() == 0
    assert store(pages, address).status_code == 302
    assert figures() == 87
    assert "87 figures stored." in text_of(pages.get("/record/"))
    assert pages.get(address).status_code == 404
    assert not list(uploads.file_of("x").parent.iterdir())


def test_the_sum_of_the_page_adds_up_and_each_paint_has_its_class(pages: Client) -> None:
    page = pages.get(bring(pages, scorecard())).content.decode()
    counts = [int(n.replace(",", "")) for n in re.findall(r"<b>([\d,]+)</b>", page.split('class="sum"')[1].split("</p>")[0])]
    assert counts[0] == sum(counts[1:])
    for paint, address, text in (
        ("problem", "F10", "#DIV/0!"),
        ("name", "A6", "Complaints, median days"),
        ("unit", "B6", "days"),
        ("missing", "C10", "n/a"),
    ):
        cell = re.search(rf'<td class="p-{paint}[^"]*"[^>]*id="cell-{address}"[^>]*>(?:<span>)?([^<]*)', page)
        assert cell is not None, address
        assert cell[1] == text
    for paint, address in (("period", "C4"), ("figure", "C6"), ("out", "P6"), ("out", "A14")):
        assert re.search(rf'<td class="p-{paint}[^"]*"[^>]*id="cell-{address}"', page), address
    assert '<td id="cell-C5">' in page, "an empty cell has no paint"


def test_a_role_is_changed_by_a_plain_form_and_taken_back(pages: Client) -> None:
    address = bring(pages, scorecard())
    changed = pages.post(f"{address}roles/", {"range": "column-14-14", "role": "left_out"})
    assert changed.status_code == 302
    assert "over 12 months" in text_of(pages.get(address))
    assert "You changed the reading of one column or row." in text_of(pages.get(address))
    pages.post(f"{address}roles/", {"axis": "row", "first": "5", "last": "6", "role": "left_out"})
    assert "holds 5 measures" in text_of(pages.get(address))
    pages.post(f"{address}roles/", {"take_back": "1"})
    pages.post(f"{address}roles/", {"take_back": "1"})
    pages.post(f"{address}roles/", {"take_back": "1"})
    assert "7 measures over 13 months" in text_of(pages.get(address))


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"range": "column-1-1", "role": "no_such_role"},
        {"range": "row-1-1", "role": "value"},
        {"range": "cell-1-1", "role": "value"},
        {"range": "column-9-1", "role": "value"},
        {"range": "column-0-999999", "role": "value"},
        {"range": "column--1-2", "role": "value"},
        {"range": "column-1-1", "role": "value", "sheet": "99"},
        {"range": "column-1-1", "role": "value", "sheet": "1e9"},
    ],
)
def test_forms_that_no_button_of_ours_sends_are_refused(pages: Client, form: dict[str, str]) -> None:
    address = bring(pages, scorecard())
    answer = pages.post(f"{address}roles/", form)
    assert answer.status_code == 400
    assert pages.get(address).status_code == 200


def test_a_cell_that_is_no_figure_is_typed_or_recorded_as_missing(pages: Client) -> None:
    address = bring(pages, scorecard())
    place = {"cell_sheet": "Scorecard", "cell": "F10"}
    assert pages.post(f"{address}figure/", {**place, "act": "figure", "figure": "soon"}).status_code == 400
    pages.post(f"{address}figure/", {**place, "act": "missing"})
    assert "= 87 kept + 4 missing" in text_of(pages.get(address))
    pages.post(f"{address}figure/", {**place, "act": "figure", "figure": "6.1"})
    assert "= 88 kept + 3 missing" in text_of(pages.get(address))
    keep_all(pages, address)
    store(pages, address)
    berths = next(record for record in portfolio.portfolio(local_actor()) if "Berth" in record.definition.name)
    typed = next(point for point in berths.series.points if point.period is not None and point.period.start.isoformat() == "2026-01-01")
    assert str(typed.value) == "6.1"
    assert typed.observation is not None
    assert typed.observation.mark == "#DIV/0!"


def test_what_is_taken_off_is_not_stored(pages: Client) -> None:
    address = bring(pages, scorecard())
    page = pages.get(address).content.decode()
    kept = [name for name in re.findall(r'name="measure" value="([^"]*)"', page) if "calls" in name.lower()]
    assert 1 <= len(kept) < 7
    pages.post(f"{address}keep/", {"measure": kept})
    store(pages, address)
    assert len(portfolio.portfolio(local_actor())) == len(kept)
    assert recipes.recipes(local_actor()) == []


def test_bounds_are_offered_and_never_assumed(pages: Client) -> None:
    address = bring(pages, scorecard())
    assert "These 2 percentages lie between 0 and 100" in text_of(pages.get(address))
    keep_all(pages, address)
    store(pages, address)
    assert all(record.definition.upper_bound is None for record in portfolio.portfolio(local_actor()))
    address = bring(pages, next_month())
    keep_all(pages, address, bounds="1")
    store(pages, address)
    bounded = {record.definition.name: record.definition for record in portfolio.portfolio(local_actor()) if record.definition.upper_bound}
    assert len(bounded) == 2
    assert all(definition.measurement_unit == "%" and str(definition.upper_bound) == "100" for definition in bounded.values())


def test_the_next_file_of_that_shape_is_read_by_the_remembered_recipe(pages: Client) -> None:
    address = bring(pages, scorecard())
    pages.post(f"{address}roles/", {"range": "row-10-10", "role": "left_out"})
    keep_all(pages, address)
    store(pages, address)
    page = text_of(pages.get(bring(pages, next_month(), "Scorecard November.xlsx")))
    assert "Read as “Corporate scorecard”, version 1 of the recipe that you keep." in page
    assert "6 measures over 14 months" in page


def test_G6_the_same_file_again_adds_nothing_and_names_the_first(pages: Client) -> None:
    address = bring(pages, scorecard())
    keep_all(pages, address)
    store(pages, address)
    before = len(batches.batches(local_actor()))
    again = bring(pages, scorecard(), "copy of it.xlsx")
    page = keep_all(pages, again)
    assert "This file adds nothing." in page
    assert "with Scorecard 26-27.xlsx; every one is already stored." in page
    store(pages, again)
    resaved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(scorecard())).save(resaved)
    assert "This file adds nothing." in keep_all(pages, bring(pages, resaved.getvalue(), "re-saved.xlsx"))
    assert len(batches.batches(local_actor())) == before
    assert figures() == 87


def test_next_month_says_was_and_now_before_it_stores_and_keeps_the_reasons(pages: Client) -> None:
    address = bring(pages, scorecard())
    keep_all(pages, address)
    store(pages, address)
    address = bring(pages, next_month(), "Scorecard November.xlsx")
    page = keep_all(pages, address)
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Two past values change." in words
    assert "7 new figures; 88 are the same as before. Nothing is stored yet." in words
    assert "Store 9 figures" in words
    assert re.search(r"<s>88\.4</s>.*?<b>88\.9</b>.*?\+0\.5", page, re.DOTALL)
    assert figures() == 87
    store(pages, address, **{"why-0": "correction", "why-1": "late_returns"})
    assert figures() == 94
    newest = batches.batches(local_actor())[0]
    assert (newest.new, newest.changed) == (7, 2)


def test_G7_a_batch_is_undone_with_a_reason_and_can_come_again(pages: Client) -> None:
    address = bring(pages, scorecard())
    keep_all(pages, address)
    store(pages, address)
    first = next(batch for batch in batches.batches(local_actor()) if batch.undoable)
    undo = f"/record/{first.ref}/undo/"
    assert "Undo 87 figures of Scorecard 26-27.xlsx?" in text_of(pages.get(undo))
    assert pages.post(undo, {"reason": "  "}).status_code == 422
    assert figures() == 87
    assert pages.post(undo, {"reason": "wrong file"}).status_code == 302
    assert figures() == 0
    assert "Undoes a batch: wrong file" in text_of(pages.get("/record/"))
    assert pages.post(undo, {"reason": "again"}).status_code == 400
    address = bring(pages, scorecard())
    assert "Store 87 figures" in keep_all(pages, address)
    store(pages, address)
    assert figures() == 87
    assert "The record is whole." in text_of(pages.post("/record/verify/"))


def test_the_toasts_undo_is_one_click(pages: Client) -> None:
    address = bring(pages, scorecard())
    keep_all(pages, address)
    store(pages, address)
    undo = re.search(r'action="(/record/\w+/undo/\?at_once=1)"', pages.get("/record/").content.decode())
    assert undo is not None
    pages.post(undo[1])
    assert figures() == 0


def test_G5_a_file_is_stored_whole_or_what_is_refused_is_said_first(pages: Client) -> None:
    address = bring(pages, scorecard())
    page = " ".join(re.sub(r"<[^>]+>", " ", keep_all(pages, address)).split())
    assert "Refused: 1 F10 The cell is #DIV/0!" in page
    store(pages, address)
    assert len([batch for batch in batches.batches(local_actor()) if batch.figures]) == 1


def test_a_page_that_was_overtaken_stores_nothing(pages: Client) -> None:
    address = bring(pages, scorecard())
    keep_all(pages, address)
    other = bring(pages, complaints(), "complaints.csv")
    keep_all(pages, other)
    page = pages.get(f"{address}confirm/").content.decode()
    as_of = re.search(r'name="as_of" value="(\d+)"', page)
    assert as_of is not None
    store(pages, other)
    stored = figures()
    answer = pages.post(f"{address}confirm/", {"as_of": as_of[1]})
    assert answer.status_code == 422
    assert "The record changed while this page was open." in text_of(answer)
    assert figures() == stored


def test_a_pasted_block_is_read_and_kept_in_the_field_when_it_cannot_be(pages: Client) -> None:
    answer = pages.post("/bring/", {"block": TWICE_A_MONTH})
    assert "holds 1 measure over 12 months" in text_of(pages.get(answer.headers["Location"]))
    refused = pages.post("/bring/", {"block": 'Month\t"open\n2025-01\t3'})
    assert refused.status_code == 422
    assert "2025-01" in refused.content.decode().split("<textarea")[1]


def test_giving_up_deletes_the_file(pages: Client) -> None:
    address = bring(pages, scorecard())
    kept = list(uploads.file_of("x").parent.iterdir())
    assert [stat.S_IMODE(path.stat().st_mode) for path in kept] == [0o600]
    assert "Scorecard 26-27.xlsx" in text_of(pages.get("/bring/"))
    pages.post(f"{address}give-up/")
    assert not list(uploads.file_of("x").parent.iterdir())
    assert pages.get(address).status_code == 404
    assert pages.get(f"{address}confirm/").status_code == 404


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "..\\..\\evil.csv", "/etc/cron.d/x.csv", "a\x00b.csv", "x" * 300 + ".csv", "<b>.csv", "\u202egpj.csv"]
)
def test_the_senders_name_never_becomes_a_path_and_is_escaped(pages: Client, data_directory: Path, name: str) -> None:
    before = {path for path in data_directory.parent.rglob("*") if "uploads" not in path.parts}
    address = bring(pages, complaints(), name)
    kept = list(uploads.file_of("x").parent.iterdir())
    assert [len(path.name) for path in kept] == [26]
    assert {path for path in data_directory.parent.rglob("*") if "uploads" not in path.parts} - before == set()
    assert "<b>" not in pages.get(address).content.decode().split("<h2")[1].split("</h2>")[0]


HOSTILE = {
    "not a workbook": (b"\x7fELF" + bytes(200), "x.xlsx"),
    "empty": (b"", "x.csv"),
    "cut off": (None, "x.xlsx"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "x.xls"),
    "a page": (b"<html><body>log in</body></html>", "x.xls"),
    "nul bytes": (b"Month,Figure\n2025-01,\x003\n", "x.csv"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_cannot_be_read_ends_in_one_sentence(pages: Client, kind: str) -> None:
    content, name = HOSTILE[kind]
    content = scorecard()[:3000] if content is None else content
    answer = pages.post("/bring/", {"file": SimpleUploadedFile(name, content)})
    if answer.status_code == 302:  # a web page is text; then it holds no table, and that is said
        assert "No figures" in text_of(pages.get(answer.headers["Location"]))
        return
    assert answer.status_code == 422
    said = text_of(answer)
    assert "This could not be read." in said
    assert "error." not in said
    assert "Traceback" not in said


def test_nothing_sent_is_one_sentence(pages: Client) -> None:
    assert "No file came along. Choose one, or paste a block." in text_of(pages.post("/bring/", {"block": "  "}))


def test_a_full_sheet_has_to_be_confirmed(pages: Client) -> None:
    """Row 65,536 is where an old sheet ends: a source with more was cut off there without a word."""
    rows = "".join(f"{1900 + at // 12}-{at % 12 + 1:02},{at % 97}\n" for at in range(1200))
    content = ("Month,Calls\n" + rows + ",\n" * (65_536 - 1202) + "note,\n").encode()
    address = bring(pages, content, "calls.csv")
    keep_all(pages, address)
    assert "nothing was cut off" in text_of(pages.get(f"{address}confirm/"))
    assert store(pages, address).status_code == 422
    assert figures() == 0
    assert store(pages, address, whole="1").status_code == 302
    assert figures() == 1200


def test_one_question_stands_before_hart_can_be_confirmed(pages: Client) -> None:
    address = bring(pages, shared("kpibank/hart_district_council_kpis.csv").read_bytes(), "hart.csv")
    page = pages.get(address)
    assert "Which quarter is this?" in text_of(page)
    assert pages.get(f"{address}confirm/").headers["Location"] == address
    question = re.search(r'name="question" value="([^"]+)"', page.content.decode())
    assert question is not None
    unread = pages.post(f"{address}answer/", {"question": question[1], "choice": "the last one"}, follow=True)
    assert "“the last one” is not a period that can be read here." in text_of(unread)
    pages.post(f"{address}answer/", {"question": question[1], "choice": "Q3 2013/14"})
    assert "over 2 quarters" in text_of(pages.get(address))
    assert "Q2 2013/14 to Q3 2013/14" in text_of(pages.get(address))
    assert pages.post(f"{address}answer/", {"question": "no such", "choice": "x"}).status_code == 404


def test_a_question_left_open_is_the_next_step_of_the_measures_of_that_file(pages: Client) -> None:
    months = "".join(f"2025-{month:02}-01,{20 + month % 3}\n" for month in range(1, 13))
    address = bring(pages, f"Month,Ferries late\n{months}".encode(), "late.csv")
    keep_all(pages, address)
    store(pages, address)
    (record,) = portfolio.portfolio(local_actor())
    assert not record.open_question
    again = bring(pages, b"Date,Ferries late\n03/04/2026,21\n05/06/2026,22\n", "late.csv")
    (asked,) = portfolio.portfolio(local_actor())
    assert asked.open_question
    assert "Answer the question" in text_of(pages.get(f"/measures/{record.measure_id}/"))
    pages.post(f"{again}give-up/")
    assert not portfolio.portfolio(local_actor())[0].open_question


def _long_list(rows: int) -> bytes:
    """A list that takes more than the page's second of patience."""
    lines = [f"{2000 + at % 240 // 12}-{at % 12 + 1:02},Place {at // 240},{at % 97}.5" for at in range(rows)]
    return ("Month,Place,Calls\n" + "\n".join(lines) + "\n").encode()


def test_a_long_reading_is_watched_on_a_page_of_its_own_and_goes_on_by_itself(pages: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.web.pages.bring.desk.PATIENCE", 0.0)
    answer = pages.post("/bring/", {"file": SimpleUploadedFile("calls.csv", _long_list(24_000))})
    address = answer.headers["Location"]
    assert address.startswith("/runs/")
    shown = text_of(pages.get(address))
    assert "Reading calls.csv." in shown
    assert "Stop" in shown
    deadline = time.monotonic() + 60
    while pages.get(address).status_code == 200 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert pages.get(address).headers["Location"].startswith("/bring/")
    polled = pages.get(address, headers={"hx-request": "true"})
    assert polled.headers["HX-Redirect"].startswith("/bring/")
    assert "1 measure for 100 places over 240 months" in text_of(pages.get(polled.headers["HX-Redirect"]))


def test_stop_ends_a_reading_and_keeps_nothing_of_it(pages: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.web.pages.bring.desk.PATIENCE", 0.0)
    address = pages.post("/bring/", {"file": SimpleUploadedFile("calls.csv", _long_list(24_000))}).headers["Location"]
    assert pages.post(f"{address}stop/").headers["Location"] == address
    deadline = time.monotonic() + 60
    while "Look again" in text_of(pages.get(address)) and time.monotonic() < deadline:
        time.sleep(0.1)
    ended = text_of(pages.get(address))
    assert "calls.csv could not be read." in ended
    assert "Bring another file" in ended
    assert not list(uploads.file_of("x").parent.iterdir())
    assert uploads.open_uploads(local_actor()) == []


def test_the_demo_opens_and_closes_and_touches_nothing_of_ones_own(pages: Client) -> None:
    address = bring(pages, scorecard())
    keep_all(pages, address)
    store(pages, address)
    assert pages.post("/demo/open/").headers["Location"] == "/"
    assert "You are looking at the demo" in text_of(pages.get("/settings/"))
    assert "Scorecard 26-27.xlsx" not in text_of(pages.get("/record/"))
    pages.post("/demo/close/")
    assert "Scorecard 26-27.xlsx" in text_of(pages.get("/record/"))
    assert figures() == 87


def test_settings_are_changed_by_dated_entries_and_read_by_the_next_file(pages: Client) -> None:
    form = {
        "name": "Marram Harbour Council",
        "locale": "en-GB",
        "time_zone": "Europe/London",
        "fiscal_year_start": "7",
        "school_year_start": "9",
        "week_start": "0",
    }
    assert pages.post("/settings/", {**form, "locale": "klingon!"}).status_code == 422
    assert pages.post("/settings/", {**form, "fiscal_year_start": "13"}).status_code == 422
    assert pages.post("/settings/", form).status_code == 302
    assert "Marram Harbour Council" in text_of(pages.get("/settings/"))
    assert "Settings of the organisation" in text_of(pages.get("/record/"))
    address = bring(pages, b"Year,Calls\n2023/24,10\n2024/25,12\n2025/26,14\n", "calls.csv")
    keep_all(pages, address)
    store(pages, address)
    starts = [point.period.start.isoformat() for point in portfolio.portfolio(local_actor())[0].series.points if point.period is not None]
    assert starts == ["2023-07-01", "2024-07-01", "2025-07-01"]


def test_a_head_from_elsewhere_is_compared(pages: Client) -> None:
    address = bring(pages, scorecard())
    keep_all(pages, address)
    store(pages, address)
    head = re.search(r'class="hash">([0-9]+-[0-9]+-[0-9a-f]{64})<', pages.get("/record/").content.decode())
    assert head is not None
    assert "It agrees with the anchor that you kept" in text_of(pages.post("/record/verify/", {"anchor": head[1]}))
    batches, entries, whole = head[1].split("-")
    other = f"{batches}-{entries}-{'1' if whole[0] == '0' else '0'}{whole[1:]}"
    assert "The record does not agree with the anchor." in text_of(pages.post("/record/verify/", {"anchor": other}))
    assert pages.post("/record/verify/", {"anchor": "nonsense"}).status_code == 422


def test_a_file_over_the_limit_is_one_sentence(pages: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.web.pages.bring.upload_handler.MAX_FILE", 200_000)
    answer = pages.post("/bring/", {"file": SimpleUploadedFile("big.csv", b"1,2\n" * 100_000)})
    assert answer.status_code == 422
    assert "The file is larger than 100 MB." in text_of(answer)
    assert uploads.open_uploads(local_actor()) == []


@pytest.mark.parametrize(
    "name", ["messy/ons_monthly_deaths_2018.xls", "series/claimant_count_monthly.csv", "series/toronto_ttc_measures.csv"]
)
def test_a_real_file_comes_back_as_it_was_read(pages: Client, name: str) -> None:
    address = bring(pages, shared(name).read_bytes(), Path(name).name)
    shown = re.search(r"= ([\d,]+) kept", text_of(pages.get(address)))
    assert shown is not None
    keep_all(pages, address)
    store(pages, address)
    assert figures() == int(shown[1].replace(",", ""))
    assert "The record is whole." in text_of(pages.post("/record/verify/"))


def test_what_is_read_by_an_assumption_is_shown_and_can_be_answered_otherwise(pages: Client) -> None:
    rows = ["Variable,Totals,Conville,Gorham", "New cases,8,1,7", "New deaths,2,1,1", "Contacts,20,9,11"]
    dated = [f"{'Date' if at == 0 else '2024-09-30'},{row}" for at, row in enumerate(rows)]
    address = bring(pages, "\n".join(dated).encode(), "situation.csv")
    page = pages.get(address).content.decode()
    assert "One thing we are not sure of" in page
    assert "Places (as it is read now)" in page
    question = re.search(r'name="question" value="(places_or_measures[^"]*)"', page)
    assert question is not None
    pages.post(f"{address}answer/", {"question": unescape(question[1]), "choice": "measures", "sheet": "0"})
    after = text_of(pages.get(address))
    assert "not sure of" not in after
    assert "6 measures" in after
