"""Names of measures and places: from titles, without footnote marks that the sheet itself explains, in one written form."""

import re
import unicodedata

from groundswell.engine.periods import PeriodParser, folded, parse_year
from groundswell.engine.tables.grid import Grid, blank
from groundswell.engine.tables.unit_lines import unit_line
from groundswell.engine.tables.vocabulary import PERIOD_HEAD, words

_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0x200B, 0xFEFF])
"""Direction marks and zero-width characters: they would let two names look alike."""

_LEAD = re.compile(
    r"^(?:(?:daily|weekly|monthly|quarterly|annual|yearly)\s+)?"
    r"(?:(?:figures?|data|statistics|numbers?|counts?)\s+(?:on|of|for)\s+)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:table|figure|chart|annex)\s+[\w.]{1,6}\s*[.:–-]\s*", re.IGNORECASE)
_YEAR_AT_END = re.compile(r"(?:19|20)\d{2}\)?$")
_NUMBER_ALONE = re.compile(r"(?:(?:table|figure|chart|annex|tab\.?)\s*)?\d[\w.]{0,5}", re.IGNORECASE)
_PERIOD_TAIL = re.compile(
    r"[\s,:;(–-]+(?:(?:fy|ay)?\s?(?:19|20)\d{2}(?:\s?[/–-]\s?\d{2,4})?)(?:\s?(?:to|–|-)\s?(?:19|20)\d{2}(?:[/–-]\d{2,4})?)?\)?$",
    re.IGNORECASE,
)
_MONTHS_TAIL = re.compile(
    r"[\s,:;(–-]+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?: (?:19|20)\d{2})?"
    r"(?:\s?(?:to|–|-)\s?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?)?(?: (?:19|20)\d{2})?\)?$",
    re.IGNORECASE,
)
_CADENCE_TAIL = re.compile(
    r"\s*\((?:daily|weekly|monthly|quarterly|annual|annually|yearly)\)$"
    r"|,?\s+(?:by|per) (?:day|week|month|quarter|(?:fiscal |financial )?year)$",
    re.IGNORECASE,
)
LONGEST_TITLE = 160
_TITLE_NOISE = re.compile(
    r"^(?:(?:table|figure|chart|annex|tabelle|tableau|tabel)\s+[\w.]{1,6}[.:]?"
    r"|contents|back to contents|source\b.*|prepared by .*|released.*|published.*|last updated.*)$",
    re.IGNORECASE,
)


def tidy(name: str) -> str:
    """A name in one written form: NFC, one blank between words, no direction or zero-width marks."""
    if name.isascii():
        return " ".join(name.split())
    return " ".join(unicodedata.normalize("NFC", name.translate(_CONTROLS)).split())


_LOOK_ALIKE = str.maketrans("аеорсухіјѕԁɡοονΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТУХ", "aeopcyxijsdgoovABEZHIKMNOPTYXABEKMHOPCTYX")


def skeleton(name: str) -> str:
    """What a reader sees: two names of one skeleton look alike (Latin with Cyrillic or Greek letters, case, blanks)."""
    return folded(tidy(name).translate(_LOOK_ALIKE)).replace(" ", "")


def titles_above(grid: Grid, row: int) -> list[str]:
    """Texts above the heads, one a row, from the top; then those that stand over several tables, the nearest first."""
    return [*own_titles(grid, row), *grid.above]


def own_titles(grid: Grid, row: int) -> list[str]:
    """Texts above the heads that stand over this table alone; the number of a table ("1", "Table 1") gives way to the title beside it."""
    out = []
    for above in range(row):
        texts = [grid.text(above, column) for column in grid.filled(above)]
        if texts:
            out.append(next((text for text in texts if not _NUMBER_ALONE.fullmatch(text)), texts[0]))
    return out


def measure_from_title(titles: list[str], stub_head: str) -> str:
    """The measure that a title names: its first real line, without what the rows and the periods say anyway.

    "Monthly figures on deaths registered by area of usual residence, 2018" above rows headed "Area of usual residence"
    is "Deaths registered".
    """
    for title in titles:
        text = _LEAD.sub("", caption_of(title))
        if not text:
            continue
        if stub_head:
            text = re.sub(rf"\s+by\s+{re.escape(tidy(stub_head))}\b.*$", "", text, flags=re.IGNORECASE)
        text = _PERIOD_TAIL.sub("", text).strip(" ,:;-–")
        if text:
            return text[0].upper() + text[1:]
    return ""


def caption_of(title: str) -> str:
    """A title without its number and period, as written; empty where it names nothing: a source, "Contents", "Table 3", "2023/24"."""
    text = tidy(title)
    if not text or _TITLE_NOISE.match(text) or len(text) > LONGEST_TITLE or unit_line(text) or _only_period(text):
        return ""
    text = _CADENCE_TAIL.sub("", _NUMBERED.sub("", text))
    text = _MONTHS_TAIL.sub("", text) if _YEAR_AT_END.search(text) else text
    return _PERIOD_TAIL.sub("", text).strip(" ,:;-–")


def _only_period(text: str) -> bool:
    """Whether a title says when, and nothing else ("2022", "March 2024", "Financial year 2023/24"): it names no measure, and would part
    a line into one for each year."""
    bare = text.strip(" :()")
    if not bare[-1:].isdecimal():
        return False
    rest = words(_PERIOD_TAIL.sub("", bare))
    return parse_year(bare) is not None or PeriodParser().read(bare) is not None or PERIOD_HEAD.fullmatch(rest) is not None


def title_dimensions(title: str) -> tuple[str, list[str]]:
    """What a title says its table is by: "Migration by country of residence, age and sex" is Migration, by three things."""
    text = _PERIOD_TAIL.sub("", _CADENCE_TAIL.sub("", tidy(title)))
    name, found, by = text.partition(" by ")
    if not found:
        return text, []
    return name.strip(" ,:"), [part.strip() for part in re.split(r",| and | & ", by) if part.strip()]


_ATTACHED_MARK = re.compile(
    r"^(?P<name>.*?[^\W\d].*?)\s*(?P<mark>[*†‡§]+|[¹²³⁰⁴-⁹]+(?: ?, ?[¹²³⁰⁴-⁹]+)*"
    r"|\((?:\d{1,2}|[a-z])\)|\[(?:\d{1,2}|[a-z])\]|(?<=[a-z)])\d(?: ?, ?\d)*)$"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def explained_marks(grid: Grid, after: int, before: int) -> set[str]:
    """Footnote marks that the sheet explains, in the notes below row ``after`` or above row ``before``: 1, a, *, †."""
    return set(footnotes(grid, after, before))


def footnotes(grid: Grid, after: int, before: int) -> dict[str, str]:
    """What the sheet says under each footnote mark, in the notes below row ``after`` or above row ``before``."""
    marks: dict[str, str] = {}
    rows = [*range(max(0, before)), *range(after + 1, grid.height)]
    for row in rows[:400]:
        filled = grid.filled(row)
        if not filled:
            continue
        first = grid.value(row, filled[0])
        text = str(first).strip() if not blank(first) else ""
        found = re.match(r"^[(\[]?(?P<mark>\d{1,2}|[a-z]|[*†‡§]+|[¹²³⁰⁴-⁹]+)(?P<close>[)\].:])?(?=\s|\s*[A-Za-z=:])(?P<rest>.*)$", text)
        if found and (found["close"] or not found["mark"].isalpha()) and (len(found["rest"].strip()) > 3 or len(filled) > 1):
            said = " ".join(grid.text(row, column) for column in filled)
            marks.setdefault(found["mark"].translate(_SUPERSCRIPTS), said)
    return marks


def without_mark(name: str, marks: set[str]) -> str:
    """The name without a footnote mark at its end, where the sheet explains that mark. A number that stands apart stays (Ward 1)."""
    if not marks:
        return name
    found = _ATTACHED_MARK.match(name)
    if found is None:
        return name
    named = {mark.strip("()[] ").translate(_SUPERSCRIPTS) for mark in found["mark"].split(",")}
    return found["name"].rstrip() if named <= marks else name
