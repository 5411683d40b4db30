"""An organisation's own rule set as plain values that JSON can hold, and back: from the same parts as the shipped ones.

``rule_set_to_mapping(rules)`` gives every field; ``rule_set_from_mapping(mapping)`` needs ``name``, ``version``, ``source`` and
at least one rule, and takes the usual value for what is not there. What is wrong is one UserError that names the ``field``
(``long_run.length``), what it holds and what it may hold.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Any, TypeVar

from groundswell.domain.xmr.rule_set import (
    RULES,
    AlternationRule,
    Average,
    CentreRule,
    Constants,
    CrossingsRule,
    Flagged,
    LongestRunRule,
    Recalculation,
    RuleSet,
    RunRule,
    Screening,
    Ties,
    TrendRule,
    ZoneRule,
)
from groundswell.domain.xmr.rule_sets import RULE_SETS, printed_factors
from groundswell.errors import UserError

LONGEST_NAME, LONGEST_SOURCE = 80, 500
WINDOWS = {"short_run": (3, 4), "two_of_three": (2, 3), "four_of_five": (4, 5), "ten_of_twelve": (10, 12)}
"""Hits and window of the rules whose names say them."""

Plain = Mapping[str, Any]
Part = TypeVar("Part")
Choice = TypeVar("Choice", bound=StrEnum)


def rule_set_to_mapping(rules: RuleSet) -> dict[str, Any]:
    """Every field of a rule set as text, numbers, true/false, None and dictionaries of these."""
    plain: dict[str, Any] = _plain(asdict(rules))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    return value.value if isinstance(value, StrEnum) else value


def rule_set_from_mapping(mapping: Plain) -> RuleSet:
    """The rule set that ``mapping`` describes; raises UserError with the field, what it holds and what to do."""
    fields = _Fields(mapping, "")
    name = fields.text("name", LONGEST_NAME)
    if name.casefold() in RULE_SETS:
        raise UserError("own_rules_name_taken", {"field": "name", "given": name})
    dispersion = fields.one_of("dispersion", Average, Average.MEAN)
    rules = RuleSet(
        name, fields.whole("version", 1, 10_000), fields.text("source", LONGEST_SOURCE),
        fields.part("constants", _constants) or printed_factors(dispersion),
        outside_limits=fields.yes_no("outside_limits", False),
        moving_range=fields.yes_no("moving_range", False),
        long_run=fields.part("long_run", _run),
        trend=fields.part("trend", _trend),
        screening=fields.part("screening", _screening),
        fewest_figures=fields.whole("fewest_figures", 2, 1000, 5),
        provisional_below=fields.whole("provisional_below", 2, 1000, 12),
        centre=fields.one_of("centre", Average, Average.MEAN),
        alternating=fields.part("alternating", lambda own: AlternationRule(own.whole("length", 4, 100), own.source())),
        hugging_centre=fields.part("hugging_centre", _centre),
        avoiding_centre=fields.part("avoiding_centre", _centre),
        longest_run=fields.part("longest_run", lambda own: LongestRunRule(own.whole("added", 1, 20, 3), own.source())),
        crossings=fields.part("crossings", lambda own: CrossingsRule(own.number("chance", 0.0001, 0.5, 0.05), own.source())),
        recalculation=fields.part("recalculation", _recalculation),
        short_run=_window(fields, "short_run"),
        two_of_three=_window(fields, "two_of_three"),
        four_of_five=_window(fields, "four_of_five"),
        ten_of_twelve=_window(fields, "ten_of_twelve"),
    )
    fields.nothing_else()
    if not rules.rules:
        raise UserError("own_rules_no_rule", {"field": "rules", "rules": RULES})
    if dispersion is Average.MEDIAN and rules.screening is not None:
        raise UserError("own_rules_medians_screened", {"field": "screening"})
    return replace(rules, dispersion=dispersion)


def _constants(own: "_Fields") -> Constants:
    return Constants(own.number("limits", 0.1, 20), own.number("range_limit", 0.1, 20), own.source())


def _run(own: "_Fields") -> RunRule:
    return RunRule(own.whole("length", 3, 100), own.source(), own.one_of("ties", Ties, Ties.BREAK))


def _trend(own: "_Fields") -> TrendRule:
    flagged = own.one_of("flagged", Flagged, Flagged.ALL, (Flagged.ALL, Flagged.LATER))
    return TrendRule(own.whole("length", 3, 100), own.source(), own.one_of("ties", Ties, Ties.BREAK), flagged)


def _window(fields: "_Fields", rule: str) -> ZoneRule | None:
    return fields.part(rule, lambda own: _zone(own, *WINDOWS[rule]))


def _zone(own: "_Fields", hits: int, window: int) -> ZoneRule:
    either_side = own.yes_no("either_side", False)
    sided = False if either_side else None  # hits of both sides together leave nothing to ask of one side
    return ZoneRule(
        own.whole("hits", hits, hits, hits), own.whole("window", window, window, window), own.number("fraction", 0, 0.99),
        own.yes_no("all_on_one_side", False, only=sided), own.yes_no("outside_counts", True), own.source(),
        own.one_of("flagged", Flagged, Flagged.HITS, (Flagged.HITS, Flagged.ALL)),
        either_side, own.yes_no("net", False, only=sided),
        own.yes_no("from_start", False, only=None if window - hits == 1 else False),
    )


def _centre(own: "_Fields") -> CentreRule:
    return CentreRule(own.whole("length", 3, 100), own.number("fraction", 0.01, 0.99), own.source())


def _screening(own: "_Fields") -> Screening:
    return Screening(
        own.number("factor", 1, 20), own.whole("from_figures", 2, 1000, 12), own.source(), own.yes_no("until_stable", False)
    )


def _recalculation(own: "_Fields") -> Recalculation:
    run_points = None if own.empty("run_points") else own.whole("run_points", 2, 100)
    return Recalculation(own.whole("baseline", 2, 1000), run_points, own.source())


class _Fields:
    """The fields of one mapping, each asked for once; what was never asked for is unknown."""

    def __init__(self, mapping: object, within: str) -> None:
        if not isinstance(mapping, Mapping):
            raise UserError("own_rules_not_a_group", {"field": within or "rules", "given": str(mapping)})
        self._held, self._within, self._asked = mapping, within, set[str]()

    def _path(self, name: str) -> str:
        return f"{self._within}.{name}" if self._within else name

    def _get(self, name: str, usual: Any = None) -> Any:
        self._asked.add(name)
        value = self._held.get(name)
        if value is None:
            if usual is None:
                raise UserError("own_rules_field_missing", {"field": self._path(name)})
            return usual
        return value

    def empty(self, name: str) -> bool:
        """Whether nothing is said for a field."""
        self._asked.add(name)
        return self._held.get(name) is None

    def text(self, name: str, longest: int) -> str:
        value = self._get(name)
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise UserError("own_rules_not_a_text", {"field": self._path(name), "given": str(value)})
        if len(value.strip()) > longest:
            raise UserError("own_rules_text_too_long", {"field": self._path(name), "longest": longest, "n": len(value.strip())})
        return value.strip()

    def source(self) -> str:
        """A part's own source; where none is said, that of the rule set stands for it."""
        return "" if self.empty("source") or self._held["source"] == "" else self.text("source", LONGEST_SOURCE)

    def whole(self, name: str, least: int, most: int, usual: int | None = None) -> int:
        value = self._get(name, usual)
        if isinstance(value, bool) or not isinstance(value, int):
            raise UserError("own_rules_not_a_whole_number", {"field": self._path(name), "given": str(value), "least": least, "most": most})
        self._in_range(name, value, least, most)
        return value

    def number(self, name: str, least: float, most: float, usual: float | None = None) -> float:
        value = self._get(name, usual)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
            raise UserError("own_rules_not_a_number", {"field": self._path(name), "given": str(value), "least": least, "most": most})
        self._in_range(name, value, least, most)
        return float(value)

    def _in_range(self, name: str, value: float, least: float, most: float) -> None:
        if least <= value <= most:
            return
        code = "own_rules_only" if least == most else "own_rules_out_of_range"
        raise UserError(code, {"field": self._path(name), "given": str(value), "least": least, "most": most})

    def yes_no(self, name: str, usual: bool, only: bool | None = None) -> bool:
        value = self._get(name, usual)
        if not isinstance(value, bool):
            raise UserError("own_rules_not_yes_or_no", {"field": self._path(name), "given": str(value)})
        if only is not None and value is not only:
            raise UserError("own_rules_not_one_of", {"field": self._path(name), "given": str(value), "known": (str(only),)})
        return value

    def one_of(self, name: str, kind: type[Choice], usual: Choice, only: tuple[Choice, ...] = ()) -> Choice:
        value, known = self._get(name, usual), only or tuple(kind)
        for choice in known:
            if value == choice.value:
                return choice
        names = tuple(choice.value for choice in known)
        raise UserError("own_rules_not_one_of", {"field": self._path(name), "given": str(value), "known": names})

    def part(self, name: str, make: Callable[["_Fields"], Part]) -> Part | None:
        """A group of fields of its own; None where the rule is not used."""
        if self.empty(name) or self._held[name] is False:
            return None
        own = _Fields(self._held[name], self._path(name))
        made = make(own)
        own.nothing_else()
        return made

    def nothing_else(self) -> None:
        """Raises for a field that no rule set has: a slip in a name must not switch a rule off silently."""
        unknown = sorted(str(name) for name in self._held if name not in self._asked)
        if unknown:
            raise UserError("own_rules_field_unknown", {"field": self._path(unknown[0]), "known": tuple(sorted(self._asked))})
