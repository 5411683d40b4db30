"""What a file is, by content and never by name; and the sentence for each that is no sheet."""

import gzip
import os
from pathlib import Path

import pytest

from groundswell.engine.sources.opening import open_workbook, read_bytes
from groundswell.errors import UserError
from groundswell.words import words_for
from tests.forging import biff, biff_number, biff_text, cells_xml, ods, ole, sheet_xml, xls, xlsx, xlsx_parts, zipped
from tests.forging_xlsb import row, text, xlsb

ONE = xlsx(cells_xml({"A1": "><v>1</v>"}))
ODS_ONE = ods(
    '<table:table><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>'
)


def refused(data: bytes, name: str = "file.xlsx") -> UserError:
    with pytest.raises(UserError) as caught:
        read_bytes(data, name)
    return caught.value


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ONE, "xlsx"),
        (ODS_ONE, "ods"),
        (xls({"S": biff_number(0, 0, 1)}), "xls"),
        (biff({"S": biff_number(0, 0, 1)}), "xls"),
        (b"1\n", "csv"),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.xls", "a.ods", "a", "a.pdf"])
def test_the_name_does_not_say_what_a_file_is(data: bytes, kind: str, name: str) -> None:
    workbook = read_bytes(data, name)
    assert (workbook.kind, workbook.name) == (kind, name)
    assert workbook.sheets[0].rows in ([[1]], [["1"]])


OTHERS = {
    "file_is_pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "file_is_picture": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "file_is_packed": b"7z\xbc\xaf'\x1c" + bytes(20),
    "file_is_database": b"SQLite format 3\x00" + bytes(100),
    "file_is_statistics": b"$FL2@(#) IBM SPSS STATISTICS",
    "file_is_html": b"\r\n <html xmlns:x='urn:schemas-microsoft-com:office:excel'><p>1</p><table></table></html>",
    "file_is_arrow": b"ARROW1\0\0" + bytes(20) + b"ARROW1",
    "file_is_gzip": zipped({"a.csv.gz": gzip.compress(b"1,2\n", mtime=0)}),
    "file_is_xml": b'<?xml version="1.0"?><rows><row>1</row></rows>',
    "file_is_numbers": zipped({"Index/Document.iwa": b"x", "preview.jpg": b"x"}),
    "file_is_zip": zipped({"figures.zip": zipped({"figures.csv": b"1,2"})}),
    "file_is_document": zipped({"[Content_Types].xml": b"", "_rels/.rels": b"", "word/document.xml": b"<w/>"}),
    "file_is_unknown": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("code", OTHERS)
def test_other_kinds_are_named_in_a_plain_sentence(code: str) -> None:
    error = refused(OTHERS[code], "figures.xlsx")
    assert error.code == code
    sentence = words_for("en").error(error)
    assert sentence.startswith("This") and sentence.endswith(".") and "{" not in sentence


@pytest.mark.parametrize(
    ("mimetype", "code"),
    [(b"application/vnd.oasis.opendocument.text", "file_is_document"), (b"application/epub+zip", "file_is_document")],
)
def test_other_open_documents_are_named(mimetype: bytes, code: str) -> None:
    assert refused(zipped({"mimetype": mimetype, "content.xml": b"<x/>"})).code == code


def test_figures_that_look_like_json_or_markup_are_still_a_table() -> None:
    assert read_bytes(b"[1],[2]\n3,4\n", "a.csv").sheets[0].rows == [["[1]", "[2]"], ["3", "4"]]
    assert read_bytes(b"<5,12\n6,7\n", "a.csv").sheets[0].rows == [["<5", "12"], ["6", "7"]]


def test_an_old_exchange_format_is_no_csv_and_a_csv_like_it_is() -> None:
    assert refused(b"ID;PWXL;N;E\r\nC;Y1;X1;K1\r\nE\r\n").code == "file_is_unknown"
    assert read_bytes(b"ID;Price\n1;2\n", "a.slk").sheets[0].rows == [["ID", "Price"], ["1", "2"]]


@pytest.mark.parametrize(("data", "cell"), [
    (b'[["Month", "Fer\\u0000ries"], ["2026-01", 1]]', "B1"),
    (b'[{"Month": "2026-01", "Ferries": 1}, {"Month": "\\u0000", "Ferries": 2}]', "A3"),
    (xls({"S": biff_number(0, 0, 1) + biff_text(1, 0, "\0")}), "A2"),
    (xlsb(row(0) + text(0, "a\0b")), "A1"),
    (zipped({"a.csv": b"1,2\n3,4\n", "b.json": b'[["a", "\\u0000"], [1, 2]]'}), "B1"),
])
def test_a_cell_whose_text_is_not_whole_is_named(data: bytes, cell: str) -> None:
    error = refused(data)
    assert (error.code, error.values["cell"]) == ("cell_nul", cell)
    assert "holds a NUL character" in words_for("en").error(error)


def test_a_missing_file_and_a_pipe_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, code in ((tmp_path / "no.csv", "file_not_there"), (pipe, "file_not_regular")):
        with pytest.raises(UserError) as caught:
            open_workbook(path)
        assert caught.value.code == code
        assert caught.value.values["name"] == path.name


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    with file.open("wb") as out:
        out.truncate(101 << 20)
    with pytest.raises(UserError) as caught:
        open_workbook(file)
    assert (caught.value.code, caught.value.values["limit_mib"]) == ("file_too_large", 100)


def test_a_file_that_is_not_a_zip_after_its_first_bytes_is_damaged() -> None:
    assert refused(b"PK\x03\x04" + bytes(200)).code == "file_damaged"
    assert refused(b"PK\x05\x06" + bytes(18)).code == "delivery_empty"
    assert refused(ole({"Workbook": b""})[:600]).code == "file_damaged"


@pytest.mark.parametrize(
    ("part", "becomes"),
    [
        ("xl/workbook.xml", b"<x/>"),
        ("xl/workbook.xml", None),
        ("xl/worksheets/sheet1.xml", None),
        ("_rels/.rels", b"<Relationships/>"),
        ("_rels/.rels", None),
        ("xl/styles.xml", b"<broken"),
    ],
)
def test_C3_packages_whose_parts_do_not_fit_together_are_damaged(part: str, becomes: bytes | None) -> None:
    parts = xlsx_parts({"Data": sheet_xml(cells_xml({"A1": "><v>1</v>"}))})
    if becomes is None:
        del parts[part]
    else:
        parts[part] = becomes
    assert refused(zipped(parts)).code == "file_damaged"


def test_C5_macros_are_noted_and_figures_read() -> None:
    parts = xlsx_parts({"Data": sheet_xml(cells_xml({"A1": "><v>1</v>"}))}) | {"xl/vbaProject.bin": b"Sub AutoOpen()"}
    workbook = read_bytes(zipped(parts), "m.xlsm")
    assert (workbook.sheets[0].rows, [p.code for p in workbook.problems]) == ([[1]], ["macros_not_run"])
    assert words_for("en").problem(workbook.problems[0]) == "This workbook holds macros. None was run."


def test_C5_a_locked_workbook_is_told_in_the_words_of_the_design() -> None:
    locked = refused(ole({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}))
    assert words_for("en").error(locked) == "This file is locked with a password. Save a copy without it and bring that."
