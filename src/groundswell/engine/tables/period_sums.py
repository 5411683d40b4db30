"""Quarters, half-years and years among the months that they add up: proven by arithmetic along one axis of a table, or left to be asked.

A label only says which stretch could be a sum of which others. Proof is that every figure is that sum, in a way that no other reading
(a mean, the last value, the largest) fits as well.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from groundswell.domain.measurement.period import Cadence, Period, guess_cadence
from groundswell.engine.periods import DAY, WEEK, Form, PeriodParser, PeriodRead
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import ENOUGH, LARGE, Line, find_counts, follows, rounding
from groundswell.engine.tables.heads import HeadCell, parse_head

MONTHS_OF_A_YEAR = 12
MOST_DOUBTED = 50
"""Sums of one kind of doubt that are named singly."""
OF_MONTHS = {1: Cadence.MONTH, 3: Cadence.QUARTER, 6: Cadence.HALF_YEAR, 12: Cadence.YEAR}
_OF_DAYS = {cadence: months for months, cadence in OF_MONTHS.items() if months < MONTHS_OF_A_YEAR}
_BARE = {
    **dict.fromkeys(("quarter", "qtr", "quarterly", "quartal", "trimestre", "kwartaal"), 3),
    **dict.fromkeys(("half", "half year", "half-year", "halbjahr", "semestre", "halfjaar"), 6),
    **dict.fromkeys(
        ("year", "whole year", "full year", "annual", "yearly", "fy", "financial year", "fiscal year", "calendar year", "12 months"), 12
    ),
    **dict.fromkeys(("jahr", "gesamtjahr", "annee", "jaar", "ano", "anno"), 12),
}
"""Words for a stretch without its number: months it has."""
FEWEST_SUMS, FEWEST_LINES, FEWEST_SUMS_OF_A_LINE = 2, 2, 3
"""Different sums that prove, on several lines; and on a single one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One label of an axis: its place along it, the months it covers, the first of them (of a calendar year) or its number in its year.

    ``named``: the label is a period; others only say what they add up ("Total Q1", "Year"). ``group``: the head it stands under.
    """

    index: int
    months: int
    first: int | None = None
    number: int | None = None
    named: bool = True
    group: str = ""


@dataclass(slots=True)
class Sums:
    """What was proven: by the place of a sum, the places that it adds up; figures that differ, and those without any part (place, line)."""

    parts: dict[int, list[int]] = field(default_factory=dict)
    differing: list[tuple[int, int]] = field(default_factory=list)
    alone: list[tuple[int, int]] = field(default_factory=list)

    def doubted(self) -> Iterator[tuple[str, int, int]]:
        """What is said of single sums: a code, the place, the line."""
        for code, places in (("total_differs", self.differing), ("total_without_parts", self.alone)):
            yield from ((code, at, line) for at, line in places[:MOST_DOUBTED])


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures under each label, line by line.

    ``withheld``: (place, line) whose figure is not shown; ``shares``: lines of rates; ``worked_out``: those of them that are at every
    place the quotient of two other lines, so that a sum of these has its rate with it.
    """

    at: Mapping[int, Line]
    withheld: frozenset[tuple[int, int]] = frozenset()
    shares: frozenset[int] = frozenset()
    worked_out: frozenset[int] = frozenset()


def stretch_of_period(index: int, period: Period) -> Stretch | None:
    """A period of whole months as a stretch; None for days and weeks."""
    months = (period.end.year - period.start.year) * MONTHS_OF_A_YEAR + period.end.month - period.start.month
    if months < 1 or period.start.day != 1 or period.end.day != 1:
        return None
    if months == 1:
        return Stretch(index, months, first=period.start.month)
    return Stretch(index, months, number=(period.start.month - 1) // months + 1 if months < MONTHS_OF_A_YEAR else None)


def stretch_of(index: int, head: HeadCell) -> Stretch | None:
    """A head as a stretch of whole months; None for days, weeks, labels of two meanings and what is no period."""
    if head.year is not None:
        return Stretch(index, MONTHS_OF_A_YEAR)
    if head.part is not None:
        if head.part.kind in (DAY, WEEK):
            return None
        named = head.part.named
        return Stretch(index, head.part.length, head.part.number if named else None, None if named else head.part.number)
    if not isinstance(head.read, PeriodRead):
        return None
    found = stretch_of_period(index, head.read.period)
    span = found is not None and head.read.form is Form.SPAN
    return replace(found, first=head.read.period.start.month, number=None) if found is not None and span else found


def sum_label(index: int, label: str, parser: PeriodParser) -> Stretch | None:
    """A label that says what it adds up: "Total Q1", "2024/25 total", "Year"; None for "Total" alone and for anything else."""
    words = vocabulary.words(label)
    rest = vocabulary.TOTAL.sub(" ", words)
    rest = " ".join(word for word in rest.replace("(", " ").replace(")", " ").split() if word not in ("for", "of", "the", "-"))
    if words in _BARE or rest in _BARE:
        return Stretch(index, _BARE[words if words in _BARE else rest], named=False)
    if rest == words or not rest:
        return None
    found = stretch_of(index, parse_head(rest, parser))
    return None if found is None else replace(found, named=False)


def months_of_days(days: Mapping[int, date]) -> dict[int, Stretch]:
    """Full dates that stand for months (1 January, 1 February …), as Excel keeps them; empty where they have no such step."""
    months = _OF_DAYS.get(guess_cadence(days.values()))
    return {} if months is None else {index: Stretch(index, months, day.month) for index, day in days.items()}


def find_sums(stretches: Sequence[Stretch], figures: Callable[[Sequence[int]], Figures]) -> Sums:
    """The stretches that are proven to add up the finest ones; all that are named as periods, or none of them.

    ``figures`` gives the figures at some places; it is asked only where stretches of several lengths stand together.
    """
    named = [one.months for one in stretches if one.named]
    finest = min(named, default=0)
    longer = [one for one in stretches if one.months > finest or not one.named]
    if finest < 1 or not longer or len(longer) == len(stretches) or any(one.months % finest for one in longer):
        return Sums()
    families: dict[tuple[str, int, bool], list[Stretch]] = {}
    for one in longer:
        families.setdefault((one.group, one.months, one.named), []).append(one)
    found = _with_rates(figures([one.index for one in stretches]))
    tried = [(key[2], _proven(family, stretches, finest, found)) for key, family in families.items()]
    named_ones = [trial for is_named, trial in tried if is_named]
    if any(trial is None for trial in named_ones):
        return Sums()
    trials = [trial for _, trial in tried if trial is not None]
    told = {equation for trial in trials for equation in trial.equations}
    lines = {line for trial in trials for line in trial.lines}
    if len(told) < _fewest(len(lines), any(trial.rounded for trial in trials)):
        return Sums()
    out = Sums()
    for trial in trials:
        out.parts |= trial.parts
        out.differing += trial.differing
        out.alone += trial.alone
    return out


def _with_rates(figures: Figures) -> Figures:
    """The figures with the lines of rates that follow from two others."""
    if not figures.shares:
        return figures
    lines = dict(enumerate(zip(*figures.at.values(), strict=True)))
    counts = [line for line in lines if line not in figures.shares]
    out = set()
    for share in figures.shares:
        pair = find_counts(share, lines, counts, lambda line, share=share: (abs(line - share), line))  # type: ignore[misc]
        if pair is not None and follows(lines[share], lines[pair[0]], lines[pair[1]]):
            out.add(share)
    return replace(figures, worked_out=frozenset(out))


def _fewest(lines: int, rounded: bool) -> int:
    """How many different sums prove: more where all stand on one line, and where whole numbers were rounded each for itself."""
    return ENOUGH if rounded else FEWEST_SUMS if lines >= FEWEST_LINES else FEWEST_SUMS_OF_A_LINE


Groups = dict[int, list[int]]


def _proven(family: Sequence[Stretch], stretches: Sequence[Stretch], finest: int, figures: Figures) -> "_Trial | None":
    """Stretches of one length as sums of those before them, after them, or in turn; None where none of these fits everywhere."""
    for groups in (_beside(family, stretches, finest), _beside(family, stretches[::-1], finest), _in_turn(family, stretches, finest)):
        if len(groups) == len(family) and _months_agree(family, groups, stretches, finest):
            trial = _Trial(figures)
            if all(trial.take(one.index, groups[one.index]) for one in family) and trial.lines_are_sums():
                return trial
    return None


def _beside(family: Sequence[Stretch], stretches: Sequence[Stretch], finest: int) -> Groups:
    """The finest stretches right before each of a family, up to its length and to the one before it that is as long."""
    out: Groups = {}
    for one in family:
        at = next(n for n, other in enumerate(stretches) if other is one)
        group: list[int] = []
        for other in reversed(stretches[:at]):
            if other.group != one.group or other.months >= one.months or len(group) * finest >= one.months:
                break
            if other.months == finest and other.named:
                group.append(other.index)
        if not group:
            return {}
        out[one.index] = sorted(group)
    return out


def _in_turn(family: Sequence[Stretch], stretches: Sequence[Stretch], finest: int) -> Groups:
    """Stretches of a family that stand together, beside all the finest ones: the first adds up the first of those, and so on."""
    base = [one.index for one in stretches if one.months == finest and one.named and one.group == family[0].group]
    ends = family[0].index, family[-1].index
    size = family[0].months // finest
    if any(min(ends) < index < max(ends) for index in base) or len(family) != -(-len(base) // size):
        return {}
    return {one.index: base[n * size : (n + 1) * size] for n, one in enumerate(family)}


def _months_agree(family: Sequence[Stretch], groups: Groups, stretches: Sequence[Stretch], finest: int) -> bool:
    """Whether the parts of each stretch go on month by month and are those that its label, or its number among the others, says."""
    by_index = {one.index: one for one in stretches}
    starts = set()
    for one in family:
        parts = [by_index[index] for index in groups[one.index]]
        if any(_goes_on(a, b, finest) is False for a, b in itertools.pairwise(parts)):
            return False
        whole, begin = len(parts) * finest == one.months, parts[0].first
        if whole and begin is not None and one.first is not None and begin != one.first:
            return False
        if whole and begin is not None and one.number:
            starts.add((begin - one.months * (one.number - 1)) % MONTHS_OF_A_YEAR)
    return len(starts) <= 1


def _goes_on(one: Stretch, other: Stretch, finest: int) -> bool | None:
    """Whether a stretch follows another one; None where the labels do not say."""
    if one.first is not None and other.first is not None:
        return (other.first - one.first) % MONTHS_OF_A_YEAR == finest % MONTHS_OF_A_YEAR
    if one.number and other.number:
        return (other.number - one.number) % (MONTHS_OF_A_YEAR // finest) == 1 % (MONTHS_OF_A_YEAR // finest)
    return None


@dataclass(slots=True)
class _Trial:
    """A family of stretches held against its parts. ``equations``: different sums that nothing but a sum explains, ``lines`` theirs.

    ``rounded``: whole numbers of which some sums are right only if each part was rounded for itself.
    """

    figures: Figures
    parts: Groups = field(default_factory=dict)
    equations: set[tuple[Decimal, ...]] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    differing: list[tuple[int, int]] = field(default_factory=list)
    alone: list[tuple[int, int]] = field(default_factory=list)
    agreeing: list[int] = field(default_factory=list)
    rounded: bool = False

    def take(self, index: int, group: list[int]) -> bool:
        """Compare one stretch with its parts, line by line; False where it is no sum."""
        self.parts[index] = group
        agreeing, differing, stated = len(self.agreeing), len(self.differing), False
        for line, wanted in enumerate(self.figures.at[index]):
            if wanted is None or line in self.figures.worked_out:
                continue
            if line in self.figures.shares and wanted != 0:
                return False
            stated = stated or wanted != 0
            present = [figure for at in group if (figure := self.figures.at[at][line]) is not None]
            if not present:
                self.alone += [(index, line)] if wanted != 0 else []
            elif all((at, line) not in self.figures.withheld for at in group) and not self._compared(index, line, wanted, present, group):
                return False
        agreeing, differing = len(self.agreeing) - agreeing, len(self.differing) - differing
        return differing * ENOUGH <= agreeing + differing and (agreeing > 0 or not stated)

    def _compared(self, index: int, line: int, wanted: Decimal, present: list[Decimal], group: list[int]) -> bool:
        """Compare a figure with its parts; False where it lies among them: a mean, the last value, the largest."""
        slack, gap = rounding(present, wanted), abs(sum(present, Decimal(0)) - wanted)
        loose = slack == 0 < gap and gap * 2 <= len(present) and abs(wanted) >= LARGE * len(present)
        if gap <= slack or loose:
            self.rounded = self.rounded or loose
            self.agreeing.append(line)
            mean = sum(present, Decimal(0)) / len(present)
            if len(present) == len(group) > 1 and all(abs(other - wanted) > max(slack, gap) for other in (mean, *present)):
                self.equations.add((wanted, *present))
                self.lines.add(line)
            return True
        self.differing.append((index, line))
        return not min(present) - slack <= wanted <= max(present) + slack

    def lines_are_sums(self) -> bool:
        """Whether figures without any part are few, and on lines that add up elsewhere; where rounding is allowed for, nothing differs."""
        few = len(self.alone) * ENOUGH <= len(self.agreeing) + len(self.alone)
        return few and all(line in self.agreeing for _, line in self.alone) and not (self.rounded and self.differing)


def lengths_differ(stretches: Iterable[Stretch]) -> bool:
    """Whether there is anything to prove: labels of several lengths, or one that says that it adds up others."""
    found = list(stretches)
    return len({one.months for one in found}) > 1 or any(not one.named for one in found)
