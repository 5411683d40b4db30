"""What lies on the desk between bringing and storing: the file, its reading under way, the workbook and its proposal."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from groundswell.domain.measurement.observation import Observation
from groundswell.engine.child import ChildReading
from groundswell.engine.confidence import doubts
from groundswell.engine.explaining import Explainer
from groundswell.engine.intake import Intake
from groundswell.engine.long.applying import take_in
from groundswell.engine.long.offering import large_proposal, offer
from groundswell.engine.mapping import by_recipe, propose
from groundswell.engine.proposal import Proposal, ReadingOptions
from groundswell.engine.recipes.matching import Fitting, the_one
from groundswell.engine.recipes.recipe import Recipe
from groundswell.engine.sources.workbook import CellValue, Workbook, parse_a1, workbook_from_json, workbook_of_plain, workbook_to_json
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.selectors import recipes
from groundswell.records.selectors import uploads as kept
from groundswell.records.services import uploads
from groundswell.records.services.drafting import Told, quietly
from groundswell.records.services.intake import Prepared, prepare
from groundswell.web.pages.bring import counting
from groundswell.web.pages.bring.check import Material
from groundswell.web.pages.bring.choices import Choices
from groundswell.web.pages.bring.counts import Looked, count
from groundswell.web.pages.bring.history import Typed

log = logging.getLogger("groundswell.web")

PATIENCE = 1.0
"""Seconds that the page waits before it shows how far the reading is."""
TOLD_EVERY = 0.5
HELD, HELD_ROWS = 6, 3_500_000
"""Workbooks and intakes that stay in memory: so many, and not more rows and figures together; the newest always does."""
READY_FROM = 50_000
"""Figures of a file from which on it is compared with the record while its reading is still watched."""
NO_FIGURE = "n/a"

_readings: dict[str, ChildReading] = {}
_stopped: set[str] = set()
_desk: OrderedDict[tuple[Any, ...], tuple[Any, int]] = OrderedDict()
_desk_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Wanted:
    """How it should be read: the organisation's year starts, and a recipe if one was asked for by id.

    ``rows_name``: what rows are called where they have to be counted. ``table``: the HTML of a pasted block, read instead of its text
    where it holds a table.
    """

    options: ReadingOptions
    recipe_id: str = ""
    rows_name: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """A reading that was begun; ``ended`` when it was done within the page's patience."""

    upload_id: str
    run_id: str
    ended: bool


def begin(actor: Actor, name: str, source: Path | bytes, wanted: Wanted, now: datetime) -> Begun:
    """Receives a file or a pasted block and reads it in a child process; the page waits a second and no longer."""
    row = uploads.receive(actor, name, source, now=now)
    return _begin(actor, row, "paste" if isinstance(source, bytes) else "bring", wanted)


def begin_whole(actor: Actor, upload_id: str, wanted: Wanted) -> Begun:
    """Reads a large file whole after all."""
    return _begin(actor, kept.upload(actor, upload_id), "workbook", wanted)


def _begin(actor: Actor, row: kept.UploadRow, job: str, wanted: Wanted) -> Begun:
    run_id = uploads.start_run(row.id, "read")
    options = {"name": row.name, "rows_name": wanted.rows_name, "table": wanted.table, **asdict(wanted.options)}
    reading = ChildReading(row.path or "", job, options)
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
        found = reading.wait(tell)
        workbook, large = workbook_of_plain(found), found.get("large")
        alone = propose(workbook, wanted.options) if large is None else large_proposal(workbook, large, wanted.options)
        proposal = _proposed(actor, workbook, alone, wanted)
        offered = offer(workbook, proposal, wanted.rows_name) if proposal.grouping is None else None
        proposal.grouping = proposal.grouping or (None if offered is None else offered.grouping)
        if large is not None and proposal.grouping is not None:
            counting.counted(kept.upload(actor, begun.upload_id), proposal.grouping, proposal.options)  # so that the page has it at once
        if begun.run_id in _stopped:
            raise UserError("reading_stopped")
        forget(begun.upload_id)
        uploads.keep_workbook(begun.upload_id, workbook_to_json(workbook))
        uploads.keep_proposal(begun.upload_id, proposal.to_json())
        uploads.set_choices(begun.upload_id, _choices_of(actor, proposal).to_json())
        del found
        held(("workbook", begun.upload_id, ()), lambda: workbook)
        _make_ready(actor, begun)
        uploads.end_run(begun.run_id, "done")
    except UserError as error:
        forget(begun.upload_id)
        uploads.fail(begun.upload_id, error.code, error.values)
        uploads.end_run(begun.run_id, "stopped" if error.code == "reading_stopped" else "failed", error.code, error.values)
    except Exception:
        log.exception("reading %s broke off", begun.run_id)
        uploads.fail(begun.upload_id, "reading_broke_off", {"where": ""})
        uploads.end_run(begun.run_id, "failed", "reading_broke_off", {"where": ""})
    finally:
        _readings.pop(begun.run_id, None)
        _stopped.discard(begun.run_id)


def _make_ready(actor: Actor, begun: Begun) -> None:
    """The pages that come next have at once what takes long with a large file: what it holds, and what it would do to the record."""

    def still(_done: int, _of: int) -> None:
        if begun.run_id in _stopped:
            raise UserError("reading_stopped")

    on_desk = material(actor, begun.upload_id)
    still(0, 0)
    if len(on_desk.intake.observations) >= READY_FROM and not on_desk.proposal.open_questions:
        prepared(actor, on_desk, on_desk.intake, still)
    still(0, 0)


def _proposed(actor: Actor, workbook: Workbook, alone: Proposal, wanted: Wanted) -> Proposal:
    """What was read on its own read by the recipe that was asked for, or by the one that fits without anything gone."""
    if wanted.recipe_id:
        return _by(alone, workbook, recipes.recipe(actor, wanted.recipe_id).recipe, wanted.options)
    best = the_one(recipes.fitting_recipes(actor, alone, workbook))
    return alone if best is None else _by(alone, workbook, best.recipe, wanted.options)


def _by(proposal: Proposal, workbook: Workbook, recipe: Recipe | None, own: ReadingOptions) -> Proposal:
    """Read by a recipe, whose options hold before the organisation's, or without one."""
    return by_recipe(proposal, workbook, recipe, own if recipe is None else recipe.options_over(own))


def _choices_of(actor: Actor, proposal: Proposal) -> Choices:
    """What is kept, as far as the recipe says it."""
    row = recipes.by_name(actor, proposal.recipe) if proposal.recipe is not None else None
    if row is None:
        return Choices()
    recipe = row.recipe
    return Choices(frozenset(recipe.not_measures), frozenset(recipe.not_places), recipe_name=row.name)


def offered(actor: Actor, on_desk: Material) -> list[Fitting]:
    """Recipes that fit a file which is read without one, the best first."""
    proposal = on_desk.proposal
    return [] if proposal.recalled is not None else recipes.fitting_recipes(actor, proposal, on_desk.workbook)


def read_by(actor: Actor, upload_id: str, wanted: Wanted) -> None:
    """Reads an upload by the recipe that is wanted, or by none; what was said about this file stays.

    Raises UserError("recipe_unknown").
    """
    on_desk = material(actor, upload_id)
    recipe = recipes.recipe(actor, wanted.recipe_id).recipe if wanted.recipe_id else None
    proposal = _by(on_desk.proposal, on_desk.workbook, recipe, wanted.options)
    keep_proposal(upload_id, proposal)
    if recipe is not None:
        chosen = _choices_of(actor, proposal)
        named = replace(
            on_desk.choices,
            dropped_measures=on_desk.choices.dropped_measures | chosen.dropped_measures,
            dropped_places=on_desk.choices.dropped_places | chosen.dropped_places,
            recipe_name=chosen.recipe_name,
        )
        choose(actor, upload_id, named)


def stop(run_id: str) -> None:
    """Ends a reading; nothing of it is kept. A reading that has ended already stays as it ended."""
    reading = _readings.get(run_id)
    if reading is not None:
        _stopped.add(run_id)
        reading.stop()


def stop_all() -> None:
    """Ends every reading, for a clean end of serving."""
    counting.stop_all()
    for reading in list(_readings.values()):
        reading.stop()


def held(key: tuple[Any, ...], make: Callable[[], Any], rows: Callable[[Any], int] = lambda _: 0) -> Any:
    """A few workbooks and intakes stay in memory between two steps; all of them can be made again. ``rows``: how large one is."""
    with _desk_lock:
        if key in _desk:
            _desk.move_to_end(key)
            return _desk[key][0]
    made = make()
    with _desk_lock:
        _desk[key] = made, rows(made)
        while len(_desk) > HELD or (len(_desk) > 1 and sum(size for _, size in _desk.values()) > HELD_ROWS):
            _desk.popitem(last=False)
    return made


def forget(upload_id: str) -> None:
    """Nothing of an upload stays in memory."""
    with _desk_lock:
        for key in [key for key in _desk if key[1] == upload_id]:
            del _desk[key]


def material(actor: Actor, upload_id: str) -> Material:
    """Workbook, proposal, intake and choices of an upload that was read; raises UserError("upload_unknown")."""
    row = kept.upload(actor, upload_id)
    if not row.was_read or row.proposal is None:
        raise UserError("upload_unknown")
    choices = Choices.from_json(row.choices or "")

    def text() -> str:
        return kept.workbook_text(actor, upload_id)

    workbook: Workbook = held(
        ("workbook", row.id, choices.typed), lambda: _with_typed(workbook_from_json(text()), choices.typed), _rows_of
    )
    key = ("reading", row.id, choices.typed, row.proposal)
    proposal, intake, looked = held(key, lambda: _read(row, workbook, text, choices.typed), lambda made: len(made[1].observations))
    return Material(row.id, workbook, proposal, intake, choices, looked)


def _rows_of(workbook: Workbook) -> int:
    return sum(len(sheet.rows) for sheet in workbook.sheets)


def prepared(actor: Actor, on_desk: Material, brought: Intake, told: Told = quietly) -> Prepared:
    """What storing would do, worked out once for as long as the record stays as it is. ``told`` hears of it, and may end it by raising."""

    def make() -> Prepared:
        return prepare(actor, brought, told=told)

    choices = on_desk.choices
    people = (choices.people, choices.team)
    about = (choices.typed, on_desk.proposal.to_json(), choices.dropped_measures, choices.dropped_places, people)
    key = ("prepared", on_desk.id, *about)
    found: Prepared = held(key, make, lambda made: len(made.coming.observations))
    if not found.holds(actor):
        with _desk_lock:
            _desk.pop(key, None)
        found = held(key, make, lambda made: len(made.coming.observations))
    return found


def _read(row: kept.UploadRow, workbook: Workbook, text: Callable[[], str], typed: tuple[Typed, ...]) -> tuple[Proposal, Intake, Looked]:
    """One reading, with everything that its page asks of it over and over."""
    proposal = Proposal.from_json(row.proposal or "")
    if proposal.large is not None and proposal.grouped and proposal.grouping is not None:
        counted = counting.counted(row, proposal.grouping, proposal.options)
        intake = replace(counted, problems=[*counted.problems, *proposal.problems])
    else:
        intake = _with_marks(take_in(workbook, proposal), text() if typed else "", typed)
    explainer = Explainer(workbook, proposal, intake)
    return proposal, intake, Looked(count(intake), doubts(workbook, proposal, intake), explainer)


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


def keep_proposal(upload_id: str, proposal: Proposal) -> None:
    """Keeps a reading."""
    uploads.keep_proposal(upload_id, proposal.to_json())


def choose(actor: Actor, upload_id: str, choices: Choices) -> None:
    """Keeps what was chosen so far."""
    kept.upload(actor, upload_id)
    uploads.set_choices(upload_id, choices.to_json())
