"""The dictionary by plain forms: search, read, write, two windows, versions, data items, files in and out."""

import re
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from groundswell.domain.authoring.definition.fields import FIELDS, ITEM_FIELDS, SPECS, Group, Kind, fields_of
from groundswell.domain.authoring.definition.texts import texts_of
from groundswell.domain.authoring.measure_design import Aspect
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.period import Cadence
from groundswell.records.actors import local_actor
from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.designs import CANDIDATE, PICTURE, design_of
from groundswell.records.selectors.results_maps import map_of_result
from groundswell.records.services import measures, results_maps
from groundswell.records.services.dictionary import Revision, revise
from groundswell.records.services.editing import FieldEdit, edit
from groundswell.words import words_for
from tests.web.filled import CALM, measure


def get(pages: Client, address: str, expected: int = 200, /) -> str:
    """A page as one line of text with its marks."""
    answer = pages.get(address)
    assert answer.status_code == expected, answer.content[:400]
    return unescape(" ".join(answer.content.decode().split()))


def post(pages: Client, address: str, expected: int = 302, /, **data: Any) -> str:
    """What comes back for a sent form."""
    answer = pages.post(address, data)
    assert answer.status_code == expected, answer.content[:2000]
    return answer.headers["Location"] if expected == 302 else unescape(" ".join(answer.content.decode().split()))


def bare() -> str:
    """A measure without figures, as a draft."""
    return measures.create(local_actor(), MeasureDefinition("Late ferries"))


def definition(measure_id: str) -> MeasureDefinition:
    """The newest."""
    return known(local_actor(), measure_id).definition


def group(measure_id: str, code: Group) -> dict[str, str]:
    """What a browser would send of a group as it stands."""
    texts = texts_of(definition(measure_id))
    return {spec.code: texts[spec.code] for spec in fields_of(code) if spec.kind is not Kind.YES or texts[spec.code]}


def write(measure_id: str, **texts: str) -> None:
    """Fields by the service."""
    done = revise(
        local_actor(),
        measure_id,
        Revision(definition(measure_id).version, texts, usual_reason="test", reason="test", effective_from=date(2024, 1, 1)),
    )
    assert done.stored


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.code)
def test_every_field_has_words_and_a_form(pages: Client, spec: Any) -> None:
    words = words_for("en")
    assert words.has(f"definition.field.{spec.code}")
    assert words.has(f"definition.group.{spec.group.value}")
    if spec.kind is not Kind.ITEMS:
        page = get(pages, f"/definitions/{bare()}/{spec.group.value}/")
        assert f'name="{spec.code}"' in page


def test_every_field_of_a_data_item_has_words_and_a_control(pages: Client) -> None:
    page = get(pages, f"/definitions/{bare()}/items/?add=1")
    for spec in ITEM_FIELDS:
        assert words_for("en").has(f"definition.item.{spec.code}")
        assert f'name="{spec.code}"' in page


def test_an_empty_dictionary_says_how_to_begin(pages: Client) -> None:
    page = get(pages, "/definitions/")
    assert "Write down what you measure, once." in page
    assert page.count("btn main") == 1


def test_the_list_stands_by_status_with_what_comes_next_and_the_search_finds(pages: Client) -> None:
    one = bare()
    two = measures.create(local_actor(), MeasureDefinition("Complaints", description="Complaints, per month"))
    write(two, status="live")
    page = get(pages, "/definitions/")
    assert page.index(">Live<") < page.index(">Drafts<")
    assert "Next: What is counted, of what, and how often?" in page
    found = get(pages, "/definitions/?q=complaint+KPI")
    assert f"/definitions/{two}/" in found and f"/definitions/{one}/" not in found
    assert "1 definition found" in found
    assert "No definition holds all of these words" in get(pages, "/definitions/?q=zzz")
    assert "<b>x" not in pages.get("/definitions/?q=%3Cb%3Ex").content.decode()


def test_a_long_list_comes_in_pages(pages: Client) -> None:
    for number in range(103):
        measures.create(local_actor(), MeasureDefinition(f"Measure {number:03}"))
    first, second = get(pages, "/definitions/"), get(pages, "/definitions/?from=100")
    assert "1 to 100 shown" in first and "?from=100" in first
    assert "101 to 103 shown" in second and "Measure 102" in second
    assert "103 definitions" in get(pages, "/definitions/?from=x")


def test_begin_write_and_read(pages: Client) -> None:
    assert "Write a name." in post(pages, "/definitions/new/", 400, name=" ", cadence="month", direction="down")
    address = post(pages, "/definitions/new/", name="Late ferries", cadence="week", direction="down", description="Share of trips")
    measure_id = address.split("/")[2]
    page = get(pages, address)
    assert "What does a figure count?" in page and f"/definitions/{measure_id}/working/#measurement_unit" in page
    assert page.count("btn main") == 1
    working = group(measure_id, Group.WORKING) | {"measurement_unit": "%", "natural_zero": "yes", "seen": "1"}
    assert post(pages, f"/definitions/{measure_id}/working/", **working) == f"/definitions/{measure_id}/#working"
    stored = definition(measure_id)
    assert (stored.measurement_unit, stored.entry.natural_zero, stored.cadence) == ("%", True, Cadence.WEEK)
    del working["natural_zero"]
    post(pages, f"/definitions/{measure_id}/working/", **working | {"seen": "2"})
    assert not definition(measure_id).entry.natural_zero
    assert "Which result does it tell about?" in get(pages, address)


def test_what_a_field_cannot_take_comes_back_as_typed(pages: Client) -> None:
    one = bare()
    sent = group(one, Group.WORKING) | {
        "lower_bound": "about 3",
        "decimals": "many",
        "measurement_unit": "x" * 5000,
        "direction": "sideways",
    }
    page = post(pages, f"/definitions/{one}/working/", 400, **sent, seen="1")
    for said in ("This is not a figure.", "Write a whole number from 0 to 9", "longer than 4000 characters", "not one of the list"):
        assert said in page.replace("4,000", "4000"), said
    assert "about 3" in page and "x" * 5000 in page
    assert definition(one).version == 1


def test_a_group_that_is_none_is_not_found(pages: Client) -> None:
    one = bare()
    get(pages, f"/definitions/{one}/nothing/", 404)
    get(pages, "/definitions/aaaaaaaaaaaaaaaaaaaaaaaaaa/what/", 404)
    get(pages, f"/definitions/{one}/versions/?one=9", 404)


def test_a_change_of_what_is_counted_asks_from_when_and_why(pages: Client) -> None:
    one = measure("Late", CALM)
    write(one, population="all trips")
    address, seen = f"/definitions/{one}/scope/", str(definition(one).version)
    sent = group(one, Group.SCOPE) | {"population": "trips of the timetable", "seen": seen}
    asked = post(pages, address, 400, **sent)
    assert "From when, and why" in asked and "trips of the timetable" in asked
    assert asked.count("btn main") == 1
    assert "Write why." in post(pages, address, 400, **sent, effective_from="2024-03-01", reason="")
    assert "This is not a day." in post(pages, address, 400, **sent, effective_from="soon", reason="why")
    assert "An earlier change holds from 1 January 2024" in post(pages, address, 400, **sent, effective_from="2023-03-01", reason="why")
    post(pages, address, **sent, effective_from="2024-03-01", reason="the log counts them so")
    version = known(local_actor(), one).versions[-1]
    assert (version.effective_from, version.reason) == (date(2024, 3, 1), "the log counts them so")
    page = get(pages, f"/definitions/{one}/")
    assert "from 1 March 2024" in page and "Figures before it are counted otherwise" in page


def test_two_windows_meet_field_by_field_and_nothing_is_lost(pages: Client) -> None:
    one = bare()
    mine = group(one, Group.WHAT) | {"description": "Mine", "seen": "1"}
    write(one, description="Theirs", process="boarding")
    page = post(pages, f"/definitions/{one}/what/", 400, **mine)
    assert "Somebody changed this since you opened it." in page
    assert "Mine" in page and "Theirs" in page and 'value="boarding"' in page
    assert 'name="seen" value="2"' in page
    post(pages, f"/definitions/{one}/what/", **group(one, Group.WHAT) | {"description": "Both", "seen": "2"})
    assert (definition(one).description, definition(one).entry.process) == ("Both", "boarding")


def test_two_windows_of_different_fields_both_count(pages: Client) -> None:
    one = bare()
    mine = group(one, Group.WHAT) | {"description": "Mine", "seen": "1"}
    write(one, process="boarding")
    post(pages, f"/definitions/{one}/what/", **mine)
    assert (definition(one).description, definition(one).entry.process) == ("Mine", "boarding")


def test_data_items_without_script(pages: Client) -> None:
    one = bare()
    here = f"/definitions/{one}/items/"
    assert "Write a name." in post(pages, here, 400, act="add", of="", seen="1", name="")
    post(pages, here, act="add", of="", seen="1", name="late", definition="trips that leave late", source="log")
    post(pages, here, act="add", of="", seen="2", name="all & sundry")
    assert "There is a data item called" in post(pages, here, 400, act="add", of="", seen="3", name="LATE")
    page = get(pages, here)
    assert page.index(">late<") < page.index(">all &")
    post(pages, here, act="up", of="all & sundry", seen="3")
    assert [item.name for item in definition(one).entry.items] == ["all & sundry", "late"]
    form = get(pages, f"{here}?item=late")
    assert "trips that leave late" in form
    post(
        pages, here, act="write", of="late", seen="4", name="late", definition="trips that leave late", source="register", audited="partly"
    )
    assert definition(one).entry.items[1].source == "register"
    post(pages, here, act="remove", of="all & sundry", seen="5")
    assert "is not there any more" in post(pages, here, 400, act="remove", of="all & sundry", seen="6")
    assert [item.name for item in definition(one).entry.items] == ["late"]
    get(pages, f"{here}?item=gone", 404)
    assert post(pages, here, 200, act="explode")


def test_taking_out_an_item_of_a_live_measure_asks_from_when_and_why(pages: Client) -> None:
    one = bare()
    here = f"/definitions/{one}/items/"
    post(pages, here, act="add", of="", seen="1", name="late")
    write(one, status="live")
    page = post(pages, here, 400, act="remove", of="late", seen="3")
    assert "From when, and why" in page and "Take it out" in page
    post(pages, here, act="remove", of="late", seen="3", effective_from="2026-01-01", reason="the log is gone")
    assert definition(one).entry.items == ()


def test_an_item_in_two_windows(pages: Client) -> None:
    one = bare()
    here = f"/definitions/{one}/items/"
    post(pages, here, act="add", of="", seen="1", name="late", source="log")
    post(pages, here, act="write", of="late", seen="2", name="late", source="register")
    page = post(pages, here, 400, act="write", of="late", seen="2", name="late", source="by hand", flaws="none")
    assert "by hand" in page and "register" in page and 'name="seen" value="3"' in page


def test_items_that_the_formula_names_are_offered_by_their_names(pages: Client) -> None:
    one = bare()
    here = f"/definitions/{one}/items/"
    assert "Describe it" not in get(pages, here)
    write(one, formula="[late & lost] / [all] * 100")
    post(pages, here, act="add", of="", seen="2", name="ALL")
    page = get(pages, here)
    assert page.count("Describe it") == 1 and "?add=late+%26+lost" in page
    assert 'value="late & lost"' in get(pages, f"{here}?add=late+%26+lost")
    assert "elsewhere" not in get(pages, f"{here}?add=elsewhere")
    write(one, formula="[late & lost] /")
    assert "Describe it" not in get(pages, here)


def test_the_formula_is_looked_at_while_it_is_typed(pages: Client) -> None:
    one = bare()
    item = {"definition": "left late", "measurement_unit": "trips", "source": "log", "collection_point": "pier", "recorder": "mate"}
    post(pages, f"/definitions/{one}/items/", act="add", of="", seen="1", name="late trips", **item)
    write(one, population="all crossings")
    here = f"/definitions/{one}/formula/?formula="
    assert "Write [late trips]" in get(pages, f"{here}late+trips+%2F+all")
    assert "What is all?" in get(pages, f"{here}[late+trips]+%2F+sum([all])")
    assert "Every name in it is a data item." in get(pages, f"{here}sum([late+trips])")
    assert "longer than" in get(pages, here + "x" * 5000)
    assert f'hx-get="/definitions/{one}/formula/"' in get(pages, f"/definitions/{one}/working/")
    page = get(pages, f"/definitions/{one}/")
    assert "Could a stranger work it out?" in page and "There is no formula yet." in page


def test_versions_stand_side_by_side(pages: Client) -> None:
    one = bare()
    write(one, status="live")
    write(one, formula="late / all", process="boarding")
    page = get(pages, f"/definitions/{one}/versions/?one=1&other=3")
    assert "late / all" in page and "changes what is counted" in page and "Where it stands" in page
    assert "These two say the same." in get(pages, f"/definitions/{one}/versions/?one=2&other=2")
    newest = get(pages, f"/definitions/{one}/versions/")
    assert "late / all" in newest and "Where it stands" not in newest


def test_a_version_names_a_few_of_what_it_changed(pages: Client) -> None:
    one = bare()
    write(one, description="a", process="b", users="c", decisions="d", links="e", geography="f", dimensions="g")
    page = get(pages, f"/definitions/{one}/")
    assert "In one sentence, The process it follows, Where, How it can be broken down, Who uses it and 2 more" in page


def test_the_sheet_holds_what_is_written(pages: Client) -> None:
    one = bare()
    write(one, process="boarding", exclusions="days of storm")
    page = get(pages, f"/definitions/{one}/sheet/")
    assert "days of storm" in page and "boarding" in page and "Draft" in page


def test_a_result_of_a_map_can_be_chosen_and_is_shown_by_its_text(pages: Client) -> None:
    actor, one = local_actor(), bare()
    made = results_maps.make_map(actor, "The harbour")
    result = results_maps.write_result(actor, made.id, "Ferries are <punctual>", "process").id
    assert "Ferries are <punctual> · The harbour" in get(pages, f"/definitions/{one}/what/")
    post(pages, f"/definitions/{one}/what/", **group(one, Group.WHAT) | {"result_id": result, "seen": "1"})
    assert "Ferries are <punctual>" in get(pages, f"/definitions/{one}/")
    assert "<punctual>" not in pages.get(f"/definitions/{one}/").content.decode()


def test_a_design_begins_a_definition_and_both_lead_to_the_measure(pages: Client) -> None:
    actor = local_actor()
    made = results_maps.make_map(actor, "The harbour")
    result = results_maps.write_result(actor, made.id, "Ferries are punctual", "process").id
    fields = {"statistic": "share", "population": "late trips", "period": "by week", "source": "log", "name": "Late trips"}
    edit(actor, result, [FieldEdit("c" * 26, CANDIDATE, name, value) for name, value in fields.items()])
    edit(
        actor, result, [FieldEdit("p" * 26, PICTURE, "text", "trips are cut"), FieldEdit("p" * 26, PICTURE, "aspect", Aspect.GAMING.value)]
    )
    page = get(pages, f"/definitions/new/?result={result}&candidate={'c' * 26}")
    assert 'value="Late trips"' in page
    get(pages, f"/definitions/new/?result={result}&candidate=none", 404)
    sent = {"name": "Late trips", "cadence": "week", "direction": "down", "result_id": result, "result": result, "candidate": "c" * 26}
    measure_id = post(pages, "/definitions/new/", **sent).split("/")[2]
    stored = definition(measure_id)
    assert (stored.cadence, stored.entry.consequences, stored.entry.items[0].source) == (Cadence.WEEK, "trips are cut", "log")
    assert design_of(actor, result).design.candidates[0].measure_id == measure_id
    on_map = map_of_result(actor, result).map.result_of(result)
    assert on_map is not None and on_map.measure_ids == (measure_id,)


def upload(pages: Client, text: str | bytes, name: str = "theirs.yaml") -> str:
    """The page that a brought file leads to."""
    data = text.encode() if isinstance(text, str) else text
    answer = pages.post("/definitions/import/", {"file": SimpleUploadedFile(name, data)})
    return unescape(" ".join(answer.content.decode().split()))


def hidden(page: str, name: str) -> str:
    """A hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page[:500]
    return found[1]


def test_a_file_goes_out_and_comes_back_without_a_change(pages: Client) -> None:
    one = bare()
    write(one, description="Share: of trips\n- late", measure_owner="Ann & Zoë", exclusions="=1+1")
    post(pages, f"/definitions/{one}/items/", act="add", of="", seen="2", name="late", source="log")
    whole = pages.get("/definitions/all.yaml")
    assert whole.headers["Content-Disposition"] == 'attachment; filename="definitions.yaml"'
    assert "Ann & Zoë" in whole.content.decode()
    assert "The file would change nothing." in upload(pages, whole.content)
    assert "The file would change nothing." in upload(pages, pages.get(f"/definitions/{one}/definition.yaml").content)
    book = pages.get("/definitions/all.xlsx").content
    assert "The file would change nothing." in upload(pages, book, "all.xlsx")
    sheets = load_workbook(BytesIO(book))
    assert sheets.sheetnames == ["Definitions", "Data items", "Versions"]
    assert not [cell for sheet in sheets for row in sheet for cell in row if cell.data_type == "f"], "no cell is a formula"


def test_a_band_is_begun_written_read_and_comes_back_from_its_files(pages: Client) -> None:
    sent = {"name": "Beds in use", "cadence": "month", "direction": "in_band", "band_lower": "80"}
    assert "Best in between has two ends." in post(pages, "/definitions/new/", 400, **sent)
    one = post(pages, "/definitions/new/", **sent, band_upper="90").split("/")[2]
    other = bare()
    page = get(pages, f"/definitions/{one}/")
    assert "Best in between: neither too little nor too much" in page and "Best from" in page
    assert "Best from" not in get(pages, f"/definitions/{other}/"), "no other measure lacks the ends of a band"
    assert "Best up to" in get(pages, f"/definitions/{one}/sheet/")
    assert "Only a measure that is best in between" in post(
        pages, f"/definitions/{one}/working/", 400, **{**group(one, Group.WORKING), "direction": "up"}, seen="1"
    )
    post(pages, f"/definitions/{one}/working/", **{**group(one, Group.WORKING), "band_upper": "95"}, seen="1")
    changed = get(pages, f"/definitions/{one}/versions/?one=1&two=2")
    assert "Best up to" in changed and "90" in changed and "95" in changed
    for name in ("all.yaml", "all.xlsx"):
        assert "The file would change nothing." in upload(pages, pages.get(f"/definitions/{name}").content, name)
    said = pages.get(f"/definitions/{one}/definition.yaml").content.decode()
    assert "band_lower: '80'\n  band_upper: '95'" in said
    crossed = upload(pages, said.replace("band_lower: '80'", "band_lower: '96'"))
    assert "Best up to: <bdi>This is not above the lower end." in crossed
    assert "Best from: <bdi>Only a measure that is best in between" in upload(pages, said.replace("in_band", "down"))


def test_a_file_is_shown_before_it_is_stored(pages: Client) -> None:
    one = bare()
    lines = (f"- id: {one}", "  measure_owner: Ann", "  colour: blue", "  decimals: many", "  items:", "  - name: late", "- name: Costs")
    text = "\n".join(("definitions:", *lines, "  status: live", ""))
    page = upload(pages, text)
    new = ("The file would change 2 definitions.", "1 of them is a new measure.", "Costs")
    for said in (*new, "Looks after the measure", "Ann", "Line 4: “colour”", "Decimals to show: <bdi>Write a whole number", "late: Name"):
        assert said in page, said
    assert definition(one).version == 1, "nothing is stored yet"
    sent = {"token": hidden(page, "token"), "seal": hidden(page, "seal")}
    assert "Write a reason." in post(pages, "/definitions/import/", 422, **sent, reason=" ")
    post(pages, "/definitions/import/", **sent, reason="agreed on Monday")
    stored = definition(one)
    assert (stored.owner, stored.entry.items[0].name, stored.version, stored.decimals) == ("Ann", "late", 2, None)
    assert "Costs" in get(pages, "/definitions/")
    assert "This file is not kept any more." in post(pages, "/definitions/import/", 422, **sent, reason="again")


def test_a_file_that_breaks_a_series_needs_a_day(pages: Client) -> None:
    one = bare()
    write(one, status="live")
    page = upload(pages, f"definitions:\n- id: {one}\n  population: all trips\n")
    sent = {"token": hidden(page, "token"), "seal": hidden(page, "seal"), "reason": "agreed"}
    assert "Changes of what is counted hold from" in page
    assert "Write from which day it holds" in post(pages, "/definitions/import/", 422, **sent)
    post(pages, "/definitions/import/", **sent, effective_from="2026-05-01")
    assert known(local_actor(), one).versions[-1].effective_from == date(2026, 5, 1)


def test_a_file_is_looked_at_again_when_definitions_moved_on(pages: Client) -> None:
    one = bare()
    page = upload(pages, f"definitions:\n- id: {one}\n  process: boarding\n")
    write(one, process="sailing")
    again = post(pages, "/definitions/import/", 422, token=hidden(page, "token"), seal=hidden(page, "seal"), reason="agreed")
    assert "Definitions have changed since you looked." in again and "sailing" in again
    assert definition(one).entry.process == "sailing"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("definitions:\n- name: &a x\n  process: *a\n", "Line 2 uses an anchor"),
        ("definitions:\n- name: a\n  name: b\n", "Line 3: “name” is there twice"),
        ("{{{{", "cannot be read as YAML"),
        ("Month,Value\n2024-01,3\n", "There is no list called"),
        (" ", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n", "picture"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(pages: Client, text: str | bytes, said: str) -> None:
    page = upload(pages, text)
    assert said in page
    assert "Look at this file" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: {one}\n  name: b\n- id: {one}\n  name: c\n", "in the file twice"),
        ("- name: Twin\n  process: x\n", "Several measures have this name."),
        ("- process: x\n", "Write a name."),
        ("- id: {fed}\n  cadence: week\n", "Its figures are here already"),
        ("- id: {one}\n  items: [{{source: x}}]\n", "A data item has no name"),
        ("- id: {one}\n  items: [{{name: x}}, {{name: x}}]\n", "This data item is there twice."),
        ("- id: {one}\n  next_review: soon\n", "This is not a day."),
    ],
)
def test_what_a_file_says_wrongly_is_named_with_its_line(pages: Client, text: str, said: str) -> None:
    one, fed = bare(), measure("Fed", CALM)
    for _twice in range(2):
        measures.create(local_actor(), MeasureDefinition("Twin"))
    page = upload(pages, "definitions:\n" + text.format(one=one, fed=fed))
    assert said in page and "Line " in page


def test_the_older_page_and_the_new_one_lead_to_each_other(pages: Client) -> None:
    one = measure("Late", CALM)
    page = get(pages, f"/measures/{one}/")
    assert f"/definitions/{one}/" in page and f"/measures/{one}/definition/" in page
    assert "Definitions" in get(pages, f"/measures/{one}/definition/")
    assert set(SPECS) == {spec.code for spec in FIELDS}
