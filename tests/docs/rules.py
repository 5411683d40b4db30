"""docs/rules.md: the manual of the method. Its examples are the suite's own tables; every number in it is worked out by the kernel."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from groundswell.domain.improvement.marks import STRENGTH
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.own_rule_set import rule_set_from_mapping, rule_set_to_mapping
from groundswell.domain.xmr.rule_set import RULES, Average, Flagged, RuleSet, Ties
from groundswell.domain.xmr.rule_sets import DEFAULT, EXACT, EXACT_MEDIAN, PRINTED, PRINTED_MEDIAN, RULE_SETS, TABLED
from groundswell.domain.xmr.run_tests import fewest_crossings, longest_run_allowed
from groundswell.words import words_for
from groundswell.words.explaining_words import rule_set_named
from tests.docs import rules_prose as prose
from tests.oracle.test_method_numbers import VERIFYING
from tests.spec.xmr_sets import SETS, SetRow
from tests.spec.xmr_tables import TABLES, Figures, Row

SIDES = {"above": "above", "below": "below", "rising": "rising", "falling": "falling", "both": "no side"}
MOST_TABLED = 300
OWN = {
    "name": "Marram Harbour rules",
    "version": 1,
    "source": "Board meeting of 3 March 2026",
    "outside_limits": True,
    "long_run": {"length": 7, "ties": "break"},
    "two_of_three": {"fraction": 0.6667, "all_on_one_side": True, "outside_counts": True},
}


def page() -> str:
    """The page as Markdown."""
    lines = [
        *prose.OPENING, "", *_limits(), *prose.GROUND, "", *_rules(), *_sets(), *_variants(), *_run_tests(),
        *prose.READING, "", *_strength(), *_own(),
    ]
    return "\n".join(lines) + "\n"


def _limits() -> list[str]:
    segment = analyse(VERIFYING).segments[0]
    lines = [segment.central_line, segment.moving_range, segment.lower, segment.upper, segment.moving_range_upper]
    centre, step, lower, upper, largest = (f"{line:,.2f}" for line in lines if line is not None)
    steps = [abs(later - earlier) for earlier, later in pairwise(VERIFYING)]
    return [
        "## How the lines are made", "",
        "The sixteen figures that Wheeler prints for checking software (*Making Sense of Data*, p. 382):", "",
        *_table(("", *map(str, range(1, 17))), [
            ("figure", *map(str, VERIFYING)), ("step", "", *map(str, steps)),
        ]),
        *_table(("line", "how", "here"), [
            ("typical (central line)", "the mean of the figures", centre),
            ("average step (moving range)", "the mean of the distances between neighbours", step),
            ("limits", f"typical ± {PRINTED.limits} × average step", f"{lower} to {upper}"),
            ("largest normal step", f"{PRINTED.range_limit} × average step", largest),
        ]),
        *prose.LIMITS, "",
    ]


def _rules() -> list[str]:
    lines = ["## The rules", "", *prose.RULES_OPENING, ""]
    for rule in RULES:
        used = [name for name, rules in RULE_SETS.items() if rule in rules.rules]
        lines += [f"### {prose.TITLES[rule]}", "", f"`{rule}`, in {_used(used)}.", "", *prose.RULES[rule], ""]
        for table in TABLES:
            if table.rule == rule:
                lines += [f"*{table.form.capitalize()}*", "", *_table(("figures", "signal", ""), map(_row, table.rows))]
    return lines


def _used(names: Sequence[str]) -> str:
    """The rule sets that have a rule, by the fewer names."""
    without = [name for name in RULE_SETS if name not in names]
    if len(without) < len(names):
        return f"all but {_listed(f'`{name}`' for name in without)}"
    return _listed(f"`{name}`" for name in names)


def _row(row: Row) -> tuple[str, str, str]:
    bounds = "".join(f", {name.replace('_', ' ')} {value:g}" for name, value in row.bounds.items())
    flagged = {at for _, points in row.signals for at in points}
    sides = "; ".join(SIDES[side] for side, _ in row.signals)
    return _figures(row.figures, flagged), sides or "none", row.says + bounds


def _figures(figures: Figures, flagged: Iterable[int]) -> str:
    held = set(flagged)
    told = [(at in held, "·" if one is None else f"{one:.4g}") for at, one in enumerate(figures)]
    stretches = [(bold, " ".join(one for _, one in group)) for bold, group in groupby(told, key=lambda one: one[0])]
    return " ".join(f"**{stretch}**" if bold else stretch for bold, stretch in stretches)


def _sets() -> list[str]:
    words = words_for("en")
    lines = ["## The rule sets", "", *prose.SETS_OPENING, ""]
    for name, rules in RULE_SETS.items():
        default = " The product's default." if name == DEFAULT else ""
        lines += [f"### {name}", "", f"**{rule_set_named(words, rules)}**, version {rules.version}.{default} {prose.SETS[name]}", ""]
        lines += [f"Source: {rules.source}.", "", *_table(("", ""), _constants(rules))]
        lines += _table(("rule", "as it stands here", "completes it", "does not"), [_set_row(rules, row) for row in SETS[name]])
    return lines


def _constants(rules: RuleSet) -> list[tuple[str, str]]:
    constants, screening = rules.constants, rules.screening
    screened = "none"
    if screening is not None:
        from_ = "at any length" if screening.from_figures <= 2 else f"from {screening.from_figures} figures"
        screened = f"once, steps of {screening.factor:g} × their mean or more, {from_}"
    rows = [
        ("limits", f"{rules.centre.value} ± {constants.limits:.4g} × {rules.dispersion.value} moving range"),
        ("largest normal step", f"{constants.range_limit:.4g} × {rules.dispersion.value} moving range"),
        ("constants from", constants.source),
        ("screening of steps", screened),
        ("figures for limits", f"{rules.fewest_figures}; provisional below {rules.provisional_below}"),
    ]
    if rules.recalculation is not None:
        points = rules.recalculation.run_points
        after = f"; after a run from its first {points}" if points else "; after a run from the run's own figures"
        rows.append(("drawn anew in the source", f"from the first {rules.recalculation.baseline}{after}"))
    return rows


def _set_row(rules: RuleSet, row: SetRow) -> tuple[str, str, str, str]:
    return f"`{row.rule}`", _form(rules, row.rule), _figures(row.signals, row.points), _figures(row.silent, ())


def _form(rules: RuleSet, rule: str) -> str:
    """A rule's options in words."""
    part = getattr(rules, rule)
    if rule in rules.zones:
        zone = rules.zones[rule]
        told = [f"{zone.hits} of {zone.window} beyond {_fraction(zone.fraction)}"]
        told += ["all on one side"] if zone.all_on_one_side else []
        told += ["a figure beyond the limit does not count"] if not zone.outside_counts else []
        told += ["both sides count together"] if zone.either_side else []
        told += ["the other side's count against"] if zone.net else []
        told += [f"{zone.hits} are enough at the start"] if zone.from_start else []
        return f"{', '.join(told)}; {'the hits' if zone.flagged is Flagged.HITS else 'all'} flagged"
    if rule in ("long_run", "trend"):
        tie = "ends it" if part.ties is Ties.BREAK else "is passed over"
        what = "in a row; a figure on the line" if rule == "long_run" else "points; an equal figure"
        flagged = "all" if rule == "long_run" or part.flagged is Flagged.ALL else "all but the first"
        return f"{part.length} {what} {tie}; {flagged} flagged"
    if rule in ("hugging_centre", "avoiding_centre"):
        return f"{part.length} in a row {'within' if rule == 'hugging_centre' else 'beyond'} {_fraction(part.fraction)}; all flagged"
    return {
        "outside_limits": "beyond a limit", "moving_range": "the later figure flagged", "longest_run": "longer than round(log₂ n) + 3",
        "crossings": "fewer than chance makes in 95 of 100", "alternating": f"{getattr(part, 'length', '')} points; all flagged",
    }[rule]


def _fraction(fraction: float) -> str:
    named = {0: "the central line", 1 / 3: "a third of the way", 0.5: "half-way", 2 / 3: "two thirds of the way"}
    return named.get(fraction, f"{fraction:.0%} of the way")


def _variants() -> list[str]:
    rows = [
        (name, f"{one.limits:.6g}", f"{one.range_limit:.6g}", one.source)
        for name, one in (
            ("mean moving range, printed", PRINTED), ("mean moving range, as most programs", TABLED), ("mean moving range, exact", EXACT),
            ("median moving range, printed", PRINTED_MEDIAN), ("median moving range, exact", EXACT_MEDIAN),
        )
    ]
    assert RULE_SETS[DEFAULT].dispersion is Average.MEAN
    return ["## Constants", "", *prose.VARIANTS, "", *_table(("", "limits", "largest step", "where from"), rows)]


def _run_tests() -> list[str]:
    ranges: list[tuple[str, str]] = []
    first = 1
    for n in range(1, MOST_TABLED + 1):
        if n == MOST_TABLED or longest_run_allowed(n + 1) != longest_run_allowed(n):
            ranges.append((f"{first} to {n}" if n > first else str(n), str(longest_run_allowed(n))))
            first = n + 1
    grid = [
        (f"**{start}**", *(str(fewest_crossings(n)) for n in range(start + 1, start + 11))) for start in range(0, MOST_TABLED, 10)
    ]
    return [
        "## The two run tests, figure by figure", "", *prose.RUN_TESTS, "", *_table(("figures", "longest run that is none"), ranges),
        f"Fewest crossings that are none, for 1 to {MOST_TABLED} figures (row plus column):", "",
        *_table(("", *(f"+{n}" for n in range(1, 11))), grid),
    ]


def _strength() -> list[str]:
    return [f"Where several rules hold one point, it is told by the first of: {_listed((f'`{rule}`' for rule in STRENGTH), 'then')}.", ""]


def _own() -> list[str]:
    rules = rule_set_from_mapping(OWN)
    full = rule_set_to_mapping(rules)
    return [
        "## Rules of your own", "", *prose.OWN, "", "```json", json.dumps(OWN, indent=2), "```", "",
        f"Its fields: {_listed(f'`{name}`' for name in full)}.", "",
        *prose.OWN_FIELDS,
    ]


def _listed(parts: Iterable[str], last: str = "and") -> str:
    told = list(parts)
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} {last} {told[-1]}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads), *("| " + " | ".join(row) + " |" for row in rows), ""]
