"""``--denominator``: counts of a file, each divided by another measure of the same file, org unit and period."""

from dataclasses import replace
from fractions import Fraction

from groundswell.cli.files.series import SeriesOfFile
from groundswell.domain.measurement.exact import Exact, exact_of
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.period import Period
from groundswell.domain.measurement.series import Series, SeriesPoint
from groundswell.errors import UserError

SHARE = "share"
Sizes = dict[Period | None, Exact]


def divided(found: SeriesOfFile, name: str | None) -> SeriesOfFile:
    """The file's other series as shares or rates of the measure of that name, their counts kept beside them; None changes nothing.

    A period whose denominator is 0 or absent is a gap. What is never more than its denominator is a share, told in per cent.
    Raises UserError("denominator_unknown") with the measures there are, ("denominator_absent") for an org unit without it.
    """
    if name is None:
        return found
    sizes = {one.org_unit: _sizes(one) for one in found.series if one.measure.casefold() == name.casefold()}
    counts = [one for one in found.series if one.measure.casefold() != name.casefold()]
    if not sizes or not counts:
        known = dict.fromkeys(one.measure for one in found.series)
        raise UserError("denominator_unknown", {"name": name, "known": "; ".join(known)})
    for one in counts:
        if one.org_unit not in sizes:
            raise UserError("denominator_absent", {"name": name, "measure": one.measure, "org_unit": one.org_unit or "–"})
    rates = tuple(_rate(one, sizes[one.org_unit]) for one in counts)
    units = {(one.measure, one.org_unit): SHARE if _is_share(one) else "" for one in rates}
    return replace(found, series=rates, measurement_units=units, targets={})


def _sizes(series: Series) -> Sizes:
    return {point.period: point.value for point in series.points if point.value is not None}


def _rate(counts: Series, sizes: Sizes) -> Series:
    points = tuple(_point(point, counts, sizes.get(point.period)) for point in counts.points)
    return Series(counts.measure, counts.org_unit, counts.cadence, points)


def _point(point: SeriesPoint, counts: Series, size: Exact | None) -> SeriesPoint:
    seen = point.observation or Observation(counts.measure, counts.org_unit, point.period, None, point.presence)
    if point.value is None or size is None or not size.coef:
        presence = point.presence if point.value is None else Presence.MISSING if size is None else Presence.UNDEFINED
        kept = replace(seen, value=None, presence=presence, numerator=point.value, denominator=size)
        return replace(point, value=None, presence=presence, observation=kept)
    rate = exact_of(Fraction(point.value.decimal) / Fraction(size.decimal))
    return replace(point, value=rate, observation=replace(seen, value=rate, numerator=point.value, denominator=size))


def _is_share(series: Series) -> bool:
    return all(0 <= value <= 1 for value in series.values.tolist() if value == value)
