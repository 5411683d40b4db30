"""What ``groundswell import --json`` says: every figure, not only the first few."""

from collections.abc import Sequence
from typing import Any

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence
from groundswell.errors import Problem
from groundswell.records.services.diff import Diff, Figure
from groundswell.records.services.name_questions import UnsureName
from groundswell.words import Words


def answer_of(outcome: str, batch: str | None, diff: Diff, unsure: Sequence[UnsureName], words: Words) -> dict[str, Any]:
    """``outcome``: ``stored``, ``not_stored`` (no --yes), or the code of why nothing was. Values are decimal strings, days ISO."""
    return {
        "outcome": outcome,
        "stored": outcome == "stored",
        "batch": batch,
        "new": [_figure(figure) for figure in diff.new],
        "changed": [
            {**_figure(change.figure), "old_value": _value(change.old.value), "old_presence": change.old.presence.value}
            for change in diff.changed
        ],
        "unchanged": len(diff.unchanged),
        "missing": len(diff.missing),
        "refused": [_problem(problem, words) for problem in diff.refused],
        "notes": diff.notes,
        "targets": diff.targets,
        "read_as": [{"kind": one.kind, "name": one.name, "meant": one.meant} for one in diff.renamed],
        "people_named": [one.name for one in diff.people.persons],
        "units_of_few": list(diff.people.few),
        "names_unsure": [
            {"kind": one.kind, "name": one.name, "may_be": [option.meant for option in one.options]} for one in unsure
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    found = figure.observation
    return {
        "measure": figure.measure, "org_unit": figure.org_unit,
        "period_start": figure.period.start.isoformat(), "period_end": figure.period.end.isoformat(),
        "value": _value(found.value), "presence": found.presence.value if found.presence is not Presence.VALUE else None,
        "sheet": found.sheet, "cell": found.cell,
    }


def _value(value: Exact | None) -> str | None:
    return None if value is None else str(value)


def _problem(problem: Problem, words: Words) -> dict[str, Any]:
    return {
        "code": problem.code, "sheet": problem.place.sheet, "cell": problem.place.cell,
        "message": words.problem(problem), "hint": words.hint(problem),
    }
