"""What lies on the desk between bringing and storing: the file, its reading under way, the workbook and its proposal."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from groundswell.engine.child import ChildReading
from groundswell.engine.intake import Intake, apply
from groundswell.engine.mapping import answer, correct, propose
from groundswell.engine.proposal import Correction, Proposal, ReadingOptions
from groundswell.engine.sources.workbook import CellValue, Workbook, parse_a1, workbook_from_json
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.selectors import uploads as kept
from groundswell.records.services import uploads
from groundswell.web.pages.bring.check import Material
from groundswell.web.pages.bring.choices import Choices, Typed

PATIENCE = 1.0
"""Seconds that the page waits before it shows how far the reading is."""
TOLD_EVERY = 0.5
HELD = 6
NO_FIGURE = "n/a"

_readings: dict[str, ChildReading] = {}
_desk: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_desk_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Begun:
    """A reading that was begun; ``ended`` when it was done within the page's patience."""

    upload_id: str
    run_id: str
    ended: bool


def begin(actor: Actor, name: str, source: Path | bytes, options: Mapping[str, Any], now: datetime) -> Begun:
    """Receives a file or a pasted block and reads it in a child process; the page waits a second and no longer."""
    row = uploads.receive(actor, name, source, now=now)
    run_id = uploads.start_run(row.id, "read")
    try:
        reading = ChildReading(row.path or "", "propose", {**options, "name": name})
    except OSError as error:
        uploads.fail(row.id, "reading_broke_off", {"where": type(error).__name__})
        uploads.end_run(run_id, "failed", "reading_broke_off", {})
        raise UserError("reading_broke_off", {"where": type(error).__name__}) from error
    _readings[run_id] = reading
    context = copy_context()
    follower = threading.Thread(target=context.run, args=(_follow, row.id, run_id, reading), name=f"reading-{run_id[:6]}", daemon=True)
    follower.start()
    follower.join(PATIENCE)
    return Begun(row.id, run_id, not follower.is_alive())


def _follow(upload_id: str, run_id: str, reading: ChildReading) -> None:
    """Waits for the child, telling how far it is; keeps what it found or why it found nothing."""
    told = monotonic()

    def tell(rows: int, of: int | None) -> None:
        nonlocal told
        if monotonic() - told >= TOLD_EVERY:
            told = monotonic()
            uploads.advance(run_id, rows, of)

    try:
        found = reading.wait(tell)
        uploads.keep_workbook(upload_id, found["workbook"])
        uploads.keep_proposal(upload_id, found["proposal"])
        uploads.end_run(run_id, "done")
    except UserError as error:
        uploads.fail(upload_id, error.code, error.values)
        uploads.end_run(run_id, "stopped" if error.code == "reading_stopped" else "failed", error.code, error.values)
    finally:
        _readings.pop(run_id, None)


def stop(run_id: str) -> None:
    """Ends a reading; nothing of it is kept. A reading that has ended already stays as it ended."""
    reading = _readings.get(run_id)
    if reading is not None:
        reading.stop()


def stop_all() -> None:
    """Ends every reading, for a clean end of serving."""
    for reading in list(_readings.values()):
        reading.stop()


def _held(key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    """A few workbooks and intakes stay in memory between two steps; all of them can be made again."""
    with _desk_lock:
        if key in _desk:
            _desk.move_to_end(key)
            return _desk[key]
    made = make()
    with _desk_lock:
        _desk[key] = made
        while len(_desk) > HELD:
            _desk.popitem(last=False)
    return made


def material(actor: Actor, upload_id: str) -> Material:
    """Workbook, proposal, intake and choices of an upload that was read; raises UserError("upload_unknown")."""
    row = kept.upload(actor, upload_id)
    if row.workbook is None or row.proposal is None:
        raise UserError("upload_unknown")
    choices = Choices.from_json(row.choices or "")
    text: str = row.workbook
    workbook: Workbook = _held(("workbook", row.id, choices.typed), lambda: _with_typed(workbook_from_json(text), choices.typed))
    proposal = Proposal.from_json(row.proposal)
    intake: Intake = _held(
        ("intake", row.id, choices.typed, row.proposal), lambda: _with_marks(apply(workbook, proposal), text, choices.typed)
    )
    return Material(row.id, workbook, proposal, intake, choices)


def _with_typed(workbook: Workbook, typed: tuple[Typed, ...]) -> Workbook:
    """The workbook with a person's words in the cells that could not be read."""
    for one in typed:
        row, column = parse_a1(one.cell)
        workbook.sheets[one.sheet].rows[row][column] = one.figure or NO_FIGURE
    return workbook


def _with_marks(intake: Intake, workbook_text: str, typed: tuple[Typed, ...]) -> Intake:
    """What stood in a typed cell stays with the figure, as the cell's mark."""
    if not typed:
        return intake
    original = workbook_from_json(workbook_text)
    marks = {(original.sheets[one.sheet].name, one.cell): _mark(original.sheets[one.sheet].cell(*parse_a1(one.cell))) for one in typed}
    observations = [replace(one, mark=marks[one.sheet, one.cell]) if (one.sheet, one.cell) in marks else one for one in intake.observations]
    return replace(intake, observations=observations)


def _mark(value: CellValue) -> str:
    return getattr(value, "code", None) or getattr(value, "formula", None) or str(value)


def change_roles(actor: Actor, upload_id: str, corrections: list[Correction]) -> None:
    """A person reads columns or rows another way."""
    on_desk = material(actor, upload_id)
    proposal = on_desk.proposal
    for correction in corrections:
        proposal = correct(proposal, on_desk.workbook, correction)
    uploads.keep_proposal(upload_id, proposal.to_json())


def take_back_role(actor: Actor, upload_id: str) -> None:
    """Undoes the last change of a role; the answers given stay."""
    on_desk = material(actor, upload_id)
    earlier = on_desk.proposal.corrections[:-1]
    proposal = propose(on_desk.workbook, on_desk.proposal.options)
    for correction in earlier:
        proposal = correct(proposal, on_desk.workbook, correction)
    for question_id, value in on_desk.proposal.answers.items():
        proposal = answer(proposal, on_desk.workbook, question_id, value)
    uploads.keep_proposal(upload_id, proposal.to_json())


def answer_question(actor: Actor, upload_id: str, question_id: str, value: str) -> None:
    """A person settles a question; raises UserError where the answer is none."""
    on_desk = material(actor, upload_id)
    uploads.keep_proposal(upload_id, answer(on_desk.proposal, on_desk.workbook, question_id, value).to_json())


def choose(actor: Actor, upload_id: str, choices: Choices) -> None:
    """Keeps what was chosen so far."""
    kept.upload(actor, upload_id)
    uploads.set_choices(upload_id, choices.to_json())


def options_of(organisation: Any) -> ReadingOptions:
    """How this organisation counts years."""
    return ReadingOptions(fiscal_start=organisation.fiscal_year_start, school_start=organisation.school_year_start)
