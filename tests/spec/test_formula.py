"""Formulas, one table a rule: what is read, what is refused and where, which unit comes out, what it comes to."""

from fractions import Fraction

import pytest

from groundswell.domain.authoring.formula.evaluating import evaluate, ratio_of_sums
from groundswell.domain.authoring.formula.parsing import DEEPEST, MOST_PARTS, parse
from groundswell.domain.authoring.formula.stranger import stranger_gaps
from groundswell.domain.authoring.formula.syntax import Item, Number, Operation, Operator, Statistic, render
from groundswell.domain.authoring.formula.tokens import LONGEST_FORMULA
from groundswell.domain.authoring.formula.units import check_units
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence
from groundswell.errors import UserError
from groundswell.words import words_for

READ = [
    ("[Complaints answered] / [Complaints received] * 100", "[Complaints answered] ÷ [Complaints received] × 100"),
    ("100 - [Late share]", "100 − [Late share]"),
    ("late÷all", "[late] ÷ [all]"),
    ("  [ Two   words\n]  ", "[Two words]"),
    ("SUM([a])+average ( b )", "sum([a]) + average([b])"),
    ("median([a]) - count([b]) · lowest([c]) – highest([d])", "median([a]) − count([b]) × lowest([c]) − highest([d])"),
    ("(([a]))", "[a]"),
    ("[a]-([b]-[c])", "[a] − ([b] − [c])"),
    ("([a]-[b])-[c]", "[a] − [b] − [c]"),
    ("[a]/([b]*[c])", "[a] ÷ ([b] × [c])"),
    ("([a]+[b])*[c]", "([a] + [b]) × [c]"),
    ("-[a]*--2.50", "−[a] × −−2.50"),
    ("-([a]+1)", "−([a] + 1)"),
    ("[Größe] + [نسبة] + [件数]", "[Größe] + [نسبة] + [件数]"),
    ("[1 + 1] + [sum(x)]", "[1 + 1] + [sum(x)]"),
]


@pytest.mark.parametrize(("text", "written"), READ)
def test_a_formula_is_read_and_written_in_one_form(text: str, written: str) -> None:
    formula = parse(text)
    assert render(formula) == written
    assert parse(written) == formula


def test_products_bind_before_sums_and_signs_from_the_left() -> None:
    one, two, three = (Item(name) for name in "abc")
    assert parse("a + b × c").root == Operation(Operator.PLUS, one, Operation(Operator.TIMES, two, three))
    assert parse("a ÷ b ÷ c").root == Operation(Operator.DIVIDE, Operation(Operator.DIVIDE, one, two), three)
    assert parse("sum(a)").root == Item("a", Statistic.SUM) != parse("a").root
    assert parse("2.50").root == Number(Exact(250, 2))


REFUSED = [
    ("", "formula_empty", None),
    (" \n ", "formula_empty", None),
    ("[a] +", "formula_ends_early", 6),
    ("[a] + × [b]", "formula_value_expected", 7),
    ("+ [a]", "formula_value_expected", 1),
    ("([a] + [b]", "formula_parenthesis_open", 1),
    ("sum([a]", "formula_parenthesis_open", 4),
    ("[a] + [b])", "formula_parenthesis_close", 10),
    (")", "formula_parenthesis_close", 1),
    ("()", "formula_value_expected", 2),
    ("[a", "formula_bracket_open", 1),
    ("1 + [ ]", "formula_item_empty", 5),
    ("2 [a]", "formula_sign_expected", 3),
    ("[a] [b]", "formula_sign_expected", 5),
    ("(2 [a])", "formula_sign_expected", 4),
    ("Complaints answered / 2", "formula_words_apart", 1),
    ("[a] / 1,000", "formula_number", 7),
    ("1.2.3", "formula_number", 1),
    ("9" * 61, "formula_number", 1),
    ("[a] %", "formula_percent_sign", 5),
    ("[a] ^ 2", "formula_character", 5),
    ("__import__(os)", "formula_function_unknown", 1),
    ("open('a')", "formula_character", 6),
    ("a.b", "formula_character", 2),
    ("=B2/C2", "formula_of_a_sheet", 1),
    ("mean([a])", "formula_function_unknown", 1),
    ("sum()", "formula_function_item", 1),
    ("sum(3)", "formula_function_item", 1),
    ("[b] + sum([a] + [b])", "formula_function_item", 7),
    ("average([a] / [b])", "formula_function_of_ratio", 1),
    ("sum(([a] + 1) ÷ [b]) + 2", "formula_function_of_ratio", 1),
    ("sum([a] + 1) ÷ [b]", "formula_function_item", 1),
    ("(" * (DEEPEST + 1), "formula_too_deep", DEEPEST + 1),
    ("-" * (DEEPEST + 1) + "1", "formula_too_deep", DEEPEST + 1),
    ("+".join(["1"] * (MOST_PARTS + 1)), "formula_too_many_parts", 2 * MOST_PARTS + 1),
    ("(" * 100_000, "formula_too_long", None),
    ("1" * (LONGEST_FORMULA + 1), "formula_too_long", None),
]


@pytest.mark.parametrize(("text", "code", "position"), REFUSED)
def test_what_cannot_be_read_is_told_with_its_place(text: str, code: str, position: int | None) -> None:
    with pytest.raises(UserError) as refused:
        parse(text)
    assert (refused.value.code, refused.value.values.get("position")) == (code, position)
    sentence = words_for("en").error(refused.value)
    assert not sentence.startswith("error.") and "{" not in sentence and len(sentence) < 220


def test_the_help_of_the_formula_tells_of_brackets_and_its_examples_are_read() -> None:
    told = words_for("en").text("definition.help.formula")
    assert "square brackets" in told
    examples = [told.split("such as ")[1].split(". ")[0], told.split("square brackets: ")[1].rstrip(".")]
    assert [render(parse(one)) for one in examples] == ["[late] ÷ [all] × 100", "[late calls] ÷ [calls]"]



def test_the_deepest_and_the_longest_are_still_read() -> None:
    deep = "(" * DEEPEST + "[a]" + ")" * DEEPEST
    assert render(parse(deep)) == "[a]"
    assert len(parse("+".join(["[a]"] * MOST_PARTS)).items) == MOST_PARTS


UNITS = [
    ("[a] / [b]", {"a": "reports", "b": "reports"}, "share"),
    ("[a] / [b]", {"a": "Day", "b": "days"}, "share"),
    ("[a] / [b] * 100", {"a": "reports", "b": "reports"}, "%"),
    ("100 * [a] / [b]", {"a": "reports", "b": "reports"}, "%"),
    ("[a] / [b] * 1000", {"a": "reports", "b": "reports"}, "share"),
    ("[a] / [b]", {"a": "£", "b": "visits"}, "£ per visits"),
    ("[a] / [b] * [c]", {"a": "£", "b": "visits", "c": "visits"}, "£"),
    ("lowest([a]) * [b]", {"a": "£ per head", "b": "head"}, "£"),
    ("[a] + [b] - [c]", {"a": "days", "b": "days", "c": "days"}, "days"),
    ("-[a] * 2", {"a": "hours"}, "hours"),
    ("count([a])", {"a": "%"}, ""),
    ("highest([a]) - lowest([a])", {"a": "%"}, "%"),
    ("100 - highest([a])", {"a": "per cent"}, "%"),
    ("1 - [a] / [b]", {"a": "letters", "b": "letters"}, "share"),
    ("highest([a]) / 100 * [b]", {"a": "%", "b": "cases"}, "cases"),
    ("[a] * [b]", {"a": "people", "b": "hours"}, "hours × people"),
    ("[a] / [b]", {"a": "", "b": "%"}, ""),
    ("2 + 3", {}, ""),
]


@pytest.mark.parametrize(("text", "units", "whole"), UNITS)
def test_units_combine(text: str, units: dict[str, str], whole: str) -> None:
    checked = check_units(parse(text), units, several=False)
    assert (checked.unit, checked.problems) == (whole, ())


MIXED = [
    ("[a] + [b]", {"a": "days", "b": "%"}, ["formula_units_differ"], {"left": "days", "right": "%", "sign": "+", "position": 5}),
    ("[a] − [b]", {"a": "£", "b": "hours"}, ["formula_units_differ"], {"left": "£", "right": "hours"}),
    ("[a] + [b] / [b]", {"a": "%", "b": "hours"}, ["formula_units_differ"], {"left": "%", "right": "share"}),
    ("[a] + 1", {"a": "days"}, ["formula_unit_and_number"], {"unit": "days", "position": 5}),
    ("1 − [a]", {"a": "%"}, ["formula_other_whole"], {"found": "1", "whole": "100", "position": 1}),
    ("[a] ÷ [a] − 100", {"a": "days"}, ["formula_other_whole"], {"found": "100", "whole": "1"}),
    ("[a] × 100", {"a": "%"}, ["formula_hundred_left"], {}),
    ("[a] × [b]", {"a": "%", "b": "cases"}, ["formula_hundred_left"], {}),
    ("sum([a])", {"a": "%"}, ["formula_rate_put_together"], {"item": "a", "unit": "%", "statistic": "sum"}),
    ("average([a])", {"a": "share"}, ["formula_rate_put_together"], {"statistic": "average"}),
    ("median([a])", {"a": "£ per head"}, ["formula_rate_put_together"], {"unit": "£ per head"}),
    ("sum([a]) + [b]", {"a": "%", "b": "days"}, ["formula_rate_put_together", "formula_units_differ"], {"item": "a"}),
]


@pytest.mark.parametrize(("text", "units", "codes", "values"), MIXED)
def test_units_that_do_not_go_together_are_named(text: str, units: dict[str, str], codes: list[str], values: dict[str, object]) -> None:
    problems = check_units(parse(text), units, several=False).problems
    assert [one.code for one in problems] == codes
    assert values.items() <= dict(problems[0].values).items()
    for one in problems:
        assert "{" not in words_for("en").problem(one) + words_for("en").hint(one) != ""


def test_a_bare_rate_is_one_figure_or_a_sum() -> None:
    formula = parse("100 − [Late]")
    assert check_units(formula, {"late": "%"}, several=False).problems == ()
    assert [one.code for one in check_units(formula, {"late": "%"}).problems] == ["formula_rate_put_together"]


@pytest.mark.parametrize(
    ("stated", "codes"),
    [("%", []), ("percent", []), ("", []), ("days", ["formula_gives_another_unit"]), ("share", ["formula_gives_another_unit"])],
)
def test_the_stated_unit_is_compared(stated: str, codes: list[str]) -> None:
    checked = check_units(parse("[a] ÷ [b] × 100"), {"a": "letters", "b": "letters"}, stated=stated)
    assert [one.code for one in checked.problems] == codes


def test_days_per_case_may_be_called_days() -> None:
    units = {"a": "days", "b": "cases"}
    assert check_units(parse("[a] ÷ [b]"), units, stated="days").problems == ()
    assert check_units(parse("[a] ÷ [b]"), units, stated="cases").problems != ()


STATED = [
    # numbers of nobody-says-what may come to a rate of any kind, but only × 100 makes a percentage
    ("[a] ÷ [b] × 100", "number", "number", "%", []),
    ("[a] ÷ [b]", "number", "number", "calls per person", []),
    ("[a] ÷ [b]", "number", "number", "%", ["formula_gives_a_number"]),
    ("[a] + [b]", "number", "number", "days", ["formula_gives_a_number"]),
    # so many at a time are the same people
    ("[a] ÷ [b] × 1000", "crimes", "people", "crimes per 1,000 people", []),
    ("[a] ÷ [b] × 1000", "crimes", "people", "per 1,000 people", []),
    ("[a] ÷ [b] × 100000", "crimes", "people", "per 100,000", []),
    ("[a] ÷ [b] × 1000", "crimes", "people", "per 1,000 homes", ["formula_gives_another_unit"]),
    # one and many of a word
    ("[a] ÷ [b] × 100", "enquiry", "enquiries", "%", []),
    ("[a] + [b]", "bus", "buses", "buses", []),
    ("[a] + [b]", "case", "cases", "cases", []),
    ("[a] + [b]", "children", "child", "children", []),
    ("[a] − [b]", "people", "persons", "people", []),
    # a number may turn one length of time into another, and nothing else
    ("[a] ÷ 60", "minutes", "minutes", "hours", []),
    ("[a] × 24 ÷ [b]", "days", "cases", "hours", []),
    ("[a]", "minutes", "minutes", "hours", ["formula_gives_another_unit"]),
    ("[a] ÷ 60", "£", "£", "hours", ["formula_gives_another_unit"]),
]


@pytest.mark.parametrize(("text", "first", "second", "stated", "codes"), STATED)
def test_units_as_people_write_them(text: str, first: str, second: str, stated: str, codes: list[str]) -> None:
    problems = check_units(parse(text), {"a": first, "b": second}, stated=stated).problems
    assert [one.code for one in problems] == codes


def test_a_rate_of_so_many_people_is_not_summed() -> None:
    problems = check_units(parse("[a]"), {"a": "per 1,000 people"}).problems
    assert [one.code for one in problems] == ["formula_rate_put_together"]


COMES_TO = [
    ("[a] ÷ [b]", {"a": ["1", "9"], "b": ["2", "90"]}, "10/92"),
    ("[a] ÷ [b] × 100", {"a": ["1"], "b": ["3"]}, "100/3"),
    ("average([a])", {"a": ["1", "2", "6"]}, "3"),
    ("median([a])", {"a": ["9", "1", "2"]}, "2"),
    ("median([a])", {"a": ["9", "1", "2", "4"]}, "3"),
    ("count([a])", {"a": ["9", "0"]}, "2"),
    ("highest([a]) − lowest([a])", {"a": ["9", "-1.5"]}, "21/2"),
    ("0.1 + 0.2", {}, "3/10"),
    ("−[A  B] × −2", {"a b": ["0.50"]}, "1"),
]


@pytest.mark.parametrize(("text", "figures", "number"), COMES_TO)
def test_a_formula_comes_to_an_exact_number(text: str, figures: dict[str, list[str]], number: str) -> None:
    found = evaluate(parse(text), {name: [Exact.parse(one) for one in each] for name, each in figures.items()})
    assert (found.presence, found.number) == (Presence.VALUE, Fraction(number))


def test_a_number_that_does_not_end_keeps_fifteen_digits() -> None:
    found = evaluate(parse("[a] ÷ [b] × 100"), {"a": [Exact(2)], "b": [Exact(3)]})
    assert str(found.value) == "66.6666666666667"
    assert (found.numerator, found.denominator) == (Exact(2), Exact(3))


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("[a] ÷ [b]", True), ("100 × [a] ÷ [b]", True), ("[a] × 100 ÷ [b]", True), ("([a] + sum([c])) ÷ count([b]) × 2 ÷ 3", True),
        ("[a] ÷ 2", False), ("1 − [a] ÷ [b]", False), ("average([a]) ÷ [b]", False), ("[a] × [c] ÷ [b]", False), ("[a]", False),
        ("[a] ÷ [c] ÷ [b]", False), ("2 ÷ 3", False), ("100 ÷ [b]", False), ("([a] + 1) ÷ [b]", False), ("[a] ÷ (5 − [b])", False),
        ("(2 + 3) × [a] ÷ [b]", True),
    ],
)
def test_a_ratio_of_sums_is_known(text: str, sides: bool) -> None:
    assert (ratio_of_sums(parse(text)) is not None) is sides


def test_nothing_to_divide_by_is_undefined() -> None:
    found = evaluate(parse("[a] ÷ [b]"), {"a": [Exact(3)], "b": [Exact(1), Exact(-1)]})
    assert (found.presence, found.value, found.numerator, found.denominator) == (Presence.UNDEFINED, None, Exact(3), Exact(0))
    assert evaluate(parse("1 ÷ (2 − 2)"), {}).presence is Presence.UNDEFINED
    assert evaluate(parse("[a] × [a] × 1"), {"a": [Exact(10**200)]}).presence is Presence.UNDEFINED


@pytest.mark.parametrize("there", [{}, {"b": []}, {"b": [Exact(2), None]}])
def test_an_item_without_its_figures_is_named(there: dict[str, list[Exact | None]]) -> None:
    found = evaluate(parse("[a] ÷ [B]"), {"a": [Exact(1)], **there})
    assert (found.presence, found.value, found.without) == (Presence.NOT_AVAILABLE, None, ("B",))


WHOLE = DataItem(
    "Letters", definition="Letters that came in.", measurement_unit="letters", source="Post book", collection_point="At the desk",
    recorder="Clerk",
)
STRANGER = [
    ("sum([letters])", [WHOLE], "All letters", []),
    ("sum([letters])", [WHOLE], " ", ["stranger_population"]),
    ("[letters]", [WHOLE], "All", ["stranger_statistic"]),
    ("sum([letters]) ÷ sum([answers])", [WHOLE], "All", ["stranger_item_not_described"]),
    ("count([letters])", [WHOLE, DataItem("Calls")], "All", ["stranger_item_not_used"]),
    (
        "count([x])", [DataItem("x")], "All",
        [f"stranger_item_{field}" for field in ("definition", "unit", "source", "collection_point", "recorder")],
    ),
]


@pytest.mark.parametrize(("text", "items", "population", "codes"), STRANGER)
def test_what_a_stranger_would_have_to_ask(text: str, items: list[DataItem], population: str, codes: list[str]) -> None:
    gaps = stranger_gaps(parse(text), {item.name: item for item in items}, population)
    assert [one.code for one in gaps] == codes
    for one in gaps:
        assert one.question and words_for("en").problem(one).endswith("?") and words_for("en").hint(one)
