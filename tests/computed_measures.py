"""Measures with a formula over imported ones, for tests: answered letters as a share of those received, by month."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry
from groundswell.domain.measurement.period import Cadence
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.portfolio import measure_record, measures
from groundswell.records.services import intake
from groundswell.records.services import measures as services
from tests.intakes import Intake, intake_of, month

SHARE = "[Answered] ÷ [Received] × 100"


def letters(
    answered: Sequence[str | None], received: Sequence[str | None], place: str | None = None, name: str = "letters.csv"
) -> Intake:
    """A file of both data items by month from January 2024, those of one month in neighbouring rows."""
    rows = []
    for at in range(max(len(answered), len(received))):
        rows += [(item, place, month(at), own[at]) for item, own in (("Answered", answered), ("Received", received)) if at < len(own)]
    return intake_of(rows, name)


def bring(file: Intake) -> str:
    """Store a file; gives its batch."""
    stored = intake.store(local_actor(), file)
    assert stored.batch_ref is not None
    return stored.batch_ref


def id_of(name: str) -> str:
    """The measure of that name."""
    return next(row.measure_id for row in measures(local_actor()) if row.name == name)


def items(*names: str, unit: str = "letters") -> tuple[DataItem, ...]:
    """Data items whose figures are those of the imported measures of the same names."""
    return tuple(DataItem(name, measurement_unit=unit, measure_id=id_of(name)) for name in names)


def definition(
    formula: str = SHARE, cadence: Cadence = Cadence.MONTH, data: tuple[DataItem, ...] | None = None, name: str = "Answered in time"
) -> MeasureDefinition:
    """A definition with a formula; its items are Answered and Received unless said otherwise."""
    entry = DictionaryEntry(formula=formula, items=items("Answered", "Received") if data is None else data)
    return MeasureDefinition(name, measurement_unit="%", direction=Direction.UP, cadence=cadence, entry=entry)


def computed(
    formula: str = SHARE, cadence: Cadence = Cadence.MONTH, data: tuple[DataItem, ...] | None = None, name: str = "In time"
) -> str:
    """A computed measure; gives its id."""
    return services.create(local_actor(), definition(formula, cadence, data, name))


def redefined(measure_id: str, *, since: date | None = None, reason: str = "counted anew", **changes: object) -> int:
    """A new version whose definition or dictionary entry says otherwise; gives its number."""
    now = measure_record(local_actor(), Line(measure_id, None)).definition
    of_entry = {key: value for key, value in changes.items() if hasattr(now.entry, key)}
    own = {key: value for key, value in changes.items() if key not in of_entry}
    wanted = replace(now, **own, entry=replace(now.entry, **of_entry))  # type: ignore[arg-type]
    return services.define(local_actor(), measure_id, wanted, reason=reason, effective_from=since)


def shown(measure_id: str, place: str | None = None, as_of_seq: int | None = None) -> list[str]:
    """The line's figures as text, a missing one by its presence."""
    record = measure_record(local_actor(), Line(measure_id, place), as_of_seq)
    return [point.presence.value if point.value is None else str(point.value) for point in record.series.points]
