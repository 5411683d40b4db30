"""CSV and TSV: every way of writing a small table reads alike, or is refused with its line."""

import csv
import io

import pytest

from groundswell.engine.sources.opening import paste_workbook, read_bytes
from groundswell.engine.sources.workbook import CellError, Row, Workbook
from groundswell.errors import UserError
from groundswell.words import words_for

TABLE = [["Month", "Café", "Note"], ["2026-01", "12.5", 'he said "no"'], ["2026-02", None, "two\nlines"], ["2026-03", "7", "£5 – ok"]]


def written(separator: str = ",", line_end: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=line_end, quoting=quoting).writerows(TABLE)
    return out.getvalue()


def read(data: bytes | str) -> Workbook:
    return read_bytes(data if isinstance(data, bytes) else data.encode(), "table.csv")


def rows(data: bytes | str) -> list[Row]:
    return read(data).sheets[0].rows


@pytest.mark.parametrize(
    ("encoding", "named", "sure"),
    [
        ("utf-8", "utf-8", True),
        ("utf-8-sig", "utf-8", True),
        ("utf-16", "utf-16", True),
        ("utf-16-le", "utf-16-le", True),
        ("utf-16-be", "utf-16-be", True),
        ("utf-32", "utf-32", True),
        ("cp1252", "cp1252", False),
    ],
)
def test_C23_encodings_are_found_out(encoding: str, named: str, sure: bool) -> None:
    workbook = read(written().encode(encoding))
    assert workbook.sheets[0].rows == TABLE
    assert workbook.dialect is not None
    assert (workbook.dialect.encoding, workbook.dialect.encoding_sure) == (named, sure)


def test_C23_big_endian_utf16_with_its_mark() -> None:
    assert rows(b"\xfe\xff" + written().encode("utf-16-be")) == TABLE


def test_C23_bytes_that_cp1252_does_not_know_are_latin_1() -> None:
    workbook = read("caf\xe9,\x85\x81\n1,2\n".encode("latin-1"))
    assert workbook.sheets[0].rows[0] == ["café", "\x85\x81"]
    assert workbook.dialect is not None and workbook.dialect.encoding == "latin-1"


def test_C23_one_letter_at_the_very_end_does_not_pass_for_cut_utf8() -> None:
    assert rows("a,b\n1,caf\xe9".encode("cp1252")) == [["a", "b"], ["1", "café"]]


def test_C23_utf8_cut_inside_a_letter_is_refused_with_its_line() -> None:
    with pytest.raises(UserError) as caught:
        read("é,b\n1,2\n3,é".encode()[:-1])
    assert (caught.value.code, caught.value.values["line"]) == ("csv_not_decodable", 3)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^", "~"])
@pytest.mark.parametrize(
    ("line_end", "quoting"),
    [("\r\n", csv.QUOTE_MINIMAL), ("\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_ALL), ("\n", csv.QUOTE_ALL), ("\r", csv.QUOTE_ALL)],
)
def test_C23_separators_line_ends_and_quotes(separator: str, line_end: str, quoting: int) -> None:
    workbook = read(written(separator, line_end, quoting))
    assert workbook.sheets[0].rows == TABLE
    assert workbook.dialect is not None and workbook.dialect.delimiter == separator


def test_C23_line_ends_may_be_mixed() -> None:
    assert rows("a,b\r\n1,2\n3,4\r5,6\r\n") == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]


@pytest.mark.parametrize(
    ("encoding", "text", "taken_for"),
    [
        ("cp1252", "Ort;Größe", "cp1252"),
        ("latin-1", "Lugar;está", "cp1252"),
        ("cp850", "Ort;München", "cp850"),
        ("cp850", "Ort;Größe", "cp850"),
        ("cp1250", "Miasto;Białystok", "cp1250"),
        ("cp1250", "Město;Plzeň", "cp1252"),
    ],
)
def test_C23_letters_that_hang_on_the_encoding_are_said(encoding: str, text: str, taken_for: str) -> None:
    workbook = read(f"{text}\n1;2\n".encode(encoding))
    assert workbook.dialect is not None
    assert (workbook.dialect.encoding, workbook.dialect.encoding_sure) == (taken_for, False)
    problem = workbook.problems[0]
    assert (problem.code, problem.question) == ("encoding_unsure", False)
    assert problem.values["example"] in text or encoding not in ("cp1252", "cp850", "latin-1")
    assert words_for("en").problem(problem).endswith(f"{taken_for}: {problem.values['example']}, for one.")


@pytest.mark.parametrize("text", ["Cost;£5", "a – b;2", "Max’s;‘x’", "plain;ascii"])
def test_C23_signs_alone_put_nothing_in_doubt(text: str) -> None:
    assert read(f"{text}\n1;2\n".encode("cp1252")).problems == []
    assert read(f"{text}\nGröße;2\n".encode()).problems == []


def test_C23_old_macintosh_text_is_mac_roman() -> None:
    assert rows("Café;Größe\r1;2\r".encode("mac-roman")) == [["Café", "Größe"], ["1", "2"]]


def test_C23_comma_as_decimal_mark_does_not_pass_for_a_separator() -> None:
    workbook = read("Monat;Wert;Ziel\nJan;1,5;2,5\nFeb;2,25;3,5\nMrz;1.234,5;4,0\n")
    assert workbook.sheets[0].rows[1] == ["Jan", "1,5", "2,5"]
    assert workbook.dialect is not None
    assert (workbook.dialect.delimiter, workbook.dialect.decimal_mark) == (";", ",")


def test_C23_thousands_marks_in_quotes_stay_in_their_cell() -> None:
    workbook = read('State,"A","B"\nX,"1,234","5,678,901"\nY,"12","3.5"\n')
    assert workbook.sheets[0].rows[1] == ["X", "1,234", "5,678,901"]
    assert workbook.dialect is not None
    assert (workbook.dialect.delimiter, workbook.dialect.decimal_mark, workbook.dialect.unclear_marks) == (",", ".", 1)


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1,234", "5,678"], None),
        (["1.5"], "."),
        (["1,5"], ","),
        (["1.5", "1,5"], None),
        (["0,125"], ","),
        (["12.3456"], "."),
        (["£1,495,975.00"], "."),
    ],
)
def test_decimal_mark_is_evidence_not_a_guess(cells: list[str], mark: str | None) -> None:
    workbook = read("a;b\n" + "".join(f'x;"{cell}"\n' for cell in cells))
    assert workbook.dialect is not None and workbook.dialect.decimal_mark == mark


def test_C23_title_and_notes_of_other_widths_do_not_hide_the_separator() -> None:
    table = "\n".join(f"Area {i},{i},{i * 2},{i * 3}" for i in range(20))
    text = f'Some title; with a semicolon\n\nArea,Jan,Feb,Mar\n{table}\n"A note, with commas; and more"\nSource: us\n'
    read_rows = rows(text)
    assert read_rows[0] == ["Some title; with a semicolon"]
    assert read_rows[1] == [] and read_rows[2] == ["Area", "Jan", "Feb", "Mar"] and read_rows[-2] == ["A note, with commas; and more"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(("mark", "line_end"), [("|", "\n"), (";", "\r\n"), ("\t", "\n"), (":", "\n")])
def test_C23_excels_own_first_line_names_the_separator_and_is_no_row(encoding: str, mark: str, line_end: str) -> None:
    text = line_end.join([f"sep={mark}", f"a,x{mark}b~y", f"1{mark}2", ""])
    assert rows(text.encode(encoding)) == [["a,x", "b~y"], ["1", "2"]]


def test_C23_apostrophes_as_quotes() -> None:
    assert rows("'a','b, c'\n'1','2'\n'3','4'\n") == [["a", "b, c"], ["1", "2"], ["3", "4"]]


def test_C23_quote_inside_an_unquoted_cell_is_a_letter() -> None:
    assert rows('size,n\n5" pipe,2\n6" pipe,3\n') == [["size", "n"], ['5" pipe', "2"], ['6" pipe', "3"]]


def test_C23_a_quote_left_open_is_refused_with_the_line_it_opens_on() -> None:
    with pytest.raises(UserError) as caught:
        read('a,b\n1,2\n"3,4\n5,6\n')
    assert (caught.value.code, caught.value.values["line"]) == ("csv_quote_open", 3)


def test_C23_nul_is_refused_with_its_line() -> None:
    with pytest.raises(UserError) as caught:
        read(b"a,b\n1,2\n3,\x004\n" + b"5,6\n" * 50)
    assert (caught.value.code, caught.value.values["line"]) == ("csv_nul", 3)


def test_C23_a_ten_megabyte_cell_is_refused_with_its_line() -> None:
    with pytest.raises(UserError) as caught:
        read("a,b\n1,2\n3," + "x" * 10_000_000 + "\n")
    assert caught.value.code == "csv_cell_too_long"
    assert caught.value.values["line"] == 3


def test_C23_a_cell_as_long_as_a_spreadsheet_allows_is_read() -> None:
    assert rows("a,b\n1," + "x" * 32_767 + "\n")[1] == ["1", "x" * 32_767]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "\ufeff\n".encode("utf-16")])
def test_an_empty_text_is_refused(data: bytes) -> None:
    with pytest.raises(UserError) as caught:
        read(data)
    assert caught.value.code == "file_empty"


def test_text_is_kept_verbatim_with_its_spaces_and_digits() -> None:
    assert rows("code,n\n007, 1.50 \n1e5,12345678901234567890123\n") == [
        ["code", "n"],
        ["007", " 1.50 "],
        ["1e5", "12345678901234567890123"],
    ]


def test_a_single_column_is_a_table() -> None:
    assert rows("value\n1\n2\n") == [["value"], ["1"], ["2"]]


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#NUM!", "#VALUE!", "#NAME?", "#NULL!"])
@pytest.mark.parametrize("place", [(0, 0), (1, 1), (3, 2)])
def test_C9_error_texts_of_a_saved_sheet_are_error_cells_in_csv(error: str, place: tuple[int, int]) -> None:
    cells = [[f"{row}{column}" for column in range(3)] for row in range(4)]
    cells[place[0]][place[1]] = error
    expected: list[Row] = [list(row) for row in cells]
    expected[place[0]][place[1]] = CellError(error)
    text = "\n".join(",".join(row) for row in cells)
    assert rows(text) == expected
    assert paste_workbook(text.replace(",", "\t")).sheets[0].rows == expected


def test_formula_text_is_text() -> None:
    assert rows("a,b\n=CMD|x,=1+1\n")[1] == ["=CMD|x", "=1+1"]


def test_a_pasted_block_is_tab_separated_with_line_breaks_in_quotes() -> None:
    workbook = paste_workbook('Month\tValue, %\r\nJan\t"1\n2"\r\nFeb\t3,5\r\n', name="pasted")
    assert workbook.kind == "paste"
    assert workbook.sheets[0].rows == [["Month", "Value, %"], ["Jan", "1\n2"], ["Feb", "3,5"]]


def test_a_block_typed_as_csv_can_be_pasted_too() -> None:
    assert paste_workbook("Month;Value\nJan;1\n").sheets[0].rows == [["Month", "Value"], ["Jan", "1"]]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_pasting_nothing_is_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        paste_workbook(text)
    assert caught.value.code == "file_empty"
