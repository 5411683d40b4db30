"""The page "Count or add up" as one value for its template: questions with their answers so far, and what they give."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.long.grouping import CADENCES, Count, Grouping
from groundswell.engine.long.profiles import ColumnProfile, Profile, Sort
from groundswell.engine.long.proposing import over_what
from groundswell.errors import Value
from groundswell.web.pages.bring.long_desk import LongMaterial
from groundswell.web.pages.bring.long_form import AS_WRITTEN
from groundswell.web.pages.bring.long_result import Result, result_of
from groundswell.words import Words

FIRST_NUMBERS = 8
MOST_PLACES = 500


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    value: str
    text: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column of numbers, and what may be done with it. A rate is never added up: it can only be taken as it stands."""

    field: str
    name: str
    help: str
    options: list[Option]
    used: bool


@dataclass(frozen=True, slots=True)
class FilterColumn:
    """A column whose values a person can keep or leave out."""

    index: int
    name: str
    says: str
    open: bool
    values: list[Option]


@dataclass(frozen=True, slots=True)
class LongPage:
    """Everything the template shows."""

    id: str
    file: str
    headline: str
    lead: str
    dates: list[Option]
    parts: list[Option]
    cadences: list[Option]
    orders: list[Option]
    zones: list[Option]
    year_starts: list[Option]
    orgs: list[Option]
    splits: list[Option]
    rows: bool
    rows_name: str
    numbers: list[NumberColumn]
    more_numbers: list[NumberColumn]
    shares: list[Option]
    share_of: str
    share_by: str
    share_name: str
    filters: list[FilterColumn]
    blanks: bool
    zeros: bool
    edges: bool
    added_up: str
    result: Result


def long_page(material: LongMaterial, zone: str, words: Words) -> LongPage:
    """The page of one upload."""
    grouping, found = material.grouping, material.found.profile
    dated = found.column(grouping.date)
    share = next((one for one in grouping.measures if one.count is Count.RATIO), None)
    rows = next((one for one in grouping.measures if one.count is Count.ROWS), None)
    numbers = [_number(column, grouping, words) for column in found.of(Sort.NUMBER, Sort.RATE)]
    others = [_number(column, grouping, words) for column in found.of(Sort.OTHER_NUMBER)]
    shown = [one for n, one in enumerate(numbers) if one.used or n < FIRST_NUMBERS]
    result = result_of(material, words)
    over = over_what(grouping, found) if result.adds_up else []
    return LongPage(
        id=material.id,
        file=material.on_desk.workbook.name,
        headline=words.text("long.headline_cases" if material.found.cases else "long.headline_long"),
        lead=_lead(found, words),
        dates=_dates(found, grouping, words),
        parts=_parts(found, grouping, words) if dated is not None and dated.sort is Sort.YEAR else [],
        cadences=_cadences(dated, grouping, words),
        orders=_orders(dated, grouping, words),
        zones=_zones(dated, grouping, zone, words),
        year_starts=_year_starts(grouping, words) if grouping.cadence in (Cadence.QUARTER, Cadence.YEAR) else [],
        orgs=_columns(found, grouping.org_units, words.text("long.no_place"), words, Sort.PLACE, Sort.CATEGORY, Sort.CODE),
        splits=_columns(found, grouping.split_by, words.text("long.no_split"), words, Sort.CATEGORY, Sort.PLACE, Sort.PART),
        rows=rows is not None,
        rows_name=rows.name if rows is not None else words.text("long.rows_name"),
        numbers=shown,
        more_numbers=[one for one in numbers if one not in shown] + others,
        shares=[Option(str(column.index), column.name) for column in found.of(Sort.NUMBER, Sort.OTHER_NUMBER)],
        share_of=_index(found, share.column if share else ""),
        share_by=_index(found, share.of if share else ""),
        share_name=share.name if share else "",
        filters=_filters(found, grouping, words),
        blanks=grouping.blanks_add_nothing,
        zeros=grouping.zeros,
        edges=grouping.edges,
        added_up=words.text("long.added_up", {"columns": words.listed([column.name for column in over])})
        if over
        else "",
        result=result,
    )


def told_apart(grouping: Grouping, words: Words) -> str:
    """Why a grouping cannot be taken as it is; empty where it can."""
    names = [one.name for one in grouping.measures]
    if not names:
        return words.text("long.nothing_counted")
    return words.text("long.names_twice") if len(set(names)) < len(names) else ""


def _lead(found: Profile, words: Words) -> str:
    values = {"rows": words.text("long.n_rows", {"n": found.rows}), "columns": words.text("long.n_columns", {"n": len(found.columns)})}
    if found.sheets > 1:
        return words.text("long.lead_sheets", {**values, "n": found.sheets})
    return words.text("long.lead", values)


def _index(found: Profile, name: str) -> str:
    column = found.column(name)
    return "" if column is None else str(column.index)


def _dates(found: Profile, grouping: Grouping, words: Words) -> list[Option]:
    options = []
    for column in found.of(Sort.DATE, Sort.YEAR):
        values: dict[str, Value] = {"column": column.name, "n": column.blanks}
        if column.first is not None and column.last is not None:
            values |= {"first": _when(column, column.first, words), "last": _when(column, column.last, words)}
        text = words.text("long.date_blanks" if column.blanks else "long.date", values)
        options.append(Option(str(column.index), text, column.name == grouping.date))
    return options


def _when(column: ColumnProfile, day: date, words: Words) -> str:
    if column.days:
        return words.day(day)
    return words.period(day, Cadence.YEAR if column.sort is Sort.YEAR else Cadence.MONTH, "long")


def _parts(found: Profile, grouping: Grouping, words: Words) -> list[Option]:
    parts = [Option(str(column.index), column.name, column.name == grouping.part) for column in found.of(Sort.PART)]
    return [Option("", words.text("long.no_part"), not grouping.part), *parts] if parts else []


def _cadences(dated: ColumnProfile | None, grouping: Grouping, words: Words) -> list[Option]:
    own = [Option(cadence.value, words.text(f"long.cadence_{cadence.value}"), cadence is grouping.cadence) for cadence in CADENCES]
    as_written = Option(AS_WRITTEN, words.text("long.cadence_as_written"), grouping.cadence is None)
    return [*own, as_written] if dated is not None and dated.days else [as_written, *own[1:]]


def _orders(dated: ColumnProfile | None, grouping: Grouping, words: Words) -> list[Option]:
    """Asked only where the column's dates can be read both ways and none of them proves the order."""
    if dated is None or not dated.either_order or dated.day_first is not None:
        return []
    return [
        Option("day", words.text("long.order_day"), grouping.day_first is True),
        Option("month", words.text("long.order_month"), grouping.day_first is False),
    ]


def _zones(dated: ColumnProfile | None, grouping: Grouping, zone: str, words: Words) -> list[Option]:
    if dated is None or not dated.offsets:
        return []
    return [
        Option("here", words.text("long.zone_here", {"zone": zone.replace("_", " ")}), grouping.zone == zone),
        Option("written", words.text("long.zone_written"), grouping.zone == ""),
    ]


def _year_starts(grouping: Grouping, words: Words) -> list[Option]:
    names = words.locale.months["stand-alone"]["wide"]
    return [Option(str(month), str(names[month]), month == grouping.year_start) for month in range(1, 13)]


def _columns(found: Profile, chosen: Sequence[str], none: str, words: Words, *sorts: Sort) -> list[Option]:
    options = [Option("", none, not chosen)]
    for column in found.of(*sorts):
        if 1 < column.distinct <= MOST_PLACES or column.name in chosen:
            text = words.text("long.column_values", {"column": column.name, "n": column.distinct - ("" in column.values)})
            options.append(Option(str(column.index), text, column.name in chosen))
    return options


def _number(column: ColumnProfile, grouping: Grouping, words: Words) -> NumberColumn:
    of = next((one.count for one in grouping.measures if one.column == column.name and one.count is not Count.RATIO), None)
    offered = (Count.ONLY,) if column.sort is Sort.RATE else (Count.SUM, Count.MEAN, Count.ONLY)
    options = [Option("", words.text("long.number_leave"), of is None)]
    options += [Option(count.value, words.text(f"long.number_{count.value}"), of is count) for count in offered]
    help_text = words.text("long.number_rate") if column.sort is Sort.RATE else ""
    if column.blanks:
        help_text = " ".join([help_text, words.text("long.number_blanks", {"n": column.blanks})]).strip()
    return NumberColumn(f"n-{column.index}", column.name, help_text, options, of is not None)


def _filters(found: Profile, grouping: Grouping, words: Words) -> list[FilterColumn]:
    kept_by = {one.column: one.kept for one in grouping.filters}
    columns = []
    for column in found.columns:
        if column.sort in (Sort.DATE, Sort.YEAR, Sort.NUMBER, Sort.RATE, Sort.TEXT, Sort.EMPTY):
            continue
        if not column.listed and column.name not in kept_by:
            continue
        kept = kept_by.get(column.name, tuple(column.values))
        values = [
            Option(value, words.text("long.value_rows", {"value": value or words.text("long.empty_cell"), "n": n}), value in kept)
            for value, n in column.values.items()
        ]
        says = words.text("long.filter_all", {"n": len(column.values)})
        if column.name in kept_by:
            shown = [value or words.text("long.empty_cell") for value in kept[:4]]
            says = words.text("long.filter_some", {"values": ", ".join(shown), "n": len(kept), "of": len(column.values)})
        columns.append(FilterColumn(column.index, column.name, says, column.name in kept_by, values))
    return sorted(columns, key=lambda one: not one.open)
