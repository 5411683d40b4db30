"""A file grouped in one call, large ones by DuckDB; the jobs run in the child process (:mod:`groundswell.engine.child`)."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from groundswell.engine.intake import Intake
from groundswell.engine.long.applying import apply_grouping
from groundswell.engine.long.duck_tally import source_of, tally_by_duck
from groundswell.engine.long.grouping import Grouping
from groundswell.engine.long.outcome import intake_of
from groundswell.engine.long.text_file import text_file
from groundswell.engine.proposal import ReadingOptions
from groundswell.engine.reading import Progress, options_from, read_answer
from groundswell.engine.sources.opening import open_workbook
from groundswell.engine.sources.workbook import full_sheet


def group_file(
    path: Path, grouping: Grouping, options: ReadingOptions, *, name: str = "", progress: Callable[[int], None] = lambda _: None
) -> Intake:
    """Count and add up the rows of a file. Raises UserError where it cannot be opened, or has not the columns of the grouping."""
    known = name or path.name
    file = text_file(path, known)
    if file is not None and all(file.long.column(column) is not None for column in grouping.columns):
        found = tally_by_duck(file, grouping, options, progress)
        if found is not None:
            rows = found.sheets[0].rows["read"]
            intake = intake_of(found, grouping, [source_of(file, grouping, rows)], (known, file.sha256))
            intake.problems[:0] = full_sheet(file.long.sheet.name, file.long.first + rows)
            return intake
    return apply_grouping(open_workbook(path, name=known, progress=progress), grouping, options)


def group_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's work for ``read`` by a grouping (``options["grouping"]``, plain): the same answer as the job "read"."""
    grouping = Grouping.from_plain(options["grouping"])
    intake = group_file(Path(path), grouping, options_from(options), name=options.get("name") or "", progress=progress)
    return read_answer(intake, everything=bool(options.get("all")))
