"""What the pages of bringing data say about recipes: by which one the file is read, what does not fit, which others would."""

from dataclasses import dataclass

from django.urls import reverse

from groundswell.engine.proposal import Role
from groundswell.engine.recipes.following import NOT_FITTING, not_fitting
from groundswell.engine.recipes.known_by import tables_of
from groundswell.engine.recipes.matching import Fitting
from groundswell.engine.sources.workbook import parse_a1
from groundswell.errors import Problem
from groundswell.records.selectors import recipes
from groundswell.records.selectors.names import MEASURE
from groundswell.records.services.matching import matching
from groundswell.web.pages.bring import desk
from groundswell.web.pages.bring.check import Material, can_type
from groundswell.web.pages.bring.long_desk import is_offered
from groundswell.web.requests import PageRequest
from groundswell.words import Words

MOST_OFFERED = 5
WORTH_A_LOOK = NOT_FITTING - {"recipe_column_new", "recipe_columns_new", "recipe_row_gone", "recipe_table_new"}
"""What of a recipe that does not fit has to be looked at before the file can be confirmed in one click."""

BESIDE = frozenset(
    {Role.TARGET, Role.COMMENT, Role.STATUS, Role.OWNER, Role.DIRECTION, Role.MEASUREMENT_UNIT, Role.ATTRIBUTE, Role.LEFT_OUT}
)
"""Roles of a new column that change no name, no period and no figure."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A recipe that could be followed."""

    id: str
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class RecipePart:
    """``read_as`` is empty where the file is read by itself; ``url`` leads to the recipe that it is read by."""

    read_as: str
    url: str
    differs: list[tuple[str, str]]
    offers: list[Offer]
    offers_say: str


def recipe_part(request: PageRequest, material: Material) -> RecipePart:
    """By which recipe the file is read, and what does not fit; without one, those that could be followed."""
    words, recalled = request.words, material.proposal.recalled
    if recalled is not None:
        row = recipes.by_name(request.actor, recalled.recipe)
        read_as = words.text("bring.read_as", {"name": recalled.recipe, "version": recalled.version})
        url = reverse("recipe", args=[row.id]) if row is not None else ""
        return RecipePart(read_as, url, differing(material, words), [], "")
    found = desk.offered(request.actor, material)[:MOST_OFFERED]
    says = words.text("bring.recipes_offered", {"n": len(found)}) if found else ""
    return RecipePart("", "", [], [_offer(one, words) for one in found], says)


def differing(material: Material, words: Words) -> list[tuple[str, str]]:
    """What does not fit, with its hint; of a new column also what it is read as."""
    roles = _roles(material)
    said = []
    for problem in not_fitting(material.intake.problems):
        text, role = words.problem(problem), roles.get(_column(problem)) if problem.code == "recipe_column_new" else None
        if role is not None:
            text = words.text("bring.recipe_now", {"text": text, "role": words.text(f"role.{role.value}")})
        said.append((text, words.hint(problem)))
    return said


def _roles(material: Material) -> dict[tuple[str, int] | None, Role]:
    """What each column of each sheet is read as."""
    sheets = material.proposal.sheets
    return {(sheet.name, column.index): column.role for sheet in sheets for table in tables_of(sheet) for column in table.columns}


def _column(problem: Problem) -> tuple[str, int] | None:
    cell = problem.place.cell
    return (problem.place.sheet or "", parse_a1(cell)[1]) if cell else None


def _offer(one: Fitting, words: Words) -> Offer:
    new = tuple(dict.fromkeys(head for pair in one.match.pairs for head in pair.new))
    gone = tuple(dict.fromkeys(head for pair in one.match.pairs for head in pair.gone))
    parts = [words.text(f"bring.recipe_{one.match.fit.value}")]
    if new:
        parts.append(words.text("bring.recipe_heads_new", {"names": new, "n": len(new)}))
    if gone:
        parts.append(words.text("bring.recipe_heads_gone", {"names": gone, "n": len(gone)}))
    if one.match.new:
        parts.append(words.text("bring.recipe_tables_new", {"n": len(one.match.new)}))
    if one.match.gone:
        parts.append(words.text("bring.recipe_tables_gone", {"n": len(one.match.gone)}))
    return Offer(one.key, one.recipe.name, " ".join(parts))


def next_url(request: PageRequest, upload_id: str) -> str:
    """Where a file that was read goes: to its rows that have to be counted, or straight to what would change.

    The latter where a known recipe fits and nothing needs a person.
    """
    if is_offered(request.actor, upload_id):
        return reverse("bring_long", args=[upload_id])
    on_desk = desk.material(request.actor, upload_id)
    straight = on_desk.proposal.recalled is not None and _needs_nobody(on_desk) and _mostly_known(request, on_desk)
    return reverse("bring_confirm" if straight else "bring_sheet", args=[upload_id])


def _needs_nobody(on_desk: Material) -> bool:
    """No question, no cell whose figure a person could type, nothing of the recipe gone, and no new column that changes names."""
    intake, proposal = on_desk.intake, on_desk.proposal
    if proposal.open_questions or not intake.observations:
        return False
    roles = _roles(on_desk)
    for problem in intake.problems:
        if problem.code in WORTH_A_LOOK or problem.question or can_type(problem, on_desk.workbook):
            return False
        if problem.code == "recipe_column_new" and roles.get(_column(problem)) not in BESIDE:
            return False
    return True


def _mostly_known(request: PageRequest, on_desk: Material) -> bool:
    """Whether at least half of the measures that are kept are in the record: else something about the names changed."""
    matched = matching(request.actor)
    names = {one.measure for one in on_desk.intake.observations} - on_desk.choices.dropped_measures
    return 2 * sum(matched.resolves(MEASURE, name) for name in names) >= len(names)
