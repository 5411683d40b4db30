"""Exact figures: every digit kept, compared as numbers, rounded by one function."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.measurement.exact import EVERY_DIGIT, Exact, exact_of, rounded, rounded_steps


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


@given(
    st.one_of(
        st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12),
        st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**7), max_value=10**7, places=5).map(float),
        st.integers(-(10**8), 10**8).map(lambda thousandths: thousandths / 1000 + 0.0005),
    ),
    st.integers(0, 12),
)
def test_E15_steps_are_those_of_the_one_rounding(value: float, decimals: int) -> None:
    assert rounded_steps(value, decimals) == int(rounded(value, decimals).scaleb(decimals, EVERY_DIGIT))


@pytest.mark.parametrize(
    ("value", "decimals", "steps"), [(2.675, 2, 268), (1.005, 2, 101), (-0.5, 0, -1), (0.49995, 4, 5000), (1e300, 0, 10**300)]
)
def test_E15_a_half_is_rounded_as_people_read_it(value: float, decimals: int, steps: int) -> None:
    assert rounded_steps(value, decimals) == steps


@given(st.integers(-(10**60), 10**60), st.integers(0, 60))
def test_E14_as_a_float_a_figure_is_the_nearest_there_is(coef: int, scale: int) -> None:
    assert float(Exact(coef, scale)) == float(Decimal(coef).scaleb(-scale, EVERY_DIGIT))


def test_E14_a_figure_beyond_all_floats_is_infinite() -> None:
    assert float(Exact(10**320)) == float("inf")


def test_E14_rounding_keeps_every_digit_of_a_long_figure() -> None:
    """Decimal's own context has 28 digits; a figure may have more."""
    long = Exact.parse("1234567890123456789012345678901234567890.55")
    assert str(rounded(long, 1)) == "1234567890123456789012345678901234567890.6"
    assert str(rounded(Exact.parse("1e99"), 2)) == "1" + "0" * 99 + ".00"

@pytest.mark.parametrize(
    ("number", "figure"),
    [
        ("1/4", "0.25"), ("-1/3", "-0.333333333333333"), ("2/3", "0.666666666666667"), ("100/3", "33.3333333333333"), ("7", "7"),
        ("123456789012345678901/1", "123456789012345678901"), ("1000000000000000000001/3", "333333333333333000000"),
        ("0", "0"), ("99999999999999999/100000000000000000", "0.99999999999999999"),
        ("9999999999999999/3000000000000000", "3.3333333333333330"),
        ("-2/3", "-0.666666666666667"), ("1/300000", "0.00000333333333333333"),
    ],
)
def test_a_fraction_keeps_its_digits_or_fifteen_of_them(number: str, figure: str) -> None:
    assert exact_of(Fraction(number)) == Exact.parse(figure)


def test_a_fraction_beyond_every_figure_is_refused_and_a_tiny_one_is_nothing() -> None:
    assert exact_of(Fraction(10**300)) == Exact(10**300)
    for number in (Fraction(10**300 + 1), Fraction(-(10**5000))):
        with pytest.raises(ValueError, match="too large"):
            exact_of(number)
    assert exact_of(Fraction(1, 3 * 10**5000)) == Exact(0)
    assert exact_of(Fraction(10**300, 3)).coef == 333333333333333 * 10**285
