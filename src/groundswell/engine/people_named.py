"""Lines of a file that are named like people, and what can be done about them: leave them out, or add them up to one line."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from groundswell.domain.measurement.exact import Exact, exact_of
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.period import Period
from groundswell.domain.privacy.persons import Person, persons_in_columns
from groundswell.engine.intake import Intake
from groundswell.engine.name_likeness import PARTS

Key = tuple[str, str | None, Period | None]
_CUT = re.compile(f"({PARTS.pattern})")


@dataclass(frozen=True, slots=True)
class PeopleNamed:
    """Names of measures and of places, as the file has them whole; ``persons`` are the parts that look like people's. ``few``: places that
    are units of too few people, whose figures are close to figures of each of them."""

    measures: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    persons: tuple[Person, ...] = ()
    few: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.measures or self.places or self.few)

    def names(self, measure: str, place: str | None) -> bool:
        """Whether a line of that measure and place is one of them."""
        return measure in self.measures or place in self.places or place in self.few


NOBODY_NAMED = PeopleNamed()


def people_named(intake: Intake) -> PeopleNamed:
    """What of a file's lines is named like people."""
    every = [*intake.observations, *intake.states]
    measures = dict.fromkeys(one.measure for one in every)
    places = dict.fromkeys(one.org_unit for one in every if one.org_unit)
    found = [*_among(measures, intake.name_heads), *_among(places, intake.name_heads)]
    if not found:
        return NOBODY_NAMED
    named = {person.name for person in found}
    return PeopleNamed(
        tuple(name for name in measures if named.intersection(parts_of(name))),
        tuple(name for name in places if named.intersection(parts_of(name))),
        tuple(dict.fromkeys(found)),
    )


def _among(names: Iterable[str], heads: Collection[str]) -> list[Person]:
    return persons_in_columns([parts_of(name) for name in names], heads)


def parts_of(name: str) -> list[str]:
    """The parts of a measure's or place's name, outermost first."""
    return [part for part in PARTS.split(name) if part.strip()]


def without(intake: Intake, unwanted: Callable[[str, str | None], bool]) -> Intake:
    """The file without some lines: figures, and whatever stands beside them."""
    return replace(
        intake,
        observations=[one for one in intake.observations if not unwanted(one.measure, one.org_unit)],
        states=[one for one in intake.states if not unwanted(one.measure, one.org_unit)],
        blanks=[one for one in intake.blanks if not unwanted(one.measure, one.org_unit)],
        targets=[one for one in intake.targets if not unwanted(one.measure, one.org_unit)],
        remarks=[one for one in intake.remarks if not unwanted(one.measure, one.org_unit)],
        statuses=[one for one in intake.statuses if not unwanted(one.measure, one.org_unit)],
        attributes={owner: said for owner, said in intake.attributes.items() if not unwanted(*owner)},
    )


def can_add_up(intake: Intake, people: PeopleNamed) -> bool:
    """Whether the figures of people make sense as a sum: counts, or rates with both of their numbers."""
    figures = [one for one in intake.observations if people.names(one.measure, one.org_unit)]
    return bool(figures) and all(_is_count(one) or _is_rate(one) for one in figures)


def added_up(intake: Intake, people: PeopleNamed, team: str) -> Intake:
    """The file with one line for the team in place of those of people; only where :func:`can_add_up` says so.

    A place that is a person becomes the team; a measure that was split by people loses that part of its name. A sum has no cell of its
    own. Where one of its cells says that there is no figure, the sum is not known either; empty cells add nothing.
    """
    rest = without(intake, people.names)
    persons = {person.name for person in people.persons}
    groups: dict[Key, list[Observation]] = defaultdict(list)
    for one in (*intake.observations, *intake.states):
        if people.names(one.measure, one.org_unit):
            place = None if one.org_unit is None else _named_after(one.org_unit, persons, team)
            groups[_bare(one.measure, persons) or team, place, one.period].append(one)
    made = [_sum(key, group) for key, group in groups.items()]
    known = [one for one in made if one.presence is Presence.VALUE]
    unknown = [one for one in made if one.presence is not Presence.VALUE]
    return replace(rest, observations=[*rest.observations, *known], states=[*rest.states, *unknown])


def _named_after(name: str, persons: Collection[str], team: str) -> str:
    """A place's name with the team in place of a person."""
    return "".join(team if piece in persons else piece for piece in _CUT.split(name))


def _bare(name: str, persons: Collection[str]) -> str:
    """A measure's name without the parts that are people's."""
    pieces = _CUT.split(name)
    kept = [at for at in range(0, len(pieces), 2) if pieces[at] not in persons]
    return "".join((pieces[at - 1] if number else "") + pieces[at] for number, at in enumerate(kept))


def _is_count(one: Observation) -> bool:
    return one.numerator is None and one.denominator is None and one.value is not None and _whole(one.value)


def _is_rate(one: Observation) -> bool:
    return one.numerator is not None and one.denominator is not None


def _whole(value: Exact) -> bool:
    return not value.coef % int(10**value.scale)


def _sum(key: Key, group: list[Observation]) -> Observation:
    measure, place, days = key
    sheet = group[0].sheet
    if any(one.value is None for one in group):
        return Observation(measure, place, days, None, Presence.NOT_AVAILABLE, sheet=sheet)
    if not all(_is_rate(one) for one in group):
        return Observation(measure, place, days, _total(one.value for one in group), sheet=sheet)
    numerator, denominator = _total(one.numerator for one in group), _total(one.denominator for one in group)
    if not denominator.coef:
        return Observation(measure, place, days, None, Presence.UNDEFINED, sheet=sheet)
    value = exact_of(_scale_of(group) * Fraction(numerator.decimal) / Fraction(denominator.decimal))
    return Observation(measure, place, days, value, numerator=numerator, denominator=denominator, sheet=sheet)


def _scale_of(group: list[Observation]) -> int:
    """100 where the lines' own figures are per hundred, 1 where they are shares."""
    for one in group:
        if one.value and one.value.coef and one.numerator and one.numerator.coef and one.denominator:
            return 100 if float(one.value) * float(one.denominator) > 10 * float(one.numerator) else 1
    return 100


def _total(numbers: Iterable[Exact | None]) -> Exact:
    every = [number for number in numbers if number is not None]
    scale = max((number.scale for number in every), default=0)
    return Exact(sum(number.coef * 10 ** (scale - number.scale) for number in every), scale)
