"""Computed figures against a model in plain fractions: whatever was brought, restated and taken back, in any cadence."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.authoring.computing import Frame, ItemFigures, calculation_of, computed_figures
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry
from groundswell.domain.measurement.exact import Exact, exact_of
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.period import Cadence, add_months, period_of

JANUARY = date(2024, 1, 1)
LENGTH = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.YEAR: 12}
MONTHS = st.dictionaries(st.integers(0, 30), st.integers(0, 9) | st.none(), max_size=31)


def figures(months: dict[int, int | None]) -> ItemFigures:
    """Monthly figures; None is a cell that says that there is none."""
    found = []
    for at in sorted(months):
        value = months[at]
        period = period_of(add_months(JANUARY, at), Cadence.MONTH)
        presence = Presence.VALUE if value is not None else Presence.SUPPRESSED
        found.append(Observation("item", None, period, None if value is None else Exact(value), presence))
    return ItemFigures(Cadence.MONTH, tuple(found))


def model(above: dict[int, int | None], below: dict[int, int | None], length: int, offset: int) -> dict[int, Fraction | str]:
    """First month of a period -> the ratio of its sums, or why there is none; by hand, month by month."""
    expected: dict[int, Fraction | str] = {}
    starts = sorted({at - (at - offset) % length for at in (*above, *below)})
    for start in starts:
        months = range(start, start + length)
        together = [[own[at] for at in months if at in own] for own in (above, below)]
        there = [[at for at in months if at in own] for own in (above, below)]
        from_first = all(own == list(months)[:len(own)] for own in there)
        if start == starts[-1] and from_first and any(len(found) < length for found in together):
            continue
        if any(len(found) < length or None in found for found in together):
            expected[start] = "not_available"
            continue
        top, bottom = (sum(Fraction(one) for one in found if one is not None) for found in together)
        expected[start] = "undefined" if bottom == 0 else top / bottom
    return expected


@given(MONTHS, MONTHS, st.sampled_from(sorted(LENGTH)), st.sampled_from([1, 4, 9]))
def test_computed_figures_are_the_ratios_of_their_sums(
    above: dict[int, int | None], below: dict[int, int | None], cadence: Cadence, fiscal_start: int
) -> None:
    entry = DictionaryEntry(formula="[above] ÷ [below]", items=(DataItem("above", measure_id="1"), DataItem("below", measure_id="2")))
    calculation = calculation_of(MeasureDefinition("Share", cadence=cadence, entry=entry), {"1": Cadence.MONTH, "2": Cadence.MONTH})
    own = {"1": figures(above), "2": figures(below)}
    found = computed_figures(Frame("Share", None, cadence, fiscal_start), own, lambda days: [calculation] * len(days))
    shown = {}
    for one in found:
        seen = one.observation
        assert seen.period is not None
        shown[(seen.period.start.year - 2024) * 12 + seen.period.start.month - 1] = seen
    expected = model(above, below, LENGTH[cadence], fiscal_start - 1)
    assert shown.keys() == expected.keys()
    for start, wanted in expected.items():
        seen = shown[start]
        if isinstance(wanted, str):
            assert (seen.presence.value, seen.value) == (wanted, None)
        else:
            assert seen.value == exact_of(wanted)
            assert seen.numerator is not None and seen.denominator is not None
            assert Fraction(str(seen.numerator)) / Fraction(str(seen.denominator)) == wanted
