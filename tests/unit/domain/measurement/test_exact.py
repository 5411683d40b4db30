"""Exact figures: every digit kept, compared as numbers, rounded by one function."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.measurement.exact import Exact, rounded


@pytest.mark.parametrize(
    ("text", "coef", "scale"),
    [("12", 12, 0), ("-5", -5, 0), ("1.50", 150, 2), ("0.001", 1, 3), ("1e3", 1000, 0), ("90071992547409.93", 9007199254740993, 2)],
)
def test_reads_a_plain_decimal_and_keeps_its_digits(text: str, coef: int, scale: int) -> None:
    figure = Exact.parse(text)
    assert (figure.coef, figure.scale) == (coef, scale)


@pytest.mark.parametrize("text", ["", "abc", "NaN", "Infinity", "-inf", "1,2", "0x10", "1e99999"])
def test_refuses_what_is_not_a_finite_decimal(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Exact.parse(text)


def test_equal_as_numbers_whatever_the_digits() -> None:
    assert Exact.parse("1.5") == Exact.parse("1.50")
    assert hash(Exact.parse("1.5")) == hash(Exact.parse("1.500"))
    assert Exact.parse("1.49") < Exact.parse("1.5")
    assert str(Exact.parse("1.50")) == "1.50"
    assert Exact.parse("1.5") != 1.5


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6))
def test_E14_comes_back_digit_for_digit(number: Decimal) -> None:
    figure = Exact.from_decimal(number)
    assert figure.decimal == number
    assert Exact.parse(str(figure)) == figure


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2),
)
def test_order_is_the_order_of_the_numbers(first: Decimal, second: Decimal) -> None:
    assert (Exact.from_decimal(first) < Exact.from_decimal(second)) == (first < second)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (2.675, 2, "2.68"), (0.5, 0, "1"), (-0.5, 0, "-1"), (1.005, 2, "1.01"), (-0.04, 1, "0.0"), (12, 1, "12.0"),
        (Exact.parse("2.675"), 2, "2.68"), (Decimal("1e3"), 0, "1000"), (0.1 + 0.2, 1, "0.3"),
    ],
)
def test_E15_one_rounding_half_away_from_zero(value: object, decimals: int, shown: str) -> None:
    assert format(rounded(value, decimals), "f") == shown  # type: ignore[arg-type]


def test_E14_rounding_keeps_every_digit_of_a_long_figure() -> None:
    """Decimal's own context has 28 digits; a figure may have more."""
    long = Exact.parse("1234567890123456789012345678901234567890.55")
    assert str(rounded(long, 1)) == "1234567890123456789012345678901234567890.6"
    assert str(rounded(Exact.parse("1e99"), 2)) == "1" + "0" * 99 + ".00"
