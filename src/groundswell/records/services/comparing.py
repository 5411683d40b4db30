"""A file's figures against the record's, line by line: new, changed, unchanged, refused, missing."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.errors import Place, Problem
from groundswell.records.lines import Line
from groundswell.records.selectors.figures import CENSORED, PRESENCES, STATUSES, FigureRow, current_figures, exact, period
from groundswell.records.selectors.files import FileOf
from groundswell.records.services.diff import NOTHING_THERE, Change, Figure, StoredFigure, change_key, same_figure
from groundswell.records.services.drafting import STEP, Told, quietly
from groundswell.records.services.matching import Incoming, Matching


@dataclass(slots=True)
class _Shown:
    """What the file and the record hold of one line that figures show in. Figures of the file by their first day."""

    line: Line
    seen: dict[date, Observation] = field(default_factory=dict)
    conflicting: set[date] = field(default_factory=set)
    rows: dict[str, FigureRow] = field(default_factory=dict)


@dataclass(slots=True)
class _Named:
    """The names of a file's figures: the line that they are stored in, and the one that they show in."""

    line: Line
    measure_id: str | None
    shown: _Shown


class Compared:
    """Sorts a file's figures into new, changed, unchanged and refused. ``lines``: those of the file, in its order."""

    def __init__(self, coming: Incoming, matched: Matching, told: Told = quietly) -> None:
        self._matched, self._told = matched, told
        self._observations = coming.observations
        self._named: dict[tuple[str, str | None], _Named] = {}
        self._shown: dict[Line, _Shown] = {}
        self._isoformat: dict[date, str] = {}
        self._look_through()
        self.lines = [named.line for named in self._named.values()]
        self.new: list[Figure] = []
        self.changed: list[Change] = []
        self.unchanged: list[Figure] = []
        self.refused: list[Problem] = []
        self.standing: Counter[str] = Counter()
        """How many figures of the file each batch brought before, by its ref."""

    def _look_through(self) -> None:
        """The lines of all figures, the days of each, and where several under one name and day do not say the same."""
        named, days = self._named, self._isoformat
        for one in self._observations:
            names = (one.measure, one.org_unit)
            found = named.get(names)
            if found is None:
                found = named[names] = self._name(*names)
            if one.period is None:
                continue
            start, shown = one.period.start, found.shown
            other = shown.seen.setdefault(start, one)
            if other is not one and (other.value, other.presence, other.bound) != (one.value, one.presence, one.bound):
                shown.conflicting.add(start)
            if start not in days:
                days[start] = start.isoformat()

    def _name(self, measure: str, org_unit: str | None) -> _Named:
        line = self._matched.line(measure, org_unit)
        shown = self._matched.shown_line(line)
        known = line.measure_id if self._matched.known(line.measure_id) else None
        return _Named(line, known, self._shown.setdefault(shown, _Shown(shown)))

    def compare(self, files: FileOf, *, known: bool) -> None:
        """Take each figure of the file in turn, against those that the record has now. ``known``: all of it is stored."""
        if self._isoformat and not known:
            self._read_record()
        every, days, named = len(self._observations), self._isoformat, self._named
        for at, one in enumerate(self._observations):
            if not at % STEP:
                self._told(at, every)
            if one.period is None:
                self._refuse("figure_without_period", one)
                continue
            found = named[one.measure, one.org_unit]
            start, shown = one.period.start, found.shown
            if start in shown.conflicting:
                self._refuse("two_figures_one_period", one, days[start])
            elif shown.seen[start] is one:
                row = shown.rows.get(days[start]) if shown.rows else None
                if row is not None:
                    self._sort_in(one, found, row, files)
                else:
                    figure = Figure(one, found.line, found.measure_id)
                    (self.unchanged if one.presence in NOTHING_THERE else self.new).append(figure)

    def _refuse(self, code: str, one: Observation, start: str = "") -> None:
        values = {"measure": one.measure, "start": start} if start else {"measure": one.measure}
        self.refused.append(Problem(code, Place(one.sheet, one.cell), values))

    def _read_record(self) -> None:
        """Current figures of the lines and days that the file touches: each to the line it shows in, the newest of a day."""
        wanted = {line.measure_id for line in self._shown}
        everything = self._matched.everything
        sources = [one for one in everything.measures if everything.merged_into(one) in wanted]
        if not sources:
            return
        lines: dict[tuple[str, str | None], _Shown | None] = {}
        span = (min(self._isoformat.values()), max(self._isoformat.values()))
        for row in current_figures(None, sources, span).values():
            own = (row.measure, row.org_unit)
            if own not in lines:
                lines[own] = self._shown.get(self._matched.shown_line(Line(*own)))
            shown = lines[own]
            if shown is not None:
                earlier = shown.rows.get(row.p_start)
                if earlier is None or earlier.seq < row.seq:
                    shown.rows[row.p_start] = row

    def missing(self, files: FileOf) -> list[StoredFigure]:
        """Stored figures inside the span of days that the file covers for their line, and not in the file. They stay as they are."""
        absent = []
        for shown in self._shown.values():
            if not shown.rows:
                continue
            days = {self._isoformat[day] for day in shown.seen}
            low, high = min(days), max(days)
            absent += [
                self._stored_figure(row, files)
                for day, row in shown.rows.items()
                if low <= day <= high and day not in days and PRESENCES[row.presence] not in NOTHING_THERE
            ]
        return absent

    def _sort_in(self, one: Observation, named: _Named, row: FigureRow, files: FileOf) -> None:
        old = self._stored_figure(row, files)
        figure = Figure(one, named.line, named.measure_id, row.seq)
        if same_figure(one, old):
            self.standing[old.batch_ref] += 1
            self.unchanged.append(figure)
        elif old.presence in NOTHING_THERE:
            self.new.append(figure)
        else:
            self.changed.append(Change(figure, old, change_key(one)))

    def _stored_figure(self, row: FigureRow, files: FileOf) -> StoredFigure:
        everything, source = self._matched.everything, files.batch(row.seq)
        presence = PRESENCES[row.presence]
        return StoredFigure(
            everything.measures[everything.merged_into(row.measure)].definition.name,
            everything.org_units.get(row.org_unit or ""),
            period(row.p_start, row.p_end),
            row.number if presence is Presence.VALUE else None,
            presence,
            STATUSES[row.status],
            exact(row.num_coef, row.num_scale),
            exact(row.den_coef, row.den_scale),
            row.number if presence in CENSORED else None,
            row.seq,
            source.ref,
            source.file_name,
            row.sheet or "",
            row.cell or "",
        )

