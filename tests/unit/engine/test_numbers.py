"""Figures as text: by the mark that was declared, exactly, or refused."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.engine.numbers import NumberRead, Refused, find_decimal_mark, number_of, read_number

SAME = object()
UNCLEAR, NO, ZEROS, RANGE, CLOCK, TWO = (
    Refused(code) for code in ("decimal_mark_unclear", "not_a_number", "leading_zeros", "range_cell", "duration_unclear", "two_figures")
)
# text: read with nothing declared, with a decimal point (en), a decimal comma (de), a decimal comma (fr). SAME: as with nothing declared.
CASES = {
    "0": ("0", SAME, SAME, SAME),
    "7": ("7", SAME, SAME, SAME),
    "1234": ("1234", SAME, SAME, SAME),
    "-5": ("-5", SAME, SAME, SAME),
    "−5": ("-5", SAME, SAME, SAME),
    "- 1": ("-1", SAME, SAME, SAME),
    "+3": ("3", SAME, SAME, SAME),
    " 0": ("0", SAME, SAME, SAME),
    "1,234": (UNCLEAR, "1234", "1.234", "1.234"),
    "1.234": (UNCLEAR, "1.234", "1234", "1234"),
    "-1,234": (UNCLEAR, "-1234", "-1.234", "-1.234"),
    "0.123": ("0.123", "0.123", NO, NO),
    "0,123": ("0.123", NO, "0.123", "0.123"),
    "12.5": ("12.5", "12.5", NO, NO),
    "12,5": ("12.5", NO, "12.5", "12.5"),
    "1,234.5": ("1234.5", "1234.5", NO, NO),
    "1.234,5": ("1234.5", NO, "1234.5", "1234.5"),
    "1,234,567": ("1234567", "1234567", NO, NO),
    "1.234.567": ("1234567", NO, "1234567", "1234567"),
    "1 234": ("1234", SAME, SAME, SAME),
    "1 234,5": ("1234.5", NO, "1234.5", "1234.5"),
    "1\u00a0234": ("1234", SAME, SAME, SAME),
    "1\u202f234,5": ("1234.5", NO, "1234.5", "1234.5"),
    "1'234": ("1234", SAME, SAME, SAME),
    "1’234.5": ("1234.5", "1234.5", NO, NO),
    "-1 414": ("-1414", SAME, SAME, SAME),
    "12,34": ("12.34", NO, "12.34", "12.34"),
    "1,2,3": (NO, NO, NO, NO),
    "5%": ("5", SAME, SAME, SAME),
    "5 %": ("5", SAME, SAME, SAME),
    "12.5%": ("12.5", "12.5", NO, NO),
    "12,5 %": ("12.5", NO, "12.5", "12.5"),
    "£5": ("5", SAME, SAME, SAME),
    "-£5": ("-5", SAME, SAME, SAME),
    "£-5": ("-5", SAME, SAME, SAME),
    "5 €": ("5", SAME, SAME, SAME),
    "£1,495,975.00": ("1495975.00", "1495975.00", NO, NO),
    "(123)": ("-123", SAME, SAME, SAME),
    "(£1,234.50)": ("-1234.50", "-1234.50", NO, NO),
    "٣٤٥": ("345", SAME, SAME, SAME),
    "٣٤٫٥": ("34.5", SAME, SAME, SAME),
    "١٬٢٣٤": ("1234", SAME, SAME, SAME),
    "۳۴۵": ("345", SAME, SAME, SAME),
    "１２": ("12", SAME, SAME, SAME),
    "1e5": ("100000", SAME, SAME, SAME),
    "1E5": ("100000", SAME, SAME, SAME),
    "2.5e3": ("2500", "2500", NO, NO),
    "1e-3": ("0.001", SAME, SAME, SAME),
    "007": (ZEROS, ZEROS, ZEROS, ZEROS),
    "00": (ZEROS, ZEROS, ZEROS, ZEROS),
    "-07": (ZEROS, ZEROS, ZEROS, ZEROS),
    "1.50": ("1.50", "1.50", NO, NO),
    ".5": ("0.5", "0.5", NO, NO),
    "3.": (NO, NO, NO, NO),
    "1.2.3": (NO, NO, NO, NO),
    "1-2": (RANGE, RANGE, RANGE, RANGE),
    "12 apples": (NO, NO, NO, NO),
    "£1.2m": ("1.2", "1.2", NO, NO),
    "10:30": (CLOCK, CLOCK, CLOCK, CLOCK),
    "=1+1": (NO, NO, NO, NO),
    "0x1F": (NO, NO, NO, NO),
    "Ⅷ": (NO, NO, NO, NO),
    "1_000": (NO, NO, NO, NO),
    "12/13": (TWO, TWO, TWO, TWO),
}
MARKS = (None, ".", ",", ",")


@pytest.mark.parametrize("locale", range(4), ids=["undeclared", "en", "de", "fr"])
@pytest.mark.parametrize("text", CASES)
def test_C17_text_figures_are_read_by_the_declared_mark_or_refused(text, locale):
    expected = CASES[text][locale]
    expected = CASES[text][0] if expected is SAME else expected
    read = read_number(text, MARKS[locale])
    if isinstance(expected, Refused):
        assert read == expected
    else:
        assert isinstance(read, NumberRead)
        assert str(read.value) == str(Exact.parse(expected))


def test_C17_there_are_sixty_cases():
    assert len(CASES) >= 60


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1,234", "12.5"], "."),
        (["1.234", "12,5"], ","),
        (["1,234"], "?"),
        (["1,234", "5,678"], "?"),
        (["12"], None),
        (["1,234,567"], "."),
        (["1,234.5", "1.234,5"], "?"),
        (["0.123", "1.234"], "."),
        (["£5.00", "1,200"], "."),
        (["words, words", "n/a"], None),
    ],
)
def test_C17_the_decimal_mark_of_a_column_needs_proof(texts, mark):
    assert find_decimal_mark(texts) == mark


@pytest.mark.parametrize(("text", "unit"), [("5%", "%"), ("5 %", "%"), ("£5", "£"), ("5 €", "€"), ("$5", "$"), ("5", "")])
def test_a_percentage_or_currency_is_kept_as_the_unit_and_nothing_is_rescaled(text, unit):
    read = read_number(text)
    assert (str(read.value), read.unit) == ("5", unit)


MARKED = [
    ("-", Presence.MISSING, None),
    ("—", Presence.MISSING, None),
    ("", Presence.MISSING, None),
    ("   ", Presence.MISSING, None),
    ("no data", Presence.MISSING, None),
    ("..", Presence.NOT_AVAILABLE, None),
    (".", Presence.NOT_AVAILABLE, None),
    ("…", Presence.NOT_AVAILABLE, None),
    (":", Presence.NOT_AVAILABLE, None),
    ("n/a", Presence.NOT_AVAILABLE, None),
    ("N/A", Presence.NOT_AVAILABLE, None),
    ("x", Presence.NOT_AVAILABLE, None),
    ("Not available", Presence.NOT_AVAILABLE, None),
    ("z", Presence.NOT_APPLICABLE, None),
    ("not applicable", Presence.NOT_APPLICABLE, None),
    ("*", Presence.SUPPRESSED, None),
    ("c", Presence.SUPPRESSED, None),
    ("[c]", Presence.SUPPRESSED, None),
    ("suppressed", Presence.SUPPRESSED, None),
    ("tbc", Presence.NOT_YET, None),
    ("not yet available", Presence.NOT_YET, None),
    ("<5", Presence.BELOW, "5"),
    ("≤ 5", Presence.BELOW, "5"),
    ("less than 3", Presence.BELOW, "3"),
    ("52+", Presence.ABOVE, "52"),
    (">95%", Presence.ABOVE, "95"),
    ("≥95", Presence.ABOVE, "95"),
]


@pytest.mark.parametrize(("text", "presence", "bound"), MARKED)
def test_marks_of_public_statistics_say_why_there_is_no_figure(text, presence, bound):
    read = read_number(text, ".")
    assert (read.value, read.presence) == (None, presence)
    assert (None if read.bound is None else str(read.bound)) == bound
    assert read.mark == text.strip()


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("12p", "12", Status.PROVISIONAL),
        ("12 (p)", "12", Status.PROVISIONAL),
        ("1,234 r", "1234", Status.REVISED),
        ("12 e", "12", Status.ESTIMATED),
        ("12.5u", "12.5", Status.LOW_RELIABILITY),
        ("12 b", "12", Status.BREAK_BEFORE),
        ("12f", "12", Status.FORECAST),
        ("12*", "12", Status.FINAL),
        ("12†", "12", Status.FINAL),
    ],
)
def test_marks_behind_a_figure_say_how_settled_it_is(text, value, status):
    read = read_number(text, ".")
    assert (str(read.value), read.presence, read.status, read.mark) == (value, Presence.VALUE, status, text)


NO_FIGURES = ["NaN", "nan", "inf", "-inf", "Infinity", "1e308", "9e300", "1e999", "-1e999", "1e400", "9" * 61, "0." + "1" * 61]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_C18_what_is_no_finite_number_is_refused(text):
    assert isinstance(read_number(text, "."), Refused)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("-0", "0"),
        ("1e300", "1" + "0" * 300),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.1234567890123456789012345678", "0.1234567890123456789012345678"),
        ("-0.000000000000000000001", "-0.000000000000000000001"),
    ],
)
def test_C18_long_and_large_figures_are_kept_to_the_last_digit(text, exact):
    read = read_number(text, ".")
    assert str(read.value) == exact
    json.dumps(str(read.value), allow_nan=False)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_C18_number_cells_without_a_number_are_refused(number):
    with pytest.raises(ValueError, match=r"NaN|Infinity"):
        number_of(number)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=Decimal(-(10**9)), max_value=Decimal(10**9)))
def test_a_figure_written_with_either_mark_comes_back_exactly(number):
    text = format(number, "f")
    assert read_number(text, ".").value.decimal == number
    assert read_number(text.replace(".", ","), ",").value.decimal == number
