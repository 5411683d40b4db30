"""Formulas against Python's fractions, and a reader that any text can be thrown at."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from groundswell.domain.authoring.formula.evaluating import evaluate, ratio_of_sums
from groundswell.domain.authoring.formula.parsing import parse
from groundswell.domain.authoring.formula.syntax import (
    Formula,
    Item,
    Negative,
    Number,
    Operation,
    Operator,
    Part,
    Statistic,
    render,
)
from groundswell.domain.authoring.formula.units import check_units
from groundswell.domain.measurement.exact import Exact, exact_of
from groundswell.domain.measurement.observation import Presence
from groundswell.errors import UserError

NAMES = ("a", "Two words", "1 + 1", "Größe")
FIGURES = st.builds(Exact, st.integers(-(10**6), 10**6), st.integers(0, 4))
LEAVES = st.builds(Item, st.sampled_from(NAMES), st.sampled_from((None, *Statistic))) | st.builds(
    Number, st.builds(Exact, st.integers(0, 10**4), st.integers(0, 3))
)
PARTS: st.SearchStrategy[Part] = st.recursive(
    LEAVES, lambda inner: st.builds(Negative, inner) | st.builds(Operation, st.sampled_from(Operator), inner, inner), max_leaves=20
)
PERIOD = st.fixed_dictionaries({name: st.lists(FIGURES, min_size=1, max_size=5) for name in NAMES})
SIGNS = "+-−–*×·/÷∕()[]., \n=%^"
TEXTS = st.text(st.sampled_from(SIGNS + "0123456789ab_") | st.characters(), max_size=400) | st.lists(
    st.sampled_from(["[a]", "sum(", "average(", ")", "(", "+", "/", "12", "x", " ", "-", "["]), max_size=60
).map("".join)


def model(part: Part, figures: dict[str, list[Fraction]]) -> Fraction:
    """The same in plain fractions, by the names of the operations and nothing else."""
    if isinstance(part, Number):
        return Fraction(str(part.value))
    if isinstance(part, Negative):
        return 0 - model(part.part, figures)
    if isinstance(part, Item):
        own = sorted(figures[part.name])
        middle = own[(len(own) - 1) // 2] + own[len(own) // 2]
        found = {"average": sum(own) / Fraction(len(own)), "median": middle / 2, "count": Fraction(len(own))}
        found |= {"lowest": own[0], "highest": own[-1]}
        return found.get(str(part.statistic), Fraction(sum(own)))
    left, right = model(part.left, figures), model(part.right, figures)
    return {"+": left.__add__, "−": left.__sub__, "×": left.__mul__, "÷": left.__truediv__}[part.operator](right)


@given(PARTS, PERIOD)
def test_a_formula_comes_to_what_fractions_come_to(root: Part, figures: dict[str, list[Exact]]) -> None:
    plain = {name: [Fraction(str(one)) for one in own] for name, own in figures.items()}
    found = evaluate(Formula(root), figures)
    try:
        expected = model(root, plain)
    except ZeroDivisionError:
        assert (found.presence, found.value) == (Presence.UNDEFINED, None)
        return
    assert (found.presence, found.number) == (Presence.VALUE, expected)
    assert found.value == exact_of(expected)
    if found.numerator is not None and found.denominator is not None:
        above, below = ratio_of_sums(Formula(root)) or (root, root)
        assert Fraction(str(found.numerator)) == model(above, plain)
        assert Fraction(str(found.denominator)) == model(below, plain)


@given(PARTS)
def test_what_is_written_is_read_again(root: Part) -> None:
    text = render(Formula(root))
    assert parse(text) == Formula(root)
    assert render(parse(text)) == text


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 1000)), min_size=2, max_size=12))
def test_a_quarter_is_the_ratio_of_its_sums_and_never_the_average_of_its_averages(months: list[tuple[int, int]]) -> None:
    figures = {"above": [Exact(above) for above, _ in months], "below": [Exact(below) for _, below in months]}
    found = evaluate(parse("[above] ÷ [below]"), figures)
    assert found.number == Fraction(sum(above for above, _ in months), sum(below for _, below in months))
    average = sum(Fraction(above, below) for above, below in months) / len(months)
    assume(len({below for _, below in months}) == len(months) and average != found.number)
    assert found.value != exact_of(average) or abs(found.number - average) < Fraction(1, 10**9)


@settings(max_examples=500)
@given(TEXTS)
def test_any_text_is_a_formula_or_a_sentence(text: str) -> None:
    try:
        formula = parse(text)
    except UserError as refused:
        told = refused.code.startswith("formula_")
        formula = None
    if formula is None:
        assert told
        return
    assert parse(render(formula)) == formula
    check_units(formula, dict.fromkeys(formula.item_names, "% per / days"))
    evaluate(formula, {name: [Exact(3)] for name in formula.item_names})


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_a_unit(one: str, other: str) -> None:
    checked = check_units(parse("[a] ÷ [b] + [a] × [b]"), {"a": one, "b": other}, stated=other)
    assert isinstance(checked.unit, str)


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**30))
def test_a_fraction_becomes_a_figure_once_half_away_from_zero(above: int, below: int) -> None:
    number = Fraction(above, below)
    figure = exact_of(number)
    kept = Fraction(figure.coef, 10**figure.scale)
    if kept != number:
        digits = str(abs(figure.coef)).rstrip("0")
        assert len(digits) <= 15
        power = next(at for at in range(-70, 70) if Fraction(10) ** at > abs(number))
        step = Fraction(10) ** (power - 15)
        assert abs(kept - number) <= step / 2
        assert abs(number / step) - abs(kept / step) != Fraction(1, 2), "a half goes away from zero"


def test_figures_of_fractions_stay_in_order() -> None:
    shown = [exact_of(Fraction(at, 7)) for at in range(-50, 50)]
    assert all(one < other for one, other in pairwise(shown))
