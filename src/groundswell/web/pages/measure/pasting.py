"""Older figures pasted as lines of a period and a figure: read strictly, every line that does not fit named at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.engine.numbers import Refused, find_decimal_mark, read_number
from groundswell.engine.periods import Ambiguous, Calendar, PeriodParser, PeriodRead

MOST_ERRORS = 20
ANY_CADENCE = frozenset({Cadence.UNDATED, Cadence.IRREGULAR})


@dataclass(frozen=True, slots=True)
class LineError:
    """A line that does not fit: its number from 1, the code of its words (``paste.<code>``) and what was written."""

    line: int
    code: str
    written: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """The figures of a paste, or what is wrong with it; never both used."""

    observations: tuple[Observation, ...]
    errors: tuple[LineError, ...]


def read_pasted(text: str, record: MeasureRecord, calendar: Calendar) -> Pasted:
    """Reads each line as a period and a figure of this measure. A first line without a digit is taken for heads."""
    parser = PeriodParser(calendar)
    lines = list(_lines(text, parser))
    decimal_mark = find_decimal_mark([figure for _number, _period, figure in lines])
    if decimal_mark == "?":
        decimal_mark = None
    found: dict[object, Observation] = {}
    errors: list[LineError] = []
    for number, period_text, figure_text in lines:
        observation = _observation(parser.read(period_text), figure_text, decimal_mark, record)
        if isinstance(observation, str):
            written = figure_text if observation in ("figure_unclear", "figure_unreadable") else period_text
            errors.append(LineError(number, observation, written))
        elif observation.period in found:
            errors.append(LineError(number, "twice", period_text))
        else:
            found[observation.period] = replace(observation, cell=f"B{number}")
    return Pasted(tuple(found.values()), tuple(errors[:MOST_ERRORS]))


def _lines(text: str, parser: PeriodParser) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if number == 1 and not any(character.isdigit() for character in line):
            continue
        period, *rest = (part.strip() for part in re.split(r"[\t;]", line.strip()))
        if not rest and parser.read(period) is None and " " in period:
            period, figure = period.rsplit(None, 1)
            rest = [figure]
        yield number, period, rest[0] if rest else ""


def _observation(
    period: PeriodRead | Ambiguous | None, figure_text: str, decimal_mark: str | None, record: MeasureRecord
) -> Observation | str:
    """The observation of one line, or the code of what is wrong with it."""
    if period is None:
        return "no_period"
    if isinstance(period, Ambiguous):
        return "two_readings"
    if record.series.cadence not in ANY_CADENCE and period.cadence is not record.series.cadence and len(record.series) > 1:
        return "other_cadence"
    if not figure_text:
        return "figure_missing"
    figure = read_number(figure_text, decimal_mark)
    if isinstance(figure, Refused):
        return "figure_unclear" if figure.code == "decimal_mark_unclear" else "figure_unreadable"
    return Observation(
        measure=record.definition.name,
        org_unit=record.org_unit,
        period=period.period,
        value=figure.value,
        presence=figure.presence,
        status=figure.status,
        bound=figure.bound,
        mark=figure.mark,
    )
