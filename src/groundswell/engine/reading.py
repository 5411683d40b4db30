"""Reading a file in one call, as ``groundswell read`` prints it: observations as JSON objects and counts that add up.

The jobs at the end run in the child process (:mod:`groundswell.engine.child`); nothing here imports numpy.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path, PurePath
from typing import Any

from groundswell.domain.measurement.observation import Observation
from groundswell.engine.explaining import Explainer
from groundswell.engine.intake import Intake, SheetCount, TableCount, all_in_order
from groundswell.engine.long.applying import take_in
from groundswell.engine.mapping import propose, remember
from groundswell.engine.proposal import Proposal, ReadingOptions, problem_from, problem_plain
from groundswell.engine.recipes.recipe import Recipe, over
from groundswell.engine.recipes.text_form import from_text, to_text
from groundswell.engine.sources.opening import open_workbook
from groundswell.engine.sources.workbook import Workbook, workbook_plain
from groundswell.errors import Explanation, Place, UserError

Progress = Callable[..., None]


def read(path: Path, options: ReadingOptions | None = None, *, name: str | None = None, recipe: Recipe | None = None) -> Intake:
    """Open, propose and read a file without asking: what is ambiguous is a problem, and is not read.

    ``recipe`` (:func:`groundswell.engine.recipes.text_form.from_text`) brings what people said about an earlier file of its
    structure; ``options`` that are set win over the recipe's. Raises UserError where the file as a whole cannot be opened.
    """
    workbook = open_workbook(path, name=name)
    return take_in(workbook, propose(workbook, options, recipe))


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
        **{key: plain[key] for key in ("fiscal_start", "school_start", "day_first", "decimal_mark", "period") if plain.get(key) is not None}
    )


def recipe_from(plain: Mapping[str, Any]) -> Recipe | None:
    """The recipe whose text crossed a process, if there is one."""
    return from_text(plain["recipe"]) if plain.get("recipe") else None


def read_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's work for ``read``: observations as JSON objects, what stands beside them, and the intake's counts and problems."""
    workbook = open_workbook(Path(path), name=options.get("name"), progress=progress)
    total = sum(len(sheet.rows) for sheet in workbook.sheets)
    progress(0, total)
    proposal = propose(workbook, options_from(options), recipe_from(options))
    intake = take_in(workbook, proposal)
    progress(total, total)
    return {
        **read_answer(intake, everything=bool(options.get("all"))),
        "explanations": _explanations(workbook, proposal, intake, options.get("explain", ())),
        "recipe": _taught(workbook, proposal, options) if options.get("save_recipe") else None,
    }


def read_answer(intake: Intake, *, everything: bool) -> dict[str, Any]:
    """An intake as plain values; ``everything``: also the states and the blanks."""
    every = all_in_order(intake) if everything else intake.observations
    return {
        "observations": [observation_json(observation) for observation in every],
        "measurement_units": [[*line, said["measurement_unit"]] for line, said in intake.attributes.items() if "measurement_unit" in said],
        "targets": [[each.measure, each.org_unit, str(each.target.value), each.target.day.isoformat()] for each in intake.targets],
        "unread": intake.unread,
        "file_sha256": intake.file_sha256,
        "problems": [problem_plain(problem) for problem in intake.problems],
        "reconciliation": [
            {"sheet": count.sheet, **_counts(count), "tables": [{"cells": table.cells, **_counts(table)} for table in count.tables]}
            for count in intake.reconciliation
        ],
    }


def _explanations(workbook: Workbook, proposal: Proposal, intake: Intake, cells: Sequence[str]) -> list[list[Any]]:
    """Each address with its explanation as plain values, or None where the file has no such cell."""
    explainer = Explainer(workbook, proposal, intake)
    found: list[list[Any]] = []
    for cell in cells:
        try:
            explanation = explainer.of(*_sheet_and_cell(workbook, proposal, cell))
        except UserError:
            found.append([cell, None])
            continue
        problem = None if explanation.problem is None else problem_plain(explanation.problem)
        place = {"sheet": explanation.place.sheet, "cell": explanation.place.cell}
        plain = {"place": place, "code": explanation.code, "fate": explanation.fate, "values": dict(explanation.values)}
        found.append([cell, {**plain, "reason": explanation.reason, "problem": problem}])
    return found


def _sheet_and_cell(workbook: Workbook, proposal: Proposal, address: str) -> tuple[int, str]:
    """``F12`` is on the first sheet that has a table, ``Sheet1!F12`` and ``'My sheet'!F12`` say which."""
    name, named, cell = address.rpartition("!")
    if not named:
        return next((sheet.index for sheet in proposal.sheets if sheet.tables or sheet.drafts), 0), cell
    wanted = name.strip("'").replace("''", "'").casefold()
    return next((index for index, sheet in enumerate(workbook.sheets) if sheet.name.casefold() == wanted), -1), cell


def explanation_from(plain: Mapping[str, Any]) -> Explanation:
    """An explanation that crossed a process."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in plain["values"].items()}
    problem = None if plain["problem"] is None else problem_from(plain["problem"])
    return Explanation(Place(**plain["place"]), plain["code"], plain["fate"], values, plain["reason"], problem)


def _taught(workbook: Workbook, proposal: Proposal, options: Mapping[str, Any]) -> str:
    """How the file was read, as a recipe's text: by its own name, with the options that were given; never with a period."""
    earlier = recipe_from(options)
    name = earlier.name if earlier is not None else PurePath(workbook.name).stem
    recipe = remember(proposal, workbook, name, earlier)
    return to_text(replace(recipe, options=over(recipe.options, replace(options_from(options), period=None))))


def _counts(count: SheetCount | TableCount) -> dict[str, Any]:
    """Cells, rows and sums of a sheet or of one of its tables."""
    return {
        "read": count.read,
        "kept": count.kept,
        "refused": count.refused,
        "left_out": {reason: n for reason, n in count.left_out.items() if n},
        "rows": {name: count.rows[name] for name in ("read", "kept", "refused", "left_out")},
        "columns": [[column, format(read_sum, "f"), format(kept_sum, "f")] for column, read_sum, kept_sum in count.columns],
    }


def propose_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's work for bringing data: the workbook and its proposal, as plain values."""
    workbook = open_workbook(Path(path), name=options.get("name"), progress=progress)
    progress(0, sum(len(sheet.rows) for sheet in workbook.sheets))
    proposal = propose(workbook, options_from(options), recipe_from(options))
    return {"workbook": workbook_plain(workbook), "proposal": proposal.to_json(), "options": asdict(proposal.options)}
