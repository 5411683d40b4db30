"""How a text file was written: its encoding, separator and quote, and what its numbers say about the decimal mark."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

from groundswell.engine.sources.guard import refuse
from groundswell.errors import UserError

SEPARATORS = (";", "\t", ",", "|", "^", "~")
"""In the order in which they are preferred where two fit alike: a comma may be a decimal mark."""
SAMPLE_ROWS = 500
SAMPLE_CHARACTERS = 200_000

_LONGEST_NUMBER = 40

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_WESTERN_LETTER = re.compile(rb"[A-Za-z][\xc0-\xe0\xe2-\xff]|[\xc0-\xe0\xe2-\xff][a-z]")
_DOS_LETTER = re.compile(rb"[A-Za-z][\x81-\x84\x86-\x89\x8b\x8d\x8f\x90\x94\x98][a-z\xe1]")
"""Letters of cp850 (ü é â ä å ç ê ë ï ö); cp1252 has nothing that stands inside a word there."""
_CENTRAL_LETTER = re.compile(rb"[A-Za-z][\xb3\xb9\xbf][a-z]")
"""ł ą ż of cp1250; in cp1252 they are ³ ¹ ¿."""
_LETTER_BY_ENCODING = re.compile(
    "[\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]|(?<=[A-Za-z])[^\\x00-\\x7f\u2019\u00a0\u2013\u2014](?=[A-Za-z])"
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


def _figure(digits: str) -> re.Pattern[str]:
    """A sign or an opening bracket, a currency sign, the digits, a percent sign or a closing bracket."""
    return re.compile(r"[-+(]?[^\w\s]?\s?(?:" + digits + r")\s?[%)]?")


_POINT = _figure(r"\d{1,3}(?:,\d{3})+\.\d+|\d*\.(?:\d{1,2}|\d{4,})|\d{4,}\.\d+|0\.\d+|\d{1,3}(?:,\d{3}){2,}")
_COMMA = _figure(r"\d{1,3}(?:\.\d{3})+,\d+|\d*,(?:\d{1,2}|\d{4,})|\d{4,},\d+|0,\d+|\d{1,3}(?:\.\d{3}){2,}")
_EITHER = _figure(r"[1-9]\d{0,2}[.,]\d{3}")


def decoded(data: bytes) -> tuple[str, str, bool]:
    """The text, the encoding it is in, and whether that is certain (a byte order mark, or bytes that only UTF-8 makes).

    Raises UserError for bytes that are no text, and for a NUL character, with the line it stands on.
    """
    encoding, sure = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError("csv_not_decodable", {"encoding": encoding, "line": data[: error.start].count(b"\n") + 1}) from None
    nul = text.find("\0")
    if nul >= 0:
        raise UserError("csv_nul", {"line": _line_of(text, nul)})
    return text.removeprefix("\ufeff"), encoding.removesuffix("-sig"), sure


def _encoding(data: bytes) -> tuple[str, bool]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, True
    if wide := _wide_without_bom(data):
        return wide, True
    if len(_CONTROLS.findall(data, 0, 65_536)) * 50 > len(data[:65_536]):
        refuse("unknown")
    try:
        data.decode("utf-8")
        return "utf-8", True
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(data) and len(data) - error.start < 4 and _mostly_utf8(data):
            return "utf-8", True
    if b"\r" in data and b"\n" not in data:
        return "mac-roman", False
    if not _WESTERN_LETTER.search(data) and _DOS_LETTER.search(data):
        return "cp850", False
    if _CENTRAL_LETTER.search(data):
        return "cp1250", False
    return ("latin-1" if _NOT_IN_CP1252.search(data) else "cp1252"), False


def doubtful_word(text: str) -> str:
    """The first word whose letters hang on the encoding; empty where only signs (£, –) do."""
    found = _LETTER_BY_ENCODING.search(text)
    if found is None:
        return ""
    around = text[max(0, found.start() - 30) : found.end() + 30]
    at = found.start() - max(0, found.start() - 30)
    before, after = re.search(r"\w*$", around[:at]), re.match(r"\w*", around[at + 1 :])
    return f"{before[0] if before else ''}{found[0]}{after[0] if after else ''}"


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes before a broken end hold a UTF-8 sequence, so that the end was cut off, not written in cp1252."""
    return any(byte > 0xC1 for byte in data[:-4])


def _wide_without_bom(data: bytes) -> str | None:
    """UTF-16 without its mark shows as a zero in every second byte."""
    head = data[:4096]
    if len(head) < 4 or len(head) % 2:
        head = head[: len(head) & ~1]
    if not head:
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 10 >= half * 7 and even * 10 <= half:
        return "utf-16-le"
    if even * 10 >= half * 7 and odd * 10 <= half:
        return "utf-16-be"
    return None


def _line_of(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1 if "\n" in text else text.count("\r", 0, at) + 1


def separator_of(text: str, quote: str) -> str:
    """The separator under which the rows of the sample agree best on how many cells they have; comma where none does."""
    sample = text[:SAMPLE_CHARACTERS]
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        widths = [len(row) for row in _sample_rows(sample, separator, quote) if any(cell.strip() for cell in row)]
        score = _agreement(widths)
        if score > best_score + 1e-9:
            best, best_score = separator, score
    return best


def _sample_rows(sample: str, separator: str, quote: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator, quotechar=quote):
            rows.append(row)
            if len(rows) >= SAMPLE_ROWS:
                return rows
    except csv.Error:
        pass
    return rows[:-1] if len(rows) > 1 and len(sample) == SAMPLE_CHARACTERS else rows


def _agreement(widths: list[int]) -> float:
    """Share of the rows that have the commonest width above one, a little more for wider tables."""
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0
    width, rows = max(wide.items(), key=lambda item: (item[1] * item[0], item[0]))
    near = sum(count for other, count in wide.items() if abs(other - width) <= 1)
    share = (rows + (near - rows) * 0.5) / len(widths)
    return share * (1.0 + min(width, 40) / 100)


def quote_of(text: str) -> str:
    """``'`` where cells are wrapped in it and none in ``"``; else ``"``."""
    sample = text[:SAMPLE_CHARACTERS]
    if '"' in sample:
        return '"'
    wrapped = re.findall(r"(?:^|[;,\t|^~])'[^'\n]*'(?=$|[;,\t|^~])", sample, re.MULTILINE)
    return "'" if len(wrapped) >= 4 else '"'


def decimal_evidence(cells: Iterable[str]) -> tuple[int, int, int]:
    """How many cells can only be read with a point as decimal mark, only with a comma, or with either."""
    point = comma = either = 0
    for cell in cells:
        if len(cell) > _LONGEST_NUMBER or ("." not in cell and "," not in cell):
            continue
        stripped = cell.strip()
        if _EITHER.fullmatch(stripped):
            either += 1
        elif _POINT.fullmatch(stripped):
            point += 1
        elif _COMMA.fullmatch(stripped):
            comma += 1
    return point, comma, either
