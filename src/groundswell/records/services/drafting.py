"""A file's figures on their way into the ledger: one after the other, so that a million of them never stand there twice."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Period
from groundswell.records.ledger.encoding import ObservationFields, nfc
from groundswell.records.ledger.kinds import Kind
from groundswell.records.ledger.sealing import FigureDraft
from groundswell.records.lines import Line
from groundswell.records.services.diff import Diff, Figure
from groundswell.records.services.matching import Matching

Told = Callable[[int, int], None]
"""Hears how many figures are done, of how many; it ends the work by raising."""
STEP = 20_000
"""Figures between two reports."""
_NONE = (None, None)


def quietly(_done: int, _of: int) -> None:
    """Nobody listens."""


class FigureDrafts:
    """What a diff stores: new figures, then changed ones with the reason that ``reasons`` has for each, by the change's key.

    New figures come line by line, in the file's order of lines and each in order of day: so the record is asked for them.
    Drafts are made as they are taken.
    """

    def __init__(self, diff: Diff, matched: Matching, reasons: Mapping[str, str], told: Told = quietly) -> None:
        order: dict[Line, int] = {}
        for figure in diff.new:
            order.setdefault(figure.line, len(order))
        self._new = sorted(diff.new, key=lambda one: (order[one.line], one.day))
        self._changed, self._matched, self._reasons, self._told = diff.changed, matched, reasons, told

    @property
    def marks(self) -> list[tuple[int, str]]:
        """Which of the figures, from 0, have a mark."""
        every = (*self._new, *(change.figure for change in self._changed))
        return [(at, nfc(one.observation.mark)) for at, one in enumerate(every) if one.observation.mark]

    def __iter__(self) -> Iterator[FigureDraft]:
        drafting = _Drafting(self._matched)
        of = len(self._new) + len(self._changed)
        for done, figure in enumerate(self._new):
            if not done % STEP:
                self._told(done, of)
            yield drafting.draft(figure)
        for change in self._changed:
            yield drafting.draft(change.figure, self._reasons.get(change.key, ""))
        self._told(of, of)


class _Drafting:
    """Makes drafts; what many figures share is worked out once."""

    def __init__(self, matched: Matching) -> None:
        self._matched = matched
        self._versions: dict[tuple[str, date], int] = {}
        self._days: dict[int, tuple[Period, str, str]] = {}
        self._sheets: dict[str, str] = {}

    def draft(self, figure: Figure, reason: str = "") -> FigureDraft:
        """One figure as the ledger takes it."""
        one, line = figure.observation, figure.line
        number = one.value if one.value is not None else one.bound
        first, last = self._span(figure.period)
        fields = ObservationFields(
            0,
            Kind.OBSERVE.value if figure.replaces is None else Kind.RESTATE.value,
            line.measure_id,
            line.org_unit_id,
            "",
            first,
            last,
            *_digits(number),
            *_digits(one.numerator),
            *_digits(one.denominator),
            one.presence.value,
            one.status.value,
            self._version(line.measure_id, figure.day),
            self._sheets.get(one.sheet) or self._sheets.setdefault(one.sheet, nfc(one.sheet)),
            one.cell,
            figure.replaces,
            None,
        )
        return FigureDraft(fields, nfc(one.mark) if one.mark else None, reason)

    def _span(self, days: Period) -> tuple[str, str]:
        """First day and the day after the last; by identity, since readers give all figures of a period the same one."""
        found = self._days.get(id(days))
        if found is None:
            found = self._days[id(days)] = (days, days.start.isoformat(), days.end.isoformat())
        return found[1], found[2]

    def _version(self, measure_id: str, day: date) -> int:
        version = self._versions.get((measure_id, day))
        if version is None:
            state = self._matched.everything.measures.get(measure_id)
            version = state.version_on(day) if state is not None else self._matched.defined.get(measure_id, 0) + 1
            self._versions[measure_id, day] = version
        return version


def _digits(number: Exact | None) -> tuple[str | None, int | None]:
    return _NONE if number is None else (str(number.coef), number.scale)
