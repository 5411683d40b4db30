"""What a person says about a reading: roles, answers, typed figures; each a step that can be undone and done again."""

from collections.abc import Sequence
from dataclasses import replace

from groundswell.engine import mapping
from groundswell.engine.alike import alike, head_of, label_of
from groundswell.engine.proposal import Correction, Proposal
from groundswell.engine.sources.workbook import parse_a1
from groundswell.records.actors import Actor
from groundswell.web.pages.bring import desk
from groundswell.web.pages.bring.check import Material
from groundswell.web.pages.bring.choices import Choices
from groundswell.web.pages.bring.first_figures import gave
from groundswell.web.pages.bring.history import History, Note, Said, Typed


def change_roles(actor: Actor, upload_id: str, corrections: list[Correction], *, only: bool = False) -> None:
    """A person reads columns or rows another way, and all that are like them unless ``only`` these are meant; one new reading."""
    on_desk = desk.material(actor, upload_id)
    further = [] if only else alike(on_desk.workbook, on_desk.proposal, corrections)
    _change(actor, on_desk, [*corrections, *further], _note(on_desk, corrections, further))


def only_these(actor: Actor, upload_id: str) -> None:
    """Takes the newest step back from the places that it reached besides those it was said of."""
    on_desk = desk.material(actor, upload_id)
    newest = on_desk.choices.history.past[-1:]
    if not newest or newest[0].note.kind != "roles":
        return
    note = newest[0].note
    undo(actor, upload_id)
    before = desk.material(actor, upload_id)
    role = next(one.role for one in on_desk.proposal.corrections if (one.sheet, one.axis, one.index) == (note.sheet, note.axis, note.first))
    own = [Correction(note.sheet, note.axis, index, role) for index in range(note.first, note.last + 1)]
    _change(actor, before, own, replace(note, alike=0, sheets=0))


def answer_question(actor: Actor, upload_id: str, question_id: str, value: str, *, alike: bool = False) -> bool:
    """A person settles a question; False where what was typed settles nothing, and then nothing is kept.

    ``alike``: the same typed answer holds for every open question of its kind.
    Raises UserError for a question or a choice that is not there.
    """
    on_desk = desk.material(actor, upload_id)
    answered = mapping.answer(on_desk.proposal, on_desk.workbook, question_id, value)
    if any(question.id == question_id and question.answer is None for question in answered.questions):
        return False
    if alike:
        code = next(question.code for question in answered.questions if question.id == question_id)
        for other in on_desk.proposal.open_questions:
            if other.code == code and not other.choices and any(question.id == other.id for question in answered.open_questions):
                answered = mapping.answer(answered, on_desk.workbook, other.id, value)
    _keep(actor, on_desk, answered, on_desk.choices, Note("answer"))
    return True


def type_figure(actor: Actor, upload_id: str, typed: Typed) -> None:
    """A person's word in place of a cell that could not be read."""
    on_desk = desk.material(actor, upload_id)
    row, column = parse_a1(typed.cell)
    _keep(actor, on_desk, None, on_desk.choices.with_typed(typed), Note("figure", typed.sheet, "cell", row, column))


def undo(actor: Actor, upload_id: str) -> None:
    """Takes the newest step back; nothing where there is none."""
    on_desk = desk.material(actor, upload_id)
    _go(actor, on_desk, on_desk.choices.history.undone(_now(on_desk, Note(""))))


def redo(actor: Actor, upload_id: str) -> None:
    """Does the step again that was taken back last; nothing where there is none."""
    on_desk = desk.material(actor, upload_id)
    _go(actor, on_desk, on_desk.choices.history.redone(_now(on_desk, Note(""))))


def _change(actor: Actor, on_desk: Material, corrections: Sequence[Correction], note: Note) -> None:
    places = {(one.sheet, one.axis, one.index) for one in corrections}
    earlier = [one for one in on_desk.proposal.corrections if (one.sheet, one.axis, one.index) not in places]
    _keep(actor, on_desk, _anew(actor, on_desk, [*earlier, *corrections], on_desk.proposal.answers), on_desk.choices, note)


def _anew(actor: Actor, on_desk: Material, corrections: Sequence[Correction], answers: object) -> Proposal:
    said = replace(on_desk.proposal, corrections=list(corrections), answers=dict(answers))  # type: ignore[call-overload]
    return mapping.again(said, on_desk.workbook)


def _keep(actor: Actor, on_desk: Material, proposal: Proposal | None, choices: Choices, note: Note) -> None:
    """One step more: the new reading, what was typed, and what stood before."""
    if proposal is not None:
        desk.keep_proposal(on_desk.id, proposal)
    desk.choose(actor, on_desk.id, replace(choices, history=on_desk.choices.history.after(_now(on_desk, note))))


def _now(on_desk: Material, note: Note) -> Said:
    proposal = on_desk.proposal
    return Said(tuple(proposal.corrections), dict(proposal.answers), on_desk.choices.typed, note, gave(on_desk))


def _go(actor: Actor, on_desk: Material, to: tuple[Said, History] | None) -> None:
    if to is None:
        return
    said, history = to
    desk.keep_proposal(on_desk.id, _anew(actor, on_desk, said.corrections, said.answers))
    desk.choose(actor, on_desk.id, replace(on_desk.choices, typed=said.typed, history=history))


def _note(on_desk: Material, corrections: Sequence[Correction], further: Sequence[Correction]) -> Note:
    """How far a correction reaches, and by what name the places are alike."""
    first = corrections[0]
    here = sum(one.sheet == first.sheet for one in further)
    sheets = len({one.sheet for one in further} - {first.sheet})
    note = Note("roles", first.sheet, first.axis, first.index, corrections[-1].index, first.role.value, here, sheets)
    return replace(note, name=_name(on_desk, first)) if further and len(corrections) == 1 else note


def _name(on_desk: Material, one: Correction) -> str:
    reading = on_desk.proposal.sheets[one.sheet]
    for table in (*reading.tables, *reading.drafts):
        if one.axis == "row" and table.first <= one.index <= table.last:
            return label_of(on_desk.workbook.sheets[one.sheet], table, one.index)
        column = next((column for column in table.columns if column.index == one.index), None)
        if one.axis == "column" and column is not None:
            return column.name or column.head if head_of(column) else ""
    return ""
