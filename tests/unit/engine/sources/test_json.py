"""JSON lists and JSON lines as sheets: names as heads, numbers with every digit, and a place for what is no row."""

import pytest

from groundswell.engine.sources.opening import paste_workbook, read_bytes
from groundswell.engine.sources.workbook import CellError, Row, Workbook
from groundswell.errors import UserError
from groundswell.words import words_for

RECORDS = '[{"month": "2026-01", "n": 1.50}, {"month": "2026-02", "n": null, "note": "#N/A"}]'


def read(text: str | bytes) -> Workbook:
    return read_bytes(text if isinstance(text, bytes) else text.encode(), "figures.json")


def rows(text: str | bytes) -> list[Row]:
    return read(text).sheets[0].rows


def refused(text: str | bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(UserError) as caught:
        read(text)
    assert words_for("en").error(caught.value).startswith(("This", "In this", "Row"))
    return caught.value.code, dict(caught.value.values)


def test_a_list_of_objects_is_a_table() -> None:
    workbook = read(RECORDS)
    assert workbook.kind == "json"
    assert workbook.sheets[0].name == "figures"
    assert workbook.sheets[0].rows == [["month", "n", "note"], ["2026-01", 1.5], ["2026-02", None, CellError("#N/A")]]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n\n"])
def test_one_object_a_line_is_a_table(line_end: str) -> None:
    workbook = read(line_end.join(['{"month": "2026-01", "n": 1}', '{"month": "2026-02\u2028", "n": true}', ""]))
    assert (workbook.kind, workbook.sheets[0].rows) == ("jsonl", [["month", "n"], ["2026-01", 1], ["2026-02\u2028", True]])


@pytest.mark.parametrize(
    "text",
    [
        '[["a", "b"], [1, 2.5], [3, null]]',
        '["a", "b"]\n[1, 2.5]\n[3, null]\n',
        '{"a": [1, 3], "b": [2.5, null]}',
        '{"status": "ok", "data": [{"a": 1, "b": 2.5}, {"a": 3, "b": null}]}',
    ],
)
def test_other_plain_forms_are_tables_too(text: str) -> None:
    assert rows(text) == [["a", "b"], [1, 2.5], [3]]


def test_what_stands_beside_the_rows_is_said() -> None:
    workbook = read('{"status": "ok", "data": [{"a": 1}], "meta": {"pages": 1}}')
    assert [(p.code, p.values["names"]) for p in workbook.problems] == [("json_parts_left_out", ("status", "meta"))]
    said = words_for("en").problem(workbook.problems[0])
    assert said == "Beside the rows the file holds status and meta, which are no rows and were left out."


def test_an_object_inside_a_row_gives_names_with_a_point() -> None:
    assert rows('[{"area": {"code": "E1", "name": "North"}, "n": 1}]') == [["area.code", "area.name", "n"], ["E1", "North", 1]]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12345678901234567890123", "12345678901234567890123"),
        ("0.1234567890123456789", "0.1234567890123456789"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("123456789012345678", 123456789012345678),
        ("-0.50", -0.5),
        ("1e3", 1000),
        ("1.5e-7", 1.5e-7),
        ("1e400", "1E+400"),
        ("-0", 0),
        ("0.0", 0),
        ("1" * 500, "1" * 500),
        ("NaN", "NaN"),
        ("-Infinity", "-Infinity"),
    ],
)
def test_C18_numbers_keep_every_digit(written: str, value: object) -> None:
    found = rows('[{"n": ' + written + "}]")[1][0]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('[{"a": 1},\n{"a": 2},\n{"a": ', "json_broken", 3),
        ('{"a": 1}\n{"a": 2}\n{"a": ', "json_broken", 3),
        ('{"a": 1}\nno\n', "json_broken", 2),
        ('[{"a": 1}]\nmore', "json_broken", 2),
        ('[{"a": 1}, [2]]', "json_no_row", 2),
        ('[{"a": 1}, 5]', "json_no_row", 2),
        ('[{"a": 1}, {"a": [2]}]', "json_nested", None),
        ('{"type": "FeatureCollection", "features": [{"geometry": {"coordinates": [1, 2]}}]}', "json_nested", None),
        ('[{"a": 1, "a": 2}]', "json_name_twice", None),
        ('{"a": [1, 2], "b": [1]}', "json_no_table", None),
        ('{"a": {"b": {"c": 1}}}', "json_no_table", None),
    ],
)
def test_C3_what_is_no_table_or_breaks_off_is_refused_with_its_place(text: str, code: str, line: int | None) -> None:
    found, values = refused(text)
    assert (found, values.get("line")) == (code, line)


def test_C1_objects_in_objects_without_end_are_refused() -> None:
    assert refused('[{"a":' * 100_000)[0] in ("json_nested", "json_broken")
    assert refused('{"a": 1}\n' + '{"a":' * 100_000)[0] == "json_broken"


def test_C23_encodings_of_json() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le"):
        assert rows('[{"Café": 1}]'.encode(encoding)) == [["Café"], [1]]


def test_a_block_pasted_as_json_is_a_table() -> None:
    assert paste_workbook(RECORDS, name="pasted").sheets[0].rows[0] == ["month", "n", "note"]


def test_a_csv_whose_cells_look_like_json_is_a_csv() -> None:
    assert read("[1],[2]\n3,4\n").kind == "csv"
    assert read('["a"],x\n["b"],[y]\n').kind == "csv"
    assert read("{x},y\n1,2\n").kind == "csv"
