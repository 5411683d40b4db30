"""Names of a file that may mean names of the record: one form on the page "Confirm", decided in one go and asked once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect

from groundswell.engine.name_likeness import How
from groundswell.errors import UserError
from groundswell.records.selectors.names import MEASURE, DecidedNames
from groundswell.records.services import names as decisions
from groundswell.records.services.diff import Renamed
from groundswell.records.services.name_questions import UnsureName, unsure_names
from groundswell.web.pages.bring import desk
from groundswell.web.pages.bring.confirm import filtered
from groundswell.web.requests import PageRequest
from groundswell.words import Words

NEW, SAME, OTHERS = "new", "same:", "others"
LIKELY = frozenset({How.WRITTEN, How.ABBREVIATED, How.PARTS})
"""Likenesses whose answer is set beforehand; the person still sends it."""
SHOWN = 60


@dataclass(frozen=True, slots=True)
class NameChoice:
    """One answer of a name's question."""

    value: str
    text: str
    checked: bool


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A name that is asked about; ``field`` names its radio buttons."""

    field: str
    kind: str
    name: str
    text: str
    choices: tuple[NameChoice, ...]

    @property
    def is_marked(self) -> bool:
        """Whether an answer is set beforehand."""
        return any(choice.checked for choice in self.choices)


def name_questions(unsure: Sequence[UnsureName], words: Words) -> list[NameQuestion]:
    """The questions in words."""
    return [_question(number, one, words) for number, one in enumerate(unsure)]


def _question(number: int, one: UnsureName, words: Words) -> NameQuestion:
    what = "measure" if one.kind == MEASURE else "place"
    values = {"name": one.name, "day": words.day(one.changes_on) if one.changes_on is not None else ""}
    code = f"names.ask_{what}_changes" if one.changes_on is not None else f"names.ask_{what}"
    text = words.text(code, values)
    if one.part_of > 1:
        text = words.text("names.in_names", {"text": text, "n": one.part_of})
    choices = [
        NameChoice(SAME + option.meant, words.text("names.choose_same", {"meant": option.meant}), at == 0 and option.how in LIKELY)
        for at, option in enumerate(one.options)
    ]
    return NameQuestion(f"answer-{number}", one.kind, one.name, text, (*choices, NameChoice(NEW, words.text(f"names.new_{what}"), False)))


def renamed_lines(renamed: Sequence[Renamed], words: Words) -> list[str]:
    """Names of the file that are read as names of the record."""
    lines = [words.text("names.read_as", {"name": one.name, "meant": one.meant}) for one in renamed[:SHOWN]]
    return [*lines, words.text("names.more", {"n": len(renamed) - SHOWN})] if len(renamed) > SHOWN else lines


def names(request: PageRequest, upload_id: str) -> HttpResponse:
    """Keeps what was decided, and shows again what would change."""
    on_desk = desk.material(request.actor, upload_id)
    unsure = {(one.kind, one.name): one for one in unsure_names(request.actor, filtered(on_desk.intake, on_desk.choices))}
    decided: list[DecidedNames] = []
    for number in range(len(request.POST.getlist("name"))):
        key = (request.POST.getlist("kind")[number : number + 1] or [""])[0], request.POST.getlist("name")[number]
        every = request.POST.get("all", "")
        given = NEW if every == NEW else request.POST.get(f"answer-{number}", NEW if every == OTHERS else "")
        if key in unsure and given:
            decided += _decided(unsure[key], given)
    decisions.decide(request.actor, decided)
    return redirect("bring_confirm", upload_id)


def _decided(one: UnsureName, given: str) -> list[DecidedNames]:
    if given == NEW:
        return [DecidedNames(one.kind, one.name, option.meant, same=False) for option in one.options]
    meant = given.removeprefix(SAME)
    if not given.startswith(SAME) or meant not in {option.meant for option in one.options}:
        raise UserError("form_not_ours")
    return [DecidedNames(one.kind, one.name, meant, same=True)]
