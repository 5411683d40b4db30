"""Counting or adding up the rows of a file, page by page, without a browser: every step is a form that works by itself."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.selectors import portfolio, recipes
from tests.web.test_bringing import bring, keep_all, store, text_of

AREAS = ("Ashby", "Bourne", "Corby", "Dunton")


def text_file(rows: list[list[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def cases(zone: str = "") -> bytes:
    rows: list[list[object]] = [["Case No", "Opened", "Area", "Kind", "What was said", "Minutes"]]
    for n in range(480):
        day = date(2024, 1, 1) + timedelta(days=n * 731 // 480)
        opened = f"{day.isoformat()}T08:00:00{zone}" if zone else day.isoformat()
        said = f"A caller said that light number {n} at the corner is out"
        rows.append([f"C/{n:04}", opened, AREAS[n % 4], ("Noise", "Litter", "Light")[n % 3], said, n % 30])
    return text_file(rows)


def levels() -> bytes:
    rows: list[list[object]] = [["time_period", "geographic_level", "region_name", "la_name", "pupils", "absence_percent"]]
    for year in range(2015, 2025):
        rows.append([year, "National", "", "", 600, "5.1"])
        for region in ("East", "West"):
            rows.append([year, "Regional", region, "", 300, "5.2"])
            rows += [[year, "Local authority", region, f"{region} {n}", 100, f"5.{n}"] for n in range(3)]
    return text_file(rows)


def form_of(page: str) -> dict[str, list[str]]:
    """What a browser would send of the page's form."""
    form: dict[str, list[str]] = {}
    body = page.split('<form id="long"')[1].split("</form>", maxsplit=1)[0]
    for found in re.finditer(r'<input type="hidden" name="(filter)" value="([^"]*)"', body):
        form.setdefault(found[1], []).append(found[2])
    for found in re.finditer(r'<input type="(?:checkbox|radio)"[^>]*name="([^"]+)" value="([^"]*)" checked', body):
        form.setdefault(found[1], []).append(unescape(found[2]))
    for found in re.finditer(r'<select[^>]*name="([^"]+)">(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', found[2]) or re.search(r'value="([^"]*)"', found[2])
        form[found[1]] = [chosen[1]] if chosen is not None else []
    for found in re.finditer(r'<input class="field"[^>]*name="([^"]+)" value="([^"]*)"', body):
        form[found[1]] = [unescape(found[2])]
    return form


def answered(pages: Client, address: str, **changes: object) -> str:
    """Sends the form with these changes and gives the page that follows, as it is."""
    form = form_of(pages.get(address).content.decode())
    answer = pages.post(address, {**form, **changes})
    if answer.status_code == 302:
        return str(pages.get(answer.headers["Location"].partition("#")[0]).content.decode())
    return str(answer.content.decode())


def found(page: str) -> str:
    match = re.search(r'class="found" role="status">([^<]*)<', page)
    assert match is not None
    return match[1]


def test_cases_are_counted_checked_confirmed_and_stored(pages: Client) -> None:
    address = bring(pages, cases(), "Service requests 2024-2025.csv")
    assert address.endswith("/long/")
    page = pages.get(address).content.decode()
    assert "Each row is one case" in page
    assert found(page) == "96 figures: 1 measure, 4 places, 24 months."
    assert "480 rows read = 480 counted + 0 left out + 0 not read" in page
    assert 'class="chart' in page or "<svg" in page
    taken = answered(pages, address, act="take", rows_name="Service requests")
    assert "Your sheet holds one measure" in taken or "1 measure" in taken or "4 places over 24 months" in taken
    sheet = address.removesuffix("long/")
    assert "Store 96 figures" in keep_all(pages, sheet)
    assert store(pages, sheet).status_code == 302
    records = portfolio.portfolio(local_actor())
    assert {record.definition.name for record in records} == {"Service requests"}
    assert sum(record.series.figures for record in records) == 96


def test_every_answer_changes_what_it_gives(pages: Client) -> None:
    address = bring(pages, cases(), "cases.csv")
    assert found(answered(pages, address, cadence="quarter")) == "32 figures: 1 measure, 4 places, 8 quarters."
    assert found(answered(pages, address, org="")) == "8 figures: 1 measure, 8 quarters."
    split = answered(pages, address, split="3")
    assert found(split) == "24 figures: 3 measures, 8 quarters."
    assert "Number of cases | Litter" in split
    filtered = answered(pages, address, **{"keep-3": ["Noise", "Light"], "split": ""})
    assert "480 rows read = 320 counted + 160 left out + 0 not read" in filtered
    assert "only Noise, Light (2 of 3)" in filtered
    summed = answered(pages, address, **{"n-5": "sum", "rows": ""})
    assert found(summed) == "8 figures: 1 measure, 8 quarters."
    assert "Added up over" in summed
    assert "average" in answered(pages, address, **{"n-5": "mean", "rows": "1"})


def test_nothing_is_taken_before_something_is_counted(pages: Client) -> None:
    address = bring(pages, cases(), "cases.csv")
    page = answered(pages, address, act="take", rows="")
    assert "This cannot be taken yet." in page
    assert "nothing is chosen yet" in page


def test_the_day_of_a_time_with_an_offset_is_asked(pages: Client) -> None:
    address = bring(pages, cases("+03:00"), "cases.csv")
    page = pages.get(address).content.decode()
    assert "Which day counts?" in page
    assert found(page) == "No figure yet."
    assert re.search(r'value="take" disabled', page)
    assert "figures: 1 measure" in found(answered(pages, address, zone="written"))
    assert "figures: 1 measure" in found(answered(pages, address, zone="here"))


def test_levels_of_one_column_are_never_added_up_together(pages: Client) -> None:
    address = bring(pages, levels(), "absence.csv")
    page = pages.get(address).content.decode()
    assert "A long table" in page
    assert found(page) == "120 figures: 2 measures, 6 places, 10 years."
    assert "only Local authority" in page
    assert "A rate: never added up." in page
    rate = page.split('for="n-5"')[1].split("</select>")[0]
    assert 'value="sum"' not in rate


def test_the_sheet_can_be_read_as_it_stands_again(pages: Client) -> None:
    address = bring(pages, cases(), "cases.csv")
    answer = pages.post(address, {"act": "as_it_stands"})
    sheet = address.removesuffix("long/")
    assert answer.headers["Location"] == sheet
    assert "Count or add up its rows instead" in text_of(pages.get(sheet))
    assert found(pages.get(address).content.decode()).startswith("96 figures")


def test_a_role_of_a_counted_sheet_is_changed_where_its_rows_are_counted(pages: Client) -> None:
    address = bring(pages, cases(), "cases.csv")
    answered(pages, address, act="take")
    sheet = address.removesuffix("long/")
    assert "Its rows are counted by your answers" in text_of(pages.get(sheet))
    changed = pages.post(f"{sheet}roles/", {"axis": "column", "first": "1", "last": "1", "role": "left_out"})
    assert changed.headers["Location"] == address
    assert pages.post(f"{sheet}roles/", {"role": "x"}, headers={"HX-Request": "true"}).headers["HX-Redirect"] == address


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"date": "99"},
        {"date": "x"},
        {"date": "1", "cadence": "century"},
        {"date": "1", "n-5": "median"},
        {"date": "1", "year_start": "13"},
    ],
)
def test_what_no_control_of_ours_sends_is_bad_use(pages: Client, form: dict[str, str]) -> None:
    address = bring(pages, cases(), "cases.csv")
    assert pages.post(address, form).status_code == 400


def test_a_file_without_dates_has_no_such_page(pages: Client) -> None:
    address = bring(pages, text_file([["Area", "Pupils"], *[[area, 5] for area in AREAS * 3]]), "areas.csv")
    assert not address.endswith("/long/")
    assert pages.get(f"{address}long/").status_code == 400


def test_how_rows_are_counted_is_remembered_and_next_years_file_goes_straight_to_confirm(pages: Client) -> None:
    address = bring(pages, cases(), "cases.csv")
    answered(pages, address, act="take", rows_name="Service requests", split="")
    sheet = address.removesuffix("long/")
    keep_all(pages, sheet, recipe_name="Requests")
    store(pages, sheet)
    (kept,) = recipes.recipes(local_actor())
    assert kept.recipe.grouping is not None
    page = text_of(pages.get(f"/recipes/{kept.id}/"))
    assert "Its rows are counted or added up before they are read:" in page
    assert "One figure for each month, by Opened." in page
    more = cases().replace(b"2024-", b"2028-")
    wider = b"\n".join(line + (b",Ward" if not at else b",Q") for at, line in enumerate(more.splitlines()))
    again = pages.post("/bring/", {"file": SimpleUploadedFile("cases 2028.csv", wider)})
    assert again.headers["Location"].endswith("/confirm/"), text_of(pages.get(again.headers["Location"]))
    page = text_of(pages.get(again.headers["Location"]))
    assert "Read as “Requests”, version 1" in page
    assert "The column “ward” is new" in page


def test_a_large_file_is_counted_without_being_read_into_cells(pages: Client) -> None:
    lines = ["Ref,Opened,Area,Kind"]
    first = date(2023, 1, 1)
    days = [(first + timedelta(days=n)).isoformat() for n in range(730)]
    kinds = ("Noise in the street", "Litter in the street", "Light in the street")
    lines += [f"REF/{n:07},{days[n % 730]},{AREAS[n % 4]},{kinds[n % 3]}" for n in range(420_000)]
    address = bring(pages, "\n".join(lines).encode(), "Requests 2023-2024.csv")
    page = pages.get(address).content.decode()
    assert "The file has 420,000 rows and 4 columns." in page
    assert found(page) == "96 figures: 1 measure, 4 places, 24 months."
    assert "420,000 rows read = 420,000 counted + 0 left out + 0 not read" in page
    answered(pages, address, act="take", org="", **{"keep-3": ["Noise in the street"]})
    sheet = address.removesuffix("long/")
    assert "The first 1999 of 420,000 rows are shown" in text_of(pages.get(sheet))
    assert "Store 24 figures" in keep_all(pages, sheet)
    assert store(pages, sheet).status_code == 302
    (record,) = portfolio.portfolio(local_actor())
    assert sum(int(str(point.value)) for point in record.series.points if point.value is not None) == 140_000
    (kept,) = recipes.recipes(local_actor())
    assert kept.recipe.grouping is not None
    again = bring(pages, "\n".join([*lines, *lines[1:1000]]).encode(), "Requests again.csv")
    assert again.endswith("/confirm/")
    assert "Read as “Corporate scorecard”, version 1" in text_of(pages.get(again))
