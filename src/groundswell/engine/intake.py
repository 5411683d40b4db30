"""From a confirmed reading to observations: every figure with its cell, every other cell with the reason it is left out.

What was read is what was kept, refused and left out, cell by cell (:class:`SheetCount`); nothing is dropped unsaid.
"""

import gc
import itertools
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from groundswell.domain.measurement.definition import Target
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Period
from groundswell.engine.proposal import Proposal, ReadingOptions
from groundswell.engine.sources.workbook import Workbook
from groundswell.engine.table_reader import TableReader
from groundswell.engine.tables.naming import skeleton
from groundswell.errors import Place, Problem


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of the sheet, on the period it stands beside."""

    measure: str
    org_unit: str | None
    period: Period | None
    text: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class ReadTarget:
    """A target of the sheet: a level and the last day of the period it is for."""

    measure: str
    org_unit: str | None
    target: Target
    sheet: str
    cell: str


@dataclass(slots=True)
class SheetCount:
    """The reconciliation of one sheet, in filled cells; ``rows`` and sums are those of its table."""

    sheet: str
    read: int = 0
    kept: int = 0
    refused: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    columns: list[tuple[str, Decimal, Decimal]] = field(default_factory=list)
    """Column letter, sum of its figures as read, sum of those kept."""

    @property
    def adds_up(self) -> bool:
        return self.read == self.kept + self.refused + self.left_out.total()


@dataclass(slots=True)
class Intake:
    """A workbook as read. ``states`` are cells that say why there is no figure; ``blanks`` those that say nothing.

    ``attributes``: by measure and org unit, what the sheet keeps beside its figures (owner, direction, measurement_unit,
    code, and further columns by their head). ``statuses``: the sheet's own RAG marks.
    """

    file_name: str
    file_sha256: str
    observations: list[Observation] = field(default_factory=list)
    states: list[Observation] = field(default_factory=list)
    blanks: list[Observation] = field(default_factory=list)
    targets: list[ReadTarget] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    statuses: list[Remark] = field(default_factory=list)
    attributes: dict[tuple[str, str | None], dict[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    reconciliation: list[SheetCount] = field(default_factory=list)

    @property
    def unread(self) -> bool:
        """Whether a table was not printed: a question is open, or nothing could be read at all."""
        return any(problem.question for problem in self.problems) or not self.observations


Key = tuple[str, str | None, Period | None]


def apply(workbook: Workbook, proposal: Proposal, options: ReadingOptions | None = None) -> Intake:
    """Read every table of the proposal. Duplicated periods: identical ones are kept once, conflicting ones refused, all of them."""
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand fresh observations would be looked through again and again, and none of them is garbage
    try:
        return _apply(workbook, proposal, options or proposal.options)
    finally:
        if collecting:
            gc.enable()


def _apply(workbook: Workbook, proposal: Proposal, options: ReadingOptions) -> Intake:
    intake = Intake(workbook.name, workbook.sha256, problems=list(workbook.problems))
    seen: dict[Key, tuple[Observation, int, int]] = {}
    refused: set[Key] = set()
    for sheet_reading in proposal.sheets:
        sheet = workbook.sheets[sheet_reading.index]
        count = SheetCount(sheet.name, read=sheet.filled)
        intake.reconciliation.append(count)
        intake.problems += sheet_reading.problems
        if sheet_reading.table is None:
            figures = _unread_figures(sheet_reading.problems)
            count.left_out["hidden" if sheet.hidden else "note"] = 0 if figures else count.read
            count.refused = count.read if figures else 0
            continue
        reader = TableReader(sheet, sheet_reading.table, options)
        reader.read()
        _take(intake, reader, count, len(intake.reconciliation) - 1, seen, refused)
    _mixed_units(intake)
    _look_alikes(intake)
    _names_change(intake)
    return intake


def _unread_figures(problems: list[Problem]) -> bool:
    """Whether a sheet without a table held figures that were refused (else it is text, left out as notes)."""
    return any(problem.code not in ("hidden_sheet", "no_table", "layout_differs", "layout_sheets_differ") for problem in problems)


def _take(
    intake: Intake, reader: TableReader, count: SheetCount, index: int, seen: dict[Key, tuple[Observation, int, int]], refused: set[Key]
) -> None:
    """One table's findings into the whole: duplicates settled, counts and sums made."""
    count.kept, count.refused = reader.kept, reader.refused
    count.left_out.update(reader.left_out)
    count.rows.update(reader.rows)
    sums_read, sums_kept = dict(reader.sums_read), dict(reader.sums_kept)
    intake.problems += reader.problems
    same = 0
    for observation, column, cells in reader.found:
        key = (observation.measure, observation.org_unit, observation.period)
        before = seen.get(key)
        if key in refused:
            _refuse(count, cells)
            _without(sums_kept, observation, column)
            intake.problems.append(_conflict(observation, None))
        elif before is None:
            seen[key] = (observation, cells, index)
        elif _equal(before[0], observation):
            same += 1
            count.kept -= cells
            count.left_out["duplicate"] += cells
            _without(sums_kept, observation, column)
        else:
            refused.add(key)
            del seen[key]
            _refuse(count, cells)
            _refuse(intake.reconciliation[before[2]], before[1])
            _without(sums_kept, observation, column)
            if before[2] == index:
                _without(sums_kept, before[0], reader.column_of(before[0]))
            intake.problems += [_conflict(before[0], observation), _conflict(observation, before[0])]
    if same:
        intake.problems.append(Problem("duplicates_identical", Place(count.sheet), {"n": same}))
    letters = sorted(sums_read)
    count.columns = [(reader.letter(column), sums_read[column], sums_kept.get(column, Decimal(0))) for column in letters]
    intake.observations = [observation for observation, _, _ in seen.values()]
    intake.states += reader.states
    intake.blanks += reader.blanks
    intake.targets += [ReadTarget(*found) for found in reader.targets]
    intake.remarks += [Remark(*found) for found in reader.remarks]
    intake.statuses += [Remark(*found) for found in reader.statuses]
    for owner, named in reader.attributes.items():
        intake.attributes.setdefault(owner, {}).update(named)


def _refuse(count: SheetCount, cells: int) -> None:
    count.kept -= cells
    count.refused += cells


def _without(sums: dict[int, Decimal], observation: Observation, column: int) -> None:
    if observation.value is not None and column in sums:
        sums[column] -= observation.value.decimal


def _equal(one: Observation, other: Observation) -> bool:
    return (one.value, one.numerator, one.denominator) == (other.value, other.numerator, other.denominator)


def _conflict(observation: Observation, other: Observation | None) -> Problem:
    values: dict[str, str] = {
        "measure": observation.measure,
        "org_unit": observation.org_unit or "",
        "start": "" if observation.period is None else observation.period.start.isoformat(),
        "value": str(observation.value),
        "other": "" if other is None else str(other.value),
        "other_cell": "" if other is None else f"{other.sheet}!{other.cell}",
    }
    return Problem("conflicting_figures", Place(observation.sheet, observation.cell), values)


def _mixed_units(intake: Intake) -> None:
    """A measure with some figures as per cent and some as shares: a question, because one of them is 100 times the other."""
    kinds: dict[str, set[str]] = {}
    for (measure, _), named in intake.attributes.items():
        for unit in (named.get("percent_forms") or "").split():
            kinds.setdefault(measure, set()).add(unit)
    for named in intake.attributes.values():
        named.pop("percent_forms", None)
    for measure, found in kinds.items():
        if len(found) > 1:
            intake.problems.append(Problem("percent_forms_mixed", Place(), {"measure": measure}, question=True))


def _look_alikes(intake: Intake) -> None:
    """Names of measures, or of places, that a reader cannot tell apart though they are written differently."""
    for names in ({o.measure for o in intake.observations}, {o.org_unit for o in intake.observations if o.org_unit}):
        seen: dict[str, str] = {}
        for name in sorted(names):
            other = seen.setdefault(skeleton(name), name)
            if other != name:
                intake.problems.append(Problem("names_look_alike", Place(), {"one": other, "other": name}))


RENAMED_TOGETHER, RENAMED_SHARE = 3, 10
"""At least three names, and one in ten of all, that end while as many begin right after: a renaming."""


def _names_change(intake: Intake) -> None:
    """Several series that end where several others begin: said, because a renaming breaks each of them in two."""
    spans: dict[tuple[str, str | None], tuple[Period, Period]] = {}
    for observation in intake.observations:
        period = observation.period
        if period is not None:
            owner = (observation.measure, observation.org_unit)
            first, last = spans.get(owner, (period, period))
            spans[owner] = (min(first, period), max(last, period))
    times = sorted({o.period for o in intake.observations if o.period is not None})
    following = dict(itertools.pairwise(times))
    ended: dict[Period, list[str]] = {}
    began: dict[Period, list[str]] = {}
    for (measure, org_unit), (first, last) in spans.items():
        ended.setdefault(last, []).append(org_unit or measure)
        began.setdefault(first, []).append(org_unit or measure)
    everybody = len({org_unit or measure for measure, org_unit in spans})
    enough = max(RENAMED_TOGETHER, everybody // RENAMED_SHARE)
    for last, names in sorted(ended.items()):
        after = following.get(last)
        new = sorted(set(began.get(after, ()))) if after is not None else []
        old = sorted(set(names) - set(new))
        if after is not None and len(old) >= enough and len(new) >= enough:
            values = {"start": after.start.isoformat(), "ended": ", ".join(old[:3]), "began": ", ".join(new[:3])}
            intake.problems.append(Problem("names_change", Place(), values))


def all_in_order(intake: Intake) -> list[Observation]:
    """Figures, states and blanks together, as they stand in the file."""
    order = {count.sheet: index for index, count in enumerate(intake.reconciliation)}
    every = [*intake.observations, *intake.states, *intake.blanks]
    return sorted(every, key=lambda o: (order[o.sheet], _address_key(o.cell)))


def _address_key(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), len(letters), letters
