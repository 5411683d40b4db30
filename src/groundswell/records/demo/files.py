"""The files that the harbour council would have brought: its figures as one list, read as an intake.

The text of each file is made here and its digest is of that text, so what the record of changes says of it is true.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from datetime import date

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.period import Cadence, period_of
from groundswell.engine.intake import Intake, SheetCount
from groundswell.engine.sources.workbook import a1
from groundswell.records.demo.harbour import DemoMeasure, figures

NOT_COUNTED = ".."
Table = dict[date, dict[str, Exact | None]]


def table(measures: Sequence[DemoMeasure], today: date) -> Table:
    """Every measure's figures by month; a measure that began later has no entry before."""
    out: Table = {}
    for measure in measures:
        for day, figure in figures(measure, today):
            out.setdefault(day, {})[measure.name] = figure
    return dict(sorted(out.items()))


def intake(name: str, rows: Table, measures: Sequence[DemoMeasure]) -> Intake:
    """What reading that file gives: a figure or a state for each filled cell, with its address."""
    heads = [measure.name for measure in measures]
    made = Intake(name, hashlib.sha256(_text(rows, heads)).hexdigest())
    for row, (day, by_measure) in enumerate(rows.items(), start=1):
        for measure, figure in by_measure.items():
            cell = a1(row, heads.index(measure) + 1)
            presence = Presence.VALUE if figure is not None else Presence.NOT_AVAILABLE
            kept = made.observations if figure is not None else made.states
            mark = "" if figure is not None else NOT_COUNTED
            kept.append(Observation(measure, None, period_of(day, Cadence.MONTH), figure, presence, mark=mark, cell=cell))
    count = SheetCount("", read=1 + len(heads) + sum(1 + len(row) for row in rows.values()))
    count.kept = len(made.observations) + len(made.states)
    count.left_out["head"] = count.read - count.kept
    made.reconciliation.append(count)
    return made


def _text(rows: Table, heads: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(["Month", *heads])
    for day, by_measure in rows.items():
        cells = ["" if name not in by_measure else NOT_COUNTED if by_measure[name] is None else str(by_measure[name]) for name in heads]
        lines.writerow([day.isoformat()[:7], *cells])
    return out.getvalue().encode("utf-8")
