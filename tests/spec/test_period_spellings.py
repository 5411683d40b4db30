"""tests/spec/period_spellings.csv: what each spelling of a period says, one right reading, two, or none.

The names of months and quarters in it are those of the Unicode CLDR (the column ``source`` says so, and a test compares them
with the data that Babel carries); ``usage`` is how people write labels in the sheets of public bodies. ``reading``:

- period: one reading; ``start`` is its first day, ``end`` the day after its last
- ambiguous: two readings, both given, joined by " | "
- part: half a period, whose year stands elsewhere
- derived: a running figure, which is left out
- none: no period at all
"""

import csv
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from groundswell.engine import month_names
from groundswell.engine.marks import status_of
from groundswell.engine.month_names import MONTHS
from groundswell.engine.periods import Ambiguous, Calendar, PeriodParser, PeriodRead, folded, year_read
from groundswell.engine.proposal import Reason
from groundswell.engine.tables.heads import HeadCell, parse_head
from groundswell.words import words_for

LANGUAGES = ("en", "de", "fr", "nl", "es", "pt", "it")
with (Path(__file__).parent / "period_spellings.csv").open(encoding="utf-8", newline="") as file:
    SPELLINGS = list(csv.DictReader(file))


def _said(spelling: str) -> dict[str, str]:
    """What the parser makes of a spelling, as the table writes it."""
    parser = PeriodParser()
    full = parser.read(spelling)
    head = parse_head(spelling, parser)
    if head.reason is Reason.DERIVED:
        return {"reading": "derived"}
    read = full or head.read or (None if head.year is None else year_read(head.year, Calendar()))
    status = status_of(head.mark.split(" ")[0]) if head.mark else None
    marks = {"mark": head.mark, "status": "" if status is None else status.value}
    if isinstance(read, Ambiguous):
        return {"reading": "ambiguous", **_dates(read.readings), **marks}
    if isinstance(read, PeriodRead):
        return {"reading": "period", **_dates((read,)), **marks}
    return {"reading": "part", "part": f"{head.part.kind} {head.part.number}", **marks} if head.part is not None else {"reading": "none"}


def _dates(reads: tuple[PeriodRead, ...]) -> dict[str, str]:
    return {
        "start": " | ".join(read.period.start.isoformat() for read in reads),
        "end": " | ".join(read.period.end.isoformat() for read in reads),
        "cadence": " | ".join(dict.fromkeys(read.cadence.value for read in reads)),
    }


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: row["spelling"] or "empty")
def test_each_spelling_has_its_one_right_reading(row):
    wanted = {key: value for key, value in row.items() if value and key not in ("spelling", "language", "source")}
    assert {key: value for key, value in _said(row["spelling"]).items() if value} == wanted


def test_the_table_is_as_wide_as_it_says():
    assert len({row["spelling"] for row in SPELLINGS}) == len(SPELLINGS) >= 200
    kinds = Counter(row["reading"] for row in SPELLINGS)
    assert all(kinds[kind] >= least for kind, least in {"period": 200, "ambiguous": 12, "part": 80, "derived": 5, "none": 60}.items())
    assert {row["language"] for row in SPELLINGS} >= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_name_of_the_cldr_is_known_for_its_month(language):
    locale = words_for(language).locale
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                assert MONTHS[folded(name).rstrip(".")] == number, (context, width, name)


def test_no_month_name_is_spelt_for_two_months():
    names = " ".join(month_names._NAMES).split()
    assert len(names) == len(set(names)) == len(MONTHS)
    assert all(name.isascii() and name.isalpha() and name == name.lower() for name in MONTHS)


@pytest.mark.parametrize("row", [row for row in SPELLINGS if row["source"].startswith("CLDR")], ids=lambda row: row["spelling"])
def test_the_names_in_the_table_are_those_of_the_cldr(row):
    locale = words_for(row["language"]).locale
    names = {folded(name).rstrip(".") for context in locale.months.values() for width in context.values() for name in width.values()}
    names |= {folded(name) for context in locale.quarters.values() for width in context.values() for name in width.values()}
    bare = unicodedata.normalize("NFC", row["spelling"])
    for year in (" de 2023", " 2023", "-23"):
        bare = bare.removesuffix(year)
    assert folded(bare).rstrip(".") in names


@pytest.mark.parametrize("written", ["{}", " {} ", "\u00a0{}", "{}\u200e"])
def test_blanks_and_invisible_signs_around_a_label_change_nothing(written):
    for row in SPELLINGS[::7]:
        if row["mark"]:
            continue
        assert _said(written.format(row["spelling"])) == _said(row["spelling"]), row["spelling"]


def test_a_label_that_carries_no_mark_gives_none():
    assert parse_head("March 2024", PeriodParser()).mark == HeadCell().mark == ""
