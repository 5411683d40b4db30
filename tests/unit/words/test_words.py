"""Numbers, dates and messages in a locale's form."""

from datetime import date
from decimal import Decimal

import pytest
from babel import Locale

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence, period_of
from groundswell.errors import Problem, UserError
from groundswell.words import words_for

NB = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("locale", "value", "decimals", "shown"),
    [
        ("en", -5, None, "−5"),
        ("en", 9999, None, "9999"),
        ("en", 10000, None, "10,000"),
        ("en", Exact(150, 2), None, "1.50"),
        ("en", Exact(15, 1), 3, "1.500"),
        ("en", 2.675, 2, "2.68"),
        ("en", Decimal("0.5"), 0, "1"),
        ("en", -0.04, 1, "0.0"),
        ("en", 1e-7, None, "0.0000001"),
        ("en", 1e21, None, "1" + ",000" * 7),
        ("de", -1234567.5, None, "−1.234.567,5"),
        ("fr", 12345.6, 1, f"12{THIN}345,6"),
        ("hi", 1234567, None, "12,34,567"),
        ("ar", 12.5, 1, "12.5"),
    ],
)
def test_a_number_takes_the_form_of_the_locale(locale: str, value: float, decimals: int | None, shown: str) -> None:
    assert words_for(locale).number(value, decimals) == shown


@pytest.mark.parametrize(
    ("locale", "unit", "value", "full", "close"),
    [
        ("en", "working days", Exact(177, 1), f"17.7{NB}working days", "17.7"),
        ("en", "%", Exact(851, 1), "85.1%", "85.1%"),
        ("de", "%", Exact(851, 1), f"85,1{NB}%", f"85,1{NB}%"),
        ("en", "share", Exact(851, 3), "85.1%", "85.1%"),
        ("en", "£", Exact(-35, 1), "−£3.5", "−£3.5"),
        ("fr", "€", Exact(35, 1), f"3,5{NB}€", f"3,5{NB}€"),
        ("en", "", Exact(35, 1), "3.5", "3.5"),
    ],
)
def test_the_unit_follows_the_figure_with_a_no_break_space(locale: str, unit: str, value: Exact, full: str, close: str) -> None:
    form = words_for(locale).figure_form(unit, 1)
    assert (form.full(value), form.close(value)) == (full, close)


@pytest.mark.parametrize(
    ("locale", "cadence", "day", "fiscal", "short", "long"),
    [
        ("en", Cadence.MONTH, date(2026, 9, 1), 1, "Sep 2026", "September 2026"),
        ("en", Cadence.QUARTER, date(2026, 1, 1), 1, "Q1 2026", "Q1 2026"),
        ("en", Cadence.QUARTER, date(2026, 1, 1), 4, "Q4 2025/26", "Q4 2025/26"),
        ("en", Cadence.QUARTER, date(2026, 4, 1), 4, "Q1 2026/27", "Q1 2026/27"),
        ("en", Cadence.QUARTER, date(1984, 12, 1), 1, "Dec 1984", "December 1984"),
        ("en", Cadence.HALF_YEAR, date(2026, 1, 1), 1, "Jan–Jun 2026", "January 2026–June 2026"),
        ("en", Cadence.HALF_YEAR, date(2026, 10, 1), 4, "Oct 2026–Mar 2027", "October 2026–March 2027"),
        ("en", Cadence.YEAR, date(2026, 4, 1), 4, "2026/27", "2026/27"),
        ("en", Cadence.YEAR, date(1999, 4, 1), 4, "1999/00", "1999/00"),
        ("en", Cadence.YEAR, date(2026, 1, 1), 4, "2026", "2026"),
        ("en", Cadence.YEAR, date(2026, 3, 31), 4, "31 Mar 2026", "31 March 2026"),
        ("en", Cadence.WEEK, date(2026, 4, 6), 1, "6 Apr 2026", "the week from 6 April 2026"),
        ("en", Cadence.IRREGULAR, date(2026, 11, 9), 1, "9 Nov 2026", "9 November 2026"),
        ("en-US", Cadence.IRREGULAR, date(2026, 11, 9), 1, "Nov 9, 2026", "November 9, 2026"),
        ("de", Cadence.MONTH, date(2026, 3, 1), 1, "März 2026", "März 2026"),
        ("fr", Cadence.QUARTER, date(2026, 4, 1), 4, "T1 2026/27", "T1 2026/27"),
    ],
)
def test_a_period_is_named_by_its_cadence(locale: str, cadence: Cadence, day: date, fiscal: int, short: str, long: str) -> None:
    words = words_for(locale)
    assert words.period(day, cadence, "short", fiscal) == short
    assert words.period(period_of(day, cadence), cadence, "long", fiscal) == long


def test_numbers_and_dates_are_german_where_the_text_falls_back_to_english() -> None:
    words = words_for("de")
    assert words.language == "en"
    assert words.day(date(2026, 11, 9)) == "9. November 2026"
    assert words.text("error.file_unpacks_too_large", {"limit_mib": 20000}).startswith("Unpacked, this file would be larger than 20.000 MB")


def test_an_unknown_locale_falls_back_to_english() -> None:
    assert words_for("xx-YY").tag == "en-GB"
    assert words_for("de-XX").tag == "de"


def test_plural_form_follows_n() -> None:
    words = words_for("en")
    assert words.text("segment.figures", {"n": 1}) == "1 figure"
    assert words.text("segment.figures", {"n": 12000}) == "12,000 figures"


def test_values_of_a_message_are_never_read_as_a_pattern() -> None:
    words = words_for("en")
    assert words.text("error.file_not_there", {"name": "{name.__class__}"}) == "There is no file {name.__class__}."
    assert "{name}" in words.text("error.file_not_there")


def test_problem_and_error_are_words_of_their_codes() -> None:
    words = words_for("en")
    assert words.error(UserError("file_empty")) == "This file is empty."
    assert words.problem(Problem("no_such_code")) == "problem.no_such_code"
    assert words.hint(Problem("no_such_code")) == ""


def test_a_list_is_joined_by_the_language_of_the_text() -> None:
    assert words_for("en").listed(("August", "September", "October")) == "August, September and October"
    assert words_for("de").listed(("A", "B")) == "A and B"


def test_a_month_that_stands_alone_has_the_name_of_its_own_language_whatever_was_asked_before():
    for locale, name in {"ja": "10月", "he": "אוקטובר", "fr": "octobre", "it": "ottobre", "de": "Oktober"}.items():
        assert words_for(locale).locale.months["stand-alone"]["wide"][10] == name
        assert words_for(locale).dates.months["LL"][9] == name
    assert Locale.parse("nl").months["stand-alone"]["wide"][10] == "oktober"
