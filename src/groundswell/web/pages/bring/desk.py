"""What lies on the desk between bringing and storing: the file, its reading under way, the workbook and its proposal."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from groundswell.domain.measurement.observation import Observation
from groundswell.engine.child import ChildReading
from groundswell.engine.intake import Intake, apply
from groundswell.engine.layouts import Layout, signature_of
from groundswell.engine.mapping import answer, correct, propose
from groundswell.engine.proposal import Correction, Proposal, ReadingOptions
from groundswell.engine.sources.workbook import CellValue, Workbook, parse_a1, workbook_from_json, workbook_of_plain, workbook_to_json
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.selectors import layouts
from groundswell.records.selectors import uploads as kept
from groundswell.records.services import uploads
from groundswell.web.pages.bring.check import Material
from groundswell.web.pages.bring.choices import Choices, Typed

log = logging.getLogger("groundswell.web")

PATIENCE = 1.0
"""Seconds that the page waits before it shows how far the reading is."""
TOLD_EVERY = 0.5
HELD = 6
NO_FIGURE = "n/a"

_readings: dict[str, ChildReading] = {}
_stopped: set[str] = set()
_desk: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_desk_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Wanted:
    """How it should be read: the organisation's year starts, and a remembered layout if one was asked for by id."""

    options: ReadingOptions
    layout_id: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """A reading that was begun; ``ended`` when it was done within the page's patience."""

    upload_id: str
    run_id: str
    ended: bool


def begin(actor: Actor, name: str, source: Path | bytes, wanted: Wanted, now: datetime) -> Begun:
    """Receives a file or a pasted block and reads it in a child process; the page waits a second and no longer."""
    row = uploads.receive(actor, name, source, now=now)
    run_id = uploads.start_run(row.id, "read")
    reading = ChildReading(row.path or "", "paste" if isinstance(source, bytes) else "workbook", {"name": name})
    _readings[run_id] = reading
    reads = partial(_follow, actor, Begun(row.id, run_id, ended=False), reading, wanted)
    follower = threading.Thread(target=copy_context().run, args=(reads,), name=f"reading-{run_id[:6]}", daemon=True)
    follower.start()
    follower.join(PATIENCE)
    return Begun(row.id, run_id, not follower.is_alive())


def _follow(actor: Actor, begun: Begun, reading: ChildReading, wanted: Wanted) -> None:
    """Waits for the child, telling how far it is; keeps what it found or why it found nothing."""
    told = monotonic()

    def tell(rows: int, of: int | None) -> None:
        nonlocal told
        if monotonic() - told >= TOLD_EVERY:
            told = monotonic()
            uploads.advance(begun.run_id, rows, of)

    try:
        workbook = workbook_of_plain(reading.wait(tell))
        proposal = _proposed(actor, workbook, wanted)
        if begun.run_id in _stopped:
            raise UserError("reading_stopped")
        uploads.keep_workbook(begun.upload_id, workbook_to_json(workbook))
        uploads.keep_proposal(begun.upload_id, proposal.to_json())
        uploads.end_run(begun.run_id, "done")
    except UserError as error:
        uploads.fail(begun.upload_id, error.code, error.values)
        uploads.end_run(begun.run_id, "stopped" if error.code == "reading_stopped" else "failed", error.code, error.values)
    except Exception:
        log.exception("reading %s broke off", begun.run_id)
        uploads.fail(begun.upload_id, "reading_broke_off", {"where": ""})
        uploads.end_run(begun.run_id, "failed", "reading_broke_off", {"where": ""})
    finally:
        _readings.pop(begun.run_id, None)
        _stopped.discard(begun.run_id)


def _proposed(actor: Actor, workbook: Workbook, wanted: Wanted) -> Proposal:
    """Read on its own; then by the layout that was asked for, or by one that was remembered for just this shape."""
    proposal = propose(workbook, wanted.options)
    signature = signature_of(proposal)
    for row in layouts.layouts(actor):
        asked_for = row.id == wanted.layout_id
        if asked_for or (not wanted.layout_id and signature and row.signature == signature):
            return propose(workbook, wanted.options, Layout.from_json(row.text))
    return proposal


def stop(run_id: str) -> None:
    """Ends a reading; nothing of it is kept. A reading that has ended already stays as it ended."""
    reading = _readings.get(run_id)
    if reading is not None:
        _stopped.add(run_id)
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

    def marked(rows: list[Observation]) -> list[Observation]:
        return [replace(one, mark=marks.get((one.sheet, one.cell), one.mark)) for one in rows]

    return replace(intake, observations=marked(intake.observations), states=marked(intake.states))


def _mark(value: CellValue) -> str:
    return getattr(value, "code", None) or getattr(value, "formula", None) or str(value)


def change_roles(actor: Actor, upload_id: str, corrections: list[Correction]) -> None:
    """A person reads columns or rows another way; one new reading, however many they are."""
    on_desk = material(actor, upload_id)
    places = {(one.sheet, one.axis, one.index) for one in corrections}
    earlier = [one for one in on_desk.proposal.corrections if (one.sheet, one.axis, one.index) not in places]
    before = replace(on_desk.proposal, corrections=[*earlier, *corrections[:-1]])
    _keep_proposal(upload_id, correct(before, on_desk.workbook, corrections[-1], _layout_of(actor, on_desk.proposal)))


def take_back_role(actor: Actor, upload_id: str) -> None:
    """Undoes the last change of a role; the answers given stay."""
    on_desk = material(actor, upload_id)
    proposal, workbook = on_desk.proposal, on_desk.workbook
    layout = _layout_of(actor, proposal)
    if len(proposal.corrections) > 1:
        *earlier, last = proposal.corrections[:-1]
        again = correct(replace(proposal, corrections=earlier), workbook, last, layout)
    else:
        again = propose(workbook, proposal.options, layout)
        for question_id, value in proposal.answers.items():
            if any(question.id == question_id for question in again.questions):
                again = answer(again, workbook, question_id, value, layout)
    _keep_proposal(upload_id, again)


def answer_question(actor: Actor, upload_id: str, question_id: str, value: str) -> bool:
    """A person settles a question; False where what was typed settles nothing, and then nothing is kept.

    Raises UserError for a question or a choice that is not there.
    """
    on_desk = material(actor, upload_id)
    answered = answer(on_desk.proposal, on_desk.workbook, question_id, value, _layout_of(actor, on_desk.proposal))
    if any(question.id == question_id for question in answered.open_questions):
        return False
    _keep_proposal(upload_id, answered)
    return True


def _layout_of(actor: Actor, proposal: Proposal) -> Layout | None:
    """The remembered layout that the proposal follows, as it is kept now."""
    kept_layout = layouts.by_name(actor, proposal.layout) if proposal.layout is not None else None
    return Layout.from_json(kept_layout.text) if kept_layout is not None else None


def _keep_proposal(upload_id: str, proposal: Proposal) -> None:
    uploads.keep_proposal(upload_id, proposal.to_json())


def choose(actor: Actor, upload_id: str, choices: Choices) -> None:
    """Keeps what was chosen so far."""
    kept.upload(actor, upload_id)
    uploads.set_choices(upload_id, choices.to_json())
