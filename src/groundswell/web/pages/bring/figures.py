"""Figures, periods and series' names as the pages of bringing data write them."""

from decimal import Decimal

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence
from groundswell.domain.measurement.period import Period
from groundswell.domain.measurement.period import cadence_by_length as cadence_of
from groundswell.words import Words


def series_name(measure: str, org_unit: str | None) -> str:
    """``Calls answered, North`` where there is a place."""
    return f"{measure}, {org_unit}" if org_unit else measure


def period_text(period: Period | None, words: Words) -> str:
    """In the long form of sentences and tables; empty for an undated figure."""
    return words.period(period, cadence_of(period), "long") if period is not None else ""


def figure_text(value: Exact | None, presence: Presence | str, words: Words) -> str:
    """The figure with the digits that it has, or what stands in its place."""
    if value is not None and str(presence) == Presence.VALUE.value:
        return words.number(value)
    return words.text(f"presence.{presence}")


def difference_text(old: Exact | None, new: Exact | None, words: Words) -> str:
    """Signed, with a real minus; empty where one of them is no figure."""
    if old is None or new is None:
        return ""
    difference = Decimal(str(new)) - Decimal(str(old))
    text = words.number(difference)
    return f"+{text}" if difference > 0 else text
