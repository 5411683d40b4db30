"""What is known of a large file's columns, and a grouped intake, as plain values that cross a process and wait between two steps."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Period
from groundswell.engine.intake import Intake, SheetCount, TableCount
from groundswell.engine.long.grouping import Grouping
from groundswell.engine.long.profiles import ColumnProfile, Profile, Sort
from groundswell.engine.long.proposing import LongProposal
from groundswell.engine.proposal import problem_from, problem_plain


def found_plain(found: LongProposal) -> dict[str, Any]:
    """A proposal of how rows are counted, with the columns it rests on."""
    columns = [
        {**asdict(column), "values": dict(column.values), "first": _day_text(column.first), "last": _day_text(column.last)}
        for column in found.profile.columns
    ]
    profile = {"columns": columns, "rows": found.profile.rows, "sheets": found.profile.sheets}
    return {"profile": profile, "grouping": found.grouping.to_plain(), "cases": found.cases}


def found_from(plain: Mapping[str, Any]) -> LongProposal:
    """What :func:`found_plain` made."""
    columns = tuple(
        ColumnProfile(**{**one, "sort": Sort(one["sort"]), "first": _day(one["first"]), "last": _day(one["last"])})
        for one in plain["profile"]["columns"]
    )
    profile = Profile(columns, plain["profile"]["rows"], plain["profile"]["sheets"])
    return LongProposal(profile, Grouping.from_plain(plain["grouping"]), plain["cases"])


def intake_plain(intake: Intake) -> dict[str, Any]:
    """A grouped intake; it has no targets and no remarks."""
    return {
        "file": [intake.file_name, intake.file_sha256],
        "observations": [_observation_plain(one) for one in intake.observations],
        "states": [_observation_plain(one) for one in intake.states],
        "blanks": [_observation_plain(one) for one in intake.blanks],
        "attributes": [[measure, org_unit, said] for (measure, org_unit), said in intake.attributes.items()],
        "problems": [problem_plain(problem) for problem in intake.problems],
        "counts": [_count_plain(count) for count in intake.reconciliation],
        "name_heads": list(intake.name_heads),
    }


def intake_from(plain: Mapping[str, Any]) -> Intake:
    """What :func:`intake_plain` made."""
    name, digest = plain["file"]
    return Intake(
        name,
        digest,
        observations=[_observation(one) for one in plain["observations"]],
        states=[_observation(one) for one in plain["states"]],
        blanks=[_observation(one) for one in plain["blanks"]],
        attributes={(measure, org_unit): said for measure, org_unit, said in plain["attributes"]},
        problems=[problem_from(problem) for problem in plain["problems"]],
        reconciliation=[_count(count) for count in plain["counts"]],
        name_heads=tuple(plain["name_heads"]),
    )


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


_FIELDS = tuple(field.name for field in fields(Observation))
_FIGURES = ("value", "numerator", "denominator", "bound")


def _observation_plain(one: Observation) -> list[Any]:
    plain: list[Any] = []
    for name in _FIELDS:
        value = getattr(one, name)
        if isinstance(value, Period):
            value = [value.start.isoformat(), value.end.isoformat()]
        plain.append([value.coef, value.scale] if isinstance(value, Exact) else value)
    return plain


def _observation(plain: list[Any]) -> Observation:
    named = dict(zip(_FIELDS, plain, strict=True))
    for name in _FIGURES:
        named[name] = None if named[name] is None else Exact(*named[name])
    period = named["period"]
    named["period"] = None if period is None else Period(date.fromisoformat(period[0]), date.fromisoformat(period[1]))
    return Observation(**{**named, "presence": Presence(named["presence"]), "status": Status(named["status"])})


def _count_plain(count: SheetCount) -> dict[str, Any]:
    tables = [
        {
            **_numbers(table),
            "cells": table.cells,
            "sums": [[at, str(total), str(table.sums_kept.get(at, Decimal(0)))] for at, total in table.sums_read.items()],
        }
        for table in count.tables
    ]
    return {**_numbers(count), "tables": tables, "waiting": count.waiting}


def _numbers(count: SheetCount | TableCount) -> dict[str, Any]:
    named = {name: getattr(count, name) for name in ("sheet", "read", "kept", "refused")}
    return {**named, "left_out": dict(count.left_out), "rows": dict(count.rows)}


def _count(plain: Mapping[str, Any]) -> SheetCount:
    numbers = _counters(plain)
    tables = [
        TableCount(
            cells=one["cells"],
            sums_read={at: Decimal(read) for at, read, _ in one["sums"]},
            sums_kept={at: Decimal(kept) for at, _, kept in one["sums"]},
            **_counters(one),
        )
        for one in plain["tables"]
    ]
    return SheetCount(tables=tables, waiting=plain["waiting"], **numbers)


def _counters(plain: Mapping[str, Any]) -> dict[str, Any]:
    named = {name: plain[name] for name in ("sheet", "read", "kept", "refused")}
    return {**named, "left_out": Counter(plain["left_out"]), "rows": Counter(plain["rows"])}
