"""From a confirmed reading to observations: every figure with its cell, every other cell with the reason it is left out.

What was read is what was kept, refused and left out, cell by cell (:class:`SheetCount`); nothing is dropped unsaid.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal

from groundswell.domain.measurement.definition import Target
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Period
from groundswell.engine.name_changes import names_changes
from groundswell.engine.proposal import Proposal, ReadingOptions, Reason, Role, SheetReading
from groundswell.engine.sources.workbook import Sheet, Workbook, column_name
from groundswell.engine.spelling import Spellings
from groundswell.engine.table_reader import TableReader
from groundswell.engine.tables.masking import filled
from groundswell.engine.tables.naming import skeleton
from groundswell.engine.uncollected import uncollected
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
class TableCount:
    """The reconciliation of one table, in filled cells of its region (``cells``: ``A3:F20``). Sums are by column index."""

    sheet: str
    cells: str
    read: int = 0
    kept: int = 0
    refused: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    sums_read: dict[int, Decimal] = field(default_factory=dict)
    sums_kept: dict[int, Decimal] = field(default_factory=dict)

    @property
    def adds_up(self) -> bool:
        return self.read == self.kept + self.refused + self.left_out.total()

    @property
    def columns(self) -> list[tuple[str, Decimal, Decimal]]:
        """Column letter, sum of its figures as read, sum of those kept."""
        return [(column_name(at), self.sums_read[at], self.sums_kept.get(at, Decimal(0))) for at in sorted(self.sums_read)]


@dataclass(slots=True)
class SheetCount:
    """The reconciliation of one sheet, in filled cells: its tables, and what belongs to none. ``rows`` and sums are those of its tables.

    ``waiting``: refused cells of regions about which a question is open.
    """

    sheet: str
    read: int = 0
    kept: int = 0
    refused: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    tables: list[TableCount] = field(default_factory=list)
    waiting: int = 0

    @property
    def adds_up(self) -> bool:
        return self.read == self.kept + self.refused + self.left_out.total()

    @property
    def columns(self) -> list[tuple[str, Decimal, Decimal]]:
        """Column letter, sum of its figures as read, sum of those kept, in all tables of the sheet."""
        sums: dict[int, list[Decimal]] = {}
        for table in self.tables:
            for at, read in table.sums_read.items():
                found = sums.setdefault(at, [Decimal(0), Decimal(0)])
                found[0] += read
                found[1] += table.sums_kept.get(at, Decimal(0))
        return [(column_name(at), sums[at][0], sums[at][1]) for at in sorted(sums)]


@dataclass(slots=True)
class Intake:
    """A workbook as read. ``states`` are cells that say why there is no figure; ``blanks`` those that say nothing.

    ``attributes``: by measure and org unit, what the sheet keeps beside its figures (owner, direction, measurement_unit,
    code, and further columns by their head). ``statuses``: the sheet's own RAG marks. ``name_heads``: heads of the columns that give
    places and measures their names.
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
    name_heads: tuple[str, ...] = ()

    @property
    def unread(self) -> bool:
        """Whether a table was not printed: a question is open, or nothing could be read at all."""
        return any(problem.question for problem in self.problems) or not self.observations


Key = tuple[str, str | None, Period | None]
Seen = dict[Key, tuple[Observation, int, TableCount, int]]
"""The figure of a key so far: how many cells it took, in which table and column."""


def apply(workbook: Workbook, proposal: Proposal, options: ReadingOptions | None = None) -> Intake:
    """Read every table of the proposal. Duplicated periods: identical ones are kept once, conflicting ones refused, all of them."""
    with uncollected():
        return _apply(workbook, proposal, options or proposal.options)


def _apply(workbook: Workbook, proposal: Proposal, options: ReadingOptions) -> Intake:
    intake = Intake(workbook.name, workbook.sha256, problems=list(workbook.problems))
    seen: Seen = {}
    refused: set[Key] = set()
    spellings = Spellings()
    for reading in proposal.sheets:
        sheet = workbook.sheets[reading.index]
        count = SheetCount(sheet.name, read=sheet.filled)
        intake.reconciliation.append(count)
        intake.problems += reading.problems
        for table in reading.tables:
            reader = TableReader(sheet, table, options)
            reader.read()
            count.tables.append(TableCount(sheet.name, table.region.a1))
            _one_spelling(reader, spellings)
            _take(intake, reader, count.tables[-1], seen, refused)
    intake.observations = [observation for observation, *_ in seen.values()]
    for count, reading in zip(intake.reconciliation, proposal.sheets, strict=True):
        _add_up(count, reading, workbook.sheets[reading.index])
    if spellings.others:
        name, meant = spellings.others[0]
        intake.problems.append(Problem("names_written_alike", Place(), {"n": len(spellings.others), "name": name, "meant": meant}))
    intake.name_heads = _name_heads(proposal)
    _mixed_units(intake)
    _look_alikes(intake)
    _names_change(intake)
    return intake


def _name_heads(proposal: Proposal) -> tuple[str, ...]:
    """Each head once, in the order of the file."""
    naming = (Role.ORG_UNIT, Role.MEASURE, Role.CATEGORY, Role.CODE)
    tables = [table for reading in proposal.sheets for table in reading.tables]
    return tuple(dict.fromkeys(column.head for table in tables for column in table.with_role(*naming) if column.head))


def _one_spelling(reader: TableReader, spellings: Spellings) -> None:
    """Give what a table holds the spelling of each name that came first in the file."""
    owners = dict.fromkeys((one.measure, one.org_unit) for one, *_ in reader.found)
    owners |= dict.fromkeys((one.measure, one.org_unit) for rows in (reader.states, reader.blanks) for one in rows)
    owners |= dict.fromkeys((measure, org_unit) for measure, org_unit, *_ in reader.targets)
    owners |= dict.fromkeys((measure, org_unit) for rows in (reader.remarks, reader.statuses) for measure, org_unit, *_ in rows)
    owners |= dict.fromkeys(reader.attributes)
    if all(spellings.owner(*owner) == owner for owner in owners):
        return

    def spelled(one: Observation) -> Observation:
        measure, org_unit = spellings.owner(one.measure, one.org_unit)
        return replace(one, measure=measure, org_unit=org_unit)

    reader.found = [(spelled(one), column, cells) for one, column, cells in reader.found]
    reader.states, reader.blanks = list(map(spelled, reader.states)), list(map(spelled, reader.blanks))
    reader.targets = [(*spellings.owner(*found[:2]), *found[2:]) for found in reader.targets]
    reader.remarks = [(*spellings.owner(*found[:2]), *found[2:]) for found in reader.remarks]
    reader.statuses = [(*spellings.owner(*found[:2]), *found[2:]) for found in reader.statuses]
    attributes: dict[tuple[str, str | None], dict[str, str]] = {}
    for owner, named in reader.attributes.items():
        attributes.setdefault(spellings.owner(*owner), {}).update(named)
    reader.attributes = attributes


def _add_up(count: SheetCount, reading: SheetReading, sheet: Sheet) -> None:
    """A sheet's cells: those of its tables, of regions that were not read, and the rest, which is text left out as notes."""
    for table in count.tables:
        count.kept += table.kept
        count.refused += table.refused
        count.left_out.update(table.left_out)
        count.rows.update(table.rows)
    count.waiting = sum(filled(sheet, region) for region in reading.waiting)
    count.refused += count.waiting + sum(filled(sheet, region) for region in reading.refused)
    if aside := sum(filled(sheet, region) for region in reading.aside):
        count.left_out[Reason.CHOSEN.value] += aside
    if pivots := sum(filled(sheet, block.region) for block in reading.pivots):
        count.left_out[Reason.DERIVED.value] += pivots
    rest = count.read - count.kept - count.refused - count.left_out.total()
    if rest:
        count.left_out["hidden" if sheet.hidden else "note"] += rest


def _take(intake: Intake, reader: TableReader, count: TableCount, seen: Seen, refused: set[Key]) -> None:
    """One table's findings into the whole: duplicates settled, counts and sums made."""
    count.kept, count.refused = reader.kept, reader.refused
    count.left_out.update(reader.left_out)
    count.rows.update(reader.rows)
    count.read = count.kept + count.refused + count.left_out.total()
    count.sums_read, count.sums_kept = dict(reader.sums_read), dict(reader.sums_kept)
    intake.problems += reader.problems
    same = 0
    for observation, column, cells in reader.found:
        key = (observation.measure, observation.org_unit, observation.period)
        before = seen.get(key)
        if key in refused:
            _refuse(count, cells)
            _without(count, observation, column)
            intake.problems.append(_conflict(observation, None))
        elif before is None:
            seen[key] = (observation, cells, count, column)
        elif _equal(before[0], observation):
            same += 1
            count.kept -= cells
            count.left_out["duplicate"] += cells
            _without(count, observation, column)
        else:
            refused.add(key)
            del seen[key]
            _refuse(count, cells)
            _refuse(before[2], before[1])
            _without(count, observation, column)
            _without(before[2], before[0], before[3])
            intake.problems += [_conflict(before[0], observation), _conflict(observation, before[0])]
    if same:
        intake.problems.append(Problem("duplicates_identical", Place(count.sheet), {"n": same}))
    intake.states += reader.states
    intake.blanks += reader.blanks
    intake.targets += [ReadTarget(*found) for found in reader.targets]
    intake.remarks += [Remark(*found) for found in reader.remarks]
    intake.statuses += [Remark(*found) for found in reader.statuses]
    for owner, named in reader.attributes.items():
        intake.attributes.setdefault(owner, {}).update(named)


def _refuse(count: TableCount, cells: int) -> None:
    count.kept -= cells
    count.refused += cells


def _without(count: TableCount, observation: Observation, column: int) -> None:
    if observation.value is not None and column in count.sums_kept:
        count.sums_kept[column] -= observation.value.decimal


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


def _names_change(intake: Intake) -> None:
    """A renaming breaks each series in two: said, and a person decides which names are the same."""
    for change in names_changes(intake.observations):
        old, new = (sorted({org_unit or measure for measure, org_unit in owners}) for owners in (change.ended, change.began))
        values = {"start": change.start.isoformat(), "ended": ", ".join(old[:3]), "began": ", ".join(new[:3])}
        intake.problems.append(Problem("names_change", Place(), values))


def all_in_order(intake: Intake) -> list[Observation]:
    """Figures, states and blanks together, as they stand in the file."""
    order = {count.sheet: index for index, count in enumerate(intake.reconciliation)}
    every = [*intake.observations, *intake.states, *intake.blanks]
    return sorted(every, key=lambda o: (order[o.sheet], _address_key(o.cell)))


def _address_key(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), len(letters), letters
