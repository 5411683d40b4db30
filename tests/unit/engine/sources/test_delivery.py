"""Many files as one delivery: a folder, a zip of a folder; and one file packed with gzip."""

import gzip
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from groundswell.engine.sources import delivery, guard
from groundswell.engine.sources.opening import open_workbook, read_bytes
from groundswell.engine.sources.workbook import Workbook, workbook_from_json, workbook_to_json
from groundswell.errors import Place, UserError
from groundswell.words import words_for
from tests.forging import Entry, cells_xml, forged_zip, sheet_xml, xls, xlsx, xlsx_parts, zipped

BOOK = zipped(xlsx_parts({"North": sheet_xml(cells_xml({"A1": "><v>1</v>"})), "South": sheet_xml(cells_xml({"A1": "><v>2</v>"}))}))
FILES = {
    "2026-10.csv": b"a;b\n1,5;2\n",
    "2026-2.csv": b"a;b\n3,5;4\n",
    "regions/year.xlsx": BOOK,
    "regions/plain.xlsx": zipped(xlsx_parts({"Sheet1": sheet_xml(cells_xml({"A1": "><v>7</v>"}))})),
    "notes.pdf": b"%PDF-1.7\n",
    "old.xls": xls({"Data": b""}),
    "__MACOSX/._2026-2.csv": b"\0\5\x16\7",
    "regions/~$year.xlsx": b"lock",
    "more.zip": zipped({"a.csv": b"1\n"}),
    "locked.csv.gz": gzip.compress(b"1\n", mtime=0),
}
SHEETS = ["2026-2", "2026-10", "old / Data", "plain", "year / North", "year / South"]
LEFT_OUT = {"locked.csv.gz": "file_is_gzip", "more.zip": "file_is_zip", "notes.pdf": "file_is_pdf"}


def check(workbook: Workbook, kind: str) -> None:
    assert workbook.kind == kind
    assert [sheet.name for sheet in workbook.sheets] == SHEETS
    assert [sheet.file for sheet in workbook.sheets[-2:]] == ["regions/year.xlsx"] * 2
    assert workbook.sheets[0].rows == [["a", "b"], ["3,5", "4"]]
    assert {p.place.sheet: p.code for p in workbook.problems} == LEFT_OUT
    assert words_for("en").problem(workbook.problems[-1]) == "This is a PDF. Bring the sheet that its figures come from."
    assert workbook_from_json(workbook_to_json(workbook)) == workbook


def test_a_zip_of_files_is_one_delivery() -> None:
    check(read_bytes(zipped(FILES), "delivery.zip"), "zip")


def test_a_folder_of_files_is_one_delivery(tmp_path: Path) -> None:
    folder = tmp_path / "delivery"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    first = open_workbook(folder)
    check(first, "folder")
    assert first.name == "delivery"
    (folder / "2026-2.csv").write_bytes(b"a;b\n3,5;5\n")
    assert open_workbook(folder).sha256 != first.sha256


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("1,2\n3,4\n")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_text("1,2\n3,4\n")
    (folder / "b.csv").symlink_to(tmp_path / "outside.csv")
    workbook = open_workbook(folder)
    assert [sheet.name for sheet in workbook.sheets] == ["a"]
    assert [(p.code, p.place) for p in workbook.problems] == [("file_not_regular", Place("b.csv"))]


def test_files_of_one_name_are_told_apart() -> None:
    same_stem = zipped({"a/x.csv": b"1,2\n", "b/x.csv": b"3,4\n"})
    same_path = zipped({"a/x.csv": b"1,2\n", "a/x.tsv": b"3\t4\n"})
    assert [sheet.name for sheet in read_bytes(same_stem, "d").sheets] == ["a/x", "b/x"]
    assert [sheet.name for sheet in read_bytes(same_path, "d").sheets] == ["a/x.csv", "a/x.tsv"]


def test_the_decimal_mark_of_a_delivery_is_that_of_all_its_files() -> None:
    german, english = b"a;b\n1,5;2\n", b"a,b\n1.5,2\n"
    for files, mark in (({"a.csv": german}, ","), ({"a.csv": german, "b.csv": english}, None), ({"a.csv": english}, ".")):
        found = read_bytes(zipped(files), "d").dialect
        assert found is not None and found.decimal_mark == mark
    mixed = read_bytes(zipped({"a.csv": english, "b.xlsx": xlsx(cells_xml({"A1": "><v>1</v>"}))}), "d")
    assert mixed.dialect is None


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_bytes(data, "d.zip")
    return caught.value.code


def test_a_delivery_without_a_sheet_says_why() -> None:
    assert refused(zipped({"notes.pdf": b"%PDF-1.7\n"})) == "file_is_pdf"
    assert refused(zipped({"a.pdf": b"%PDF-1.7\n", "b.png": b"\x89PNG\r\n\x1a\n"})) == "delivery_without_sheets"
    assert refused(zipped({"__MACOSX/a": b"x", ".DS_Store": b"x"})) == "delivery_empty"


def test_C1_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "MAX_FILES", 3)
    assert refused(zipped({f"{i}.csv": b"1,2\n" for i in range(4)})) == "delivery_too_many"


def test_C1_the_limits_hold_for_all_files_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_ROWS", 1_000)
    files = {f"{i}.csv": b"a,b\n" * 300 for i in range(4)}
    assert refused(zipped(files)) == "sheets_too_large"
    assert read_bytes(zipped(dict(list(files.items())[:3])), "d.zip").sheets[2].filled == 600
    monkeypatch.setattr(delivery, "MAX_UNPACKED", 3_000)
    assert refused(zipped(dict(list(files.items())[:3]))) == "file_unpacks_too_large"


@pytest.mark.parametrize("name", ["../up.csv", "/etc/passwd.csv", "a/../../up.csv", "C:\\up.csv", "..\\up.csv"])
def test_C2_a_name_that_climbs_out_is_refused(name: str) -> None:
    assert refused(forged_zip([Entry("a.csv", b"1,2\n"), Entry(name, b"3,4\n")])) == "file_damaged"


def test_C5_a_locked_delivery_is_named() -> None:
    assert refused(forged_zip([Entry("a.csv", b"1,2\n"), Entry("b.csv", b"x", flags=1)])) == "file_locked"


def test_names_from_before_utf8_are_shown() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("M\u00fcnchen.csv", b"1,2\n")
    data = out.getvalue().replace("M\u00fcnchen".encode(), "M\u00fcnchen".encode("cp437") + b"x")
    assert [sheet.name for sheet in read_bytes(data, "d").sheets] == ["M\u00fcnchenx"]


def test_C7_a_full_sheet_within_a_delivery_asks_whether_rows_are_missing() -> None:
    workbook = read_bytes(zipped({"a.csv": b"1\n" * 65_536, "b.csv": b"1\n"}), "d")
    assert [(p.code, p.place.sheet, p.question) for p in workbook.problems] == [("rows_may_be_missing", "a", True)]


# --- gzip ---------------------------------------------------------------------------------------------------------

PACKED = gzip.compress(b"a,b\n1,2\n", mtime=0)


@pytest.mark.parametrize(
    "data",
    [
        PACKED,
        PACKED + bytes(100),
        gzip.compress(b"a,b\n", mtime=0) + gzip.compress(b"1,2\n", mtime=0),
        gzip.compress(b"a,b\n1,2\n", mtime=9),
    ],
)
def test_one_packed_file_is_read_as_what_it_is(data: bytes) -> None:
    workbook = read_bytes(data, "figures.csv.gz")
    assert (workbook.kind, workbook.sheets[0].name, workbook.sheets[0].rows) == ("csv", "figures", [["a", "b"], ["1", "2"]])
    assert read_bytes(gzip.compress(BOOK), "b.xlsx.gz").sheets[1].rows == [[2]]


@pytest.mark.parametrize("cut", range(2, len(PACKED)))
def test_C3_a_packed_file_that_breaks_off_is_refused(cut: int) -> None:
    assert refused(PACKED[:cut]) == "file_damaged"


@pytest.mark.parametrize("data", [PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:], PACKED[:-4] + struct.pack("<I", 7), PACKED + b"more"])
def test_C3_a_packed_file_with_another_checksum_or_more_behind_it_is_refused(data: bytes) -> None:
    assert refused(data) == "file_damaged"


def test_C1_a_gzip_bomb_is_refused() -> None:
    assert refused(gzip.compress(bytes(101 << 20), 6)) == "file_unpacks_too_large"


def test_C1_what_is_packed_twice_is_refused() -> None:
    assert refused(gzip.compress(PACKED)) == "file_is_gzip"
    assert refused(gzip.compress(zipped({"a.csv": b"1\n"}))) == "file_is_zip"
