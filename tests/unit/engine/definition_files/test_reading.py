"""A file of definitions that somebody wrote by hand, or meant to do harm with: read, or refused in one sentence with its line."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from groundswell.engine.child import Limits, read_in_child
from groundswell.engine.definition_files.incoming import DefinitionFile, Said, Unknown
from groundswell.engine.definition_files.workbook_file import read_workbook
from groundswell.engine.definition_files.yaml_file import LARGEST, read_yaml
from groundswell.engine.sources.opening import read_bytes
from groundswell.errors import UserError

WRITTEN = """
# what we have
definitions:
- id: m1
  name: Late ferries   # a remark
  colour: blue
  description: >
    Share of trips
    that leave late
  type_confirmed: true
  exclusions:
  users: null
  items:
  - name: late
    source: 'log: the red one'
    smell: none
- name: "Cost"
note: mine
"""


def test_a_file_written_by_hand() -> None:
    found = read_yaml(WRITTEN.encode())
    assert found.by_line
    late, cost = found.measures
    assert (late.id, late.place) == ("m1", "4")
    assert late.fields == {
        "name": Said("Late ferries", "5"),
        "description": Said("Share of trips that leave late\n", "7"),
        "type_confirmed": Said("yes", "10"),
        "exclusions": Said("", "11"),
        "users": Said("", "12"),
    }
    assert late.items == ({"name": Said("late", "14"), "source": Said("log: the red one", "15")},)
    assert (cost.id, cost.fields, cost.items) == ("", {"name": Said("Cost", "17")}, None)
    assert found.unknown == (Unknown("note", "18"), Unknown("colour", "6"), Unknown("smell", "16"))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("definitions:\n- name: &a Late\n  process: *a", "yaml_feature", 2),
        ("definitions: &a [*a]", "yaml_feature", 1),
        ("definitions:\n- name: !!python/object/apply:os.system [ls]", "yaml_feature", 2),
        ("definitions:\n- name: !!str Late", "yaml_feature", 2),
        ("definitions:\n- name: a\n  name: b", "yaml_twice", 3),
        ("definitions: []\ndefinitions: []", "yaml_twice", 2),
        ("definitions:\n- name: [a]", "yaml_not_a_text", 2),
        ("definitions:\n- name: {a: b}", "yaml_not_a_text", 2),
        ("definitions:\n- Late", "yaml_not_fields", 2),
        ("definitions:\n- ? [a]\n  : b", "yaml_not_fields", 2),
        ("definitions:\n- name: a\n  items: [[b]]", "yaml_not_fields", 3),
        ("definitions:\n- name: a\n  items: {b: c}", "yaml_not_a_list", 3),
        ("definitions:\n  name: a", "yaml_not_a_list", 2),
        ("definitions: []\n---\ndefinitions: []", "yaml_several_documents", 3),
        ("definitions:\n- name: 'a", "yaml_not_read", 2),
        ("definitions:\n- name: a\n\tprocess: b", "yaml_not_read", 3),
        ("definitions: " + "[" * 50 + "]" * 50, "yaml_too_deep", 1),
        ("definitions: " + "[{a: " * 9 + "b" + "}]" * 9, "yaml_too_deep", 1),
        ("a: b", "yaml_no_definitions", None),
        ("", "yaml_no_definitions", None),
        ("just words", "yaml_no_definitions", None),
        ("[]", "yaml_no_definitions", None),
        ("definitions:\n- name: a\x07b", "yaml_not_text", None),
        ("definitions: [" + "{}," * 10_001 + "]", "too_many_definitions", None),
    ],
)
def test_what_is_refused_names_its_line(text: str, code: str, line: int | None) -> None:
    with pytest.raises(UserError) as refused:
        read_yaml(text.encode())
    assert refused.value.code == code
    assert line is None or abs(int(str(refused.value.values["line"])) - line) <= 1


def test_a_bottomless_file_is_refused_whichever_parser_reads_it() -> None:
    with pytest.raises(UserError) as refused:
        read_yaml(b"definitions: " + b"[" * 100_000)
    assert refused.value.code in ("yaml_too_deep", "yaml_not_read")


def test_bytes_that_are_no_text_and_too_many_of_them() -> None:
    for data, code in ((b"\xff\xfe\x00", "yaml_not_utf8"), (b"a" * (LARGEST + 1), "definitions_too_large")):
        with pytest.raises(UserError) as refused:
            read_yaml(data)
        assert refused.value.code == code


def sheet(*tables: tuple[str, list[list[Any]]]) -> DefinitionFile:
    """A workbook as somebody's program writes it."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables:
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = BytesIO()
    book.save(out)
    return read_workbook(read_bytes(out.getvalue(), "theirs.xlsx"))


def texts(fields: Mapping[str, Said]) -> dict[str, str]:
    """Without places."""
    return {code: said.text for code, said in fields.items()}


def test_a_workbook_in_any_order_of_columns() -> None:
    found = sheet(
        ("About", [["nothing"]]),
        (
            "Measures",
            [
                ["Our list"],
                ["Name", "Id", "", "Decimals", "x"],
                ["name", "id", None, "decimals", "colour"],
                ["Late", "m1", "note", 2, "b"],
                [],
                ["Cost", None],
            ],
        ),
        ("Items", [["of", "of_name", "name", "source"], ["m1", None, "late", "log"], [None, "Cost", "all", 3.5]]),
    )
    late, cost = found.measures
    assert (late.id, texts(late.fields), late.fields["decimals"].place) == ("m1", {"name": "Late", "decimals": "2"}, "Measures D4")
    assert late.items is not None and cost.items is not None
    assert (texts(late.items[0]), texts(cost.items[0])) == ({"name": "late", "source": "log"}, {"name": "all", "source": "3.5"})
    assert [one.field for one in found.unknown] == ["colour"]


def test_a_workbook_of_something_else_is_refused() -> None:
    for tables, code in (
        ([("Data", [["Month", "Value"], ["Jan", 1]])], "workbook_no_definitions"),
        ([("Data", [["id", "name", "name"]])], "column_twice"),
    ):
        with pytest.raises(UserError) as refused:
            sheet(*tables)
        assert refused.value.code == code


def test_the_child_reads_by_content(tmp_path: Path) -> None:
    file = tmp_path / "upload"
    file.write_text(WRITTEN, encoding="utf-8")
    found = DefinitionFile.of_plain(read_in_child(file, "definitions", {"name": "theirs.xlsx"}, limits=Limits(seconds=30)))
    assert len(found.measures) == 2
    file.write_text("definitions: [*a]", encoding="utf-8")
    for content, code in (
        (b"definitions: [*a]", "yaml_feature"),
        (b" \n", "definitions_empty"),
        (b"%PDF-1.7", None),
        (b"PK\x03\x04", None),
    ):
        file.write_bytes(content)
        with pytest.raises(UserError) as refused:
            read_in_child(file, "definitions", {}, limits=Limits(seconds=30))
        assert code in (None, refused.value.code)
