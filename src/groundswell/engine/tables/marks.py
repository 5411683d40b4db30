"""Footnote marks on the labels of periods, and what the sheet's notes say by them about how settled the figures are."""

import re

from groundswell.domain.measurement.observation import Status
from groundswell.engine.marks import sign_of, status_of
from groundswell.engine.proposal import TableReading
from groundswell.engine.tables.grid import Grid
from groundswell.engine.tables.naming import footnotes
from groundswell.engine.tables.vocabulary import words

_WORDS = (
    (re.compile(r"provisional|preliminary|subject to revision|vorlaeufig|provisoire|voorlopig"), Status.PROVISIONAL),
    (re.compile(r"revis(?:ed|ion)|berichtigt|herzien"), Status.REVISED),
    (re.compile(r"forecast|projected|projection|prognose"), Status.FORECAST),
    (re.compile(r"low reliability|unreliable|small sample"), Status.LOW_RELIABILITY),
    (re.compile(r"estimate|geschaetzt|estime|geschat"), Status.ESTIMATED),
    (re.compile(r"break in (?:the )?(?:time )?series|series break|not comparable|discontinuity|new definition"), Status.BREAK_BEFORE),
)


def plain_mark(mark: str) -> str:
    """A mark as its note names it: ``(1)`` and ``¹`` are ``1``."""
    return sign_of(mark)


def status_marks(grid: Grid, table: TableReading) -> dict[str, str]:
    """By mark, how settled the sheet's own notes say that a figure with it is; "final" where they give the mark another meaning."""
    out: dict[str, str] = {}
    for mark, note in footnotes(grid, table.last, min(table.head_rows, default=table.first)).items():
        plain = words(note)
        out[plain_mark(mark)] = next((status for pattern, status in _WORDS if pattern.search(plain)), Status.FINAL).value
    return out


def status_by(marks: dict[str, Status], written: str) -> Status:
    """What the marks behind a figure or a period's label say: by the sheet's notes (``marks``), else by the letters that all use."""
    for one in written.split():
        found = marks.get(plain_mark(one)) or status_of(one)
        if found is not None and found is not Status.FINAL:
            return found
    return marks.get(plain_mark(written)) or status_of(written) or Status.FINAL
