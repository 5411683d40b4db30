"""A definition begun from a measure design: what the sheet has said already is not asked a second time."""

from groundswell.domain.authoring.measure_design import Aspect, Candidate, MeasureDesign
from groundswell.domain.authoring.results_map import Result
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry, MeasureType
from groundswell.domain.measurement.period import Cadence

_SIDE_EFFECTS = (Aspect.CONSEQUENCE, Aspect.GAMING, Aspect.HARM)


def from_design(design: MeasureDesign, candidate: Candidate, result: Result) -> MeasureDefinition:
    """Fields 2, 3, 4, 6, 11, 12, 14 and 25 as the design has them; the rest is not written yet.

    What to watch is no consequence and stays on the sheet. A month is the cadence where the period names none.
    """
    picture = [line for line in design.picture if line.aspect in _SIDE_EFFECTS and line.text]
    known = candidate.measure_type is not MeasureType.UNKNOWN
    entry = DictionaryEntry(
        result_id=result.id,
        measure_type=candidate.measure_type,
        type_confirmed=candidate.type_confirmed and known,
        population=candidate.population,
        items=(DataItem(candidate.population, source=candidate.source),) if candidate.population and candidate.source else (),
        consequences="\n".join(line.text for line in picture),
        counter_measures="\n".join(line.counter for line in picture if line.counter),
    )
    return MeasureDefinition(
        name=candidate.name or candidate.wording,
        description=candidate.description or candidate.wording,
        cadence=_cadence(candidate.period),
        entry=entry,
    )


def _cadence(period: str) -> Cadence:
    """The cadence that a period names by its own code (``month``, ``by week``, ``quarterly``)."""
    lowered = period.casefold()
    if "half" in lowered and "year" in lowered:
        return Cadence.HALF_YEAR
    named = (Cadence.WEEK, Cadence.MONTH, Cadence.QUARTER, Cadence.YEAR, Cadence.DAY)
    return next((one for one in named if one.value in lowered), Cadence.MONTH)
