"""Reading a file in one call, as ``groundswell read`` prints it: observations as JSON objects and counts that add up.

The jobs at the end run in the child process (:mod:`groundswell.engine.child`); nothing here imports numpy.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from groundswell.domain.measurement.observation import Observation
from groundswell.engine.intake import Intake, all_in_order, apply
from groundswell.engine.layouts import Layout
from groundswell.engine.mapping import propose
from groundswell.engine.proposal import ReadingOptions, problem_plain
from groundswell.engine.sources.opening import open_workbook
from groundswell.engine.sources.workbook import workbook_plain

Progress = Callable[..., None]


def read(path: Path, options: ReadingOptions | None = None, *, name: str | None = None) -> Intake:
    """Open, propose and read a file without asking: what is ambiguous is a problem, and is not read.

    Raises UserError where the file as a whole cannot be opened.
    """
    workbook = open_workbook(path, name=name)
    return apply(workbook, propose(workbook, options))


def observation_json(observation: Observation) -> dict[str, Any]:
    """One observation as one JSON object; numbers as decimal strings, so that no digit is lost."""
    period = observation.period
    return {
        "measure": observation.measure,
        "org_unit": observation.org_unit,
        "period_start": None if period is None else period.start.isoformat(),
        "period_end": None if period is None else period.end.isoformat(),
        "value": None if observation.value is None else str(observation.value),
        "numerator": None if observation.numerator is None else str(observation.numerator),
        "denominator": None if observation.denominator is None else str(observation.denominator),
        "state": observation.state,
        "sheet": observation.sheet,
        "cell": observation.cell,
    }


def options_from(plain: Mapping[str, Any]) -> ReadingOptions:
    """Reading options from what crossed a process; unknown keys are left to their owners."""
    return ReadingOptions(
        **{key: plain[key] for key in ("fiscal_start", "school_start", "day_first", "decimal_mark") if plain.get(key) is not None}
    )


def read_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's work for ``read``: observations as JSON objects, what stands beside them, and the intake's counts and problems."""
    workbook = open_workbook(Path(path), name=options.get("name"), progress=progress)
    total = sum(len(sheet.rows) for sheet in workbook.sheets)
    progress(0, total)
    intake = apply(workbook, propose(workbook, options_from(options)))
    progress(total, total)
    every = all_in_order(intake) if options.get("all") else intake.observations
    return {
        "observations": [observation_json(observation) for observation in every],
        "measurement_units": [[*line, said["measurement_unit"]] for line, said in intake.attributes.items() if "measurement_unit" in said],
        "targets": [[each.measure, each.org_unit, str(each.target.value), each.target.day.isoformat()] for each in intake.targets],
        "unread": intake.unread,
        "file_sha256": intake.file_sha256,
        "problems": [problem_plain(problem) for problem in intake.problems],
        "reconciliation": [
            {
                "sheet": count.sheet,
                "read": count.read,
                "kept": count.kept,
                "refused": count.refused,
                "left_out": {reason: n for reason, n in count.left_out.items() if n},
                "rows": {name: count.rows[name] for name in ("read", "kept", "refused", "left_out")},
                "columns": [[column, format(read_sum, "f"), format(kept_sum, "f")] for column, read_sum, kept_sum in count.columns],
            }
            for count in intake.reconciliation
        ],
    }


def propose_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's work for bringing data: the workbook and its proposal, as plain values."""
    workbook = open_workbook(Path(path), name=options.get("name"), progress=progress)
    progress(0, sum(len(sheet.rows) for sheet in workbook.sheets))
    layout = Layout.from_json(options["layout"]) if options.get("layout") else None
    proposal = propose(workbook, options_from(options), layout)
    return {"workbook": workbook_plain(workbook), "proposal": proposal.to_json(), "options": asdict(proposal.options)}
