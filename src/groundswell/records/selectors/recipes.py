"""Remembered recipes: the version of each that holds, and all versions of one."""

from dataclasses import dataclass
from datetime import datetime

from groundswell.engine.proposal import Proposal
from groundswell.engine.recipes.matching import Fitting, fitting
from groundswell.engine.recipes.recipe import Recipe
from groundswell.engine.recipes.text_form import from_text
from groundswell.engine.sources.workbook import Workbook
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.models import RecipeVersion


@dataclass(frozen=True, slots=True)
class RecipeRow:
    """A version of a recipe. ``id`` is the recipe's and the same in every version; ``text`` is what it was kept as."""

    id: str
    version: int
    name: str
    text: str
    recorded_at: datetime
    newest: bool

    @property
    def recipe(self) -> Recipe:
        """The recipe itself, under this name and version."""
        return from_text(self.text)


def recipes(actor: Actor) -> list[RecipeRow]:
    """The version of each of this person's or their team's that holds, the newest word first; those put away are not among them."""
    newest: dict[str, RecipeVersion] = {}
    theirs: set[str] = set()
    for row in RecipeVersion.objects.order_by("seq"):
        newest[row.recipe] = row
        if actor.shares_memory(row.actor_ref, row.team):
            theirs.add(row.recipe)
    standing = sorted((row for key, row in newest.items() if row.text is not None and key in theirs), key=lambda row: -row.seq)
    return [_row(row, newest=True) for row in standing]


def recipe(actor: Actor, recipe_id: str) -> RecipeRow:
    """The version that holds; raises UserError("recipe_unknown")."""
    found = next((row for row in recipes(actor) if row.id == recipe_id), None)
    if found is None:
        raise UserError("recipe_unknown")
    return found


def by_name(actor: Actor, name: str) -> RecipeRow | None:
    """The recipe of that name (case aside), or None."""
    wanted = name.strip().casefold()
    return next((one for one in recipes(actor) if one.name.casefold() == wanted), None)


def versions(actor: Actor, recipe_id: str) -> list[RecipeRow]:
    """All versions of a recipe that holds, the newest first; raises UserError("recipe_unknown")."""
    recipe(actor, recipe_id)
    rows = [row for row in RecipeVersion.objects.filter(recipe=recipe_id).order_by("-seq") if row.text is not None]
    return [_row(row, newest=at == 0) for at, row in enumerate(rows)]


def fitting_recipes(actor: Actor, alone: Proposal, workbook: Workbook) -> list[Fitting]:
    """Those that fit a file which was read without anybody's words, the best first; ``key`` is the recipe's id."""
    return fitting(((row.id, row.recipe) for row in recipes(actor)), alone, workbook)


def _row(one: RecipeVersion, *, newest: bool) -> RecipeRow:
    return RecipeRow(one.recipe, one.version, one.name, one.text or "", clock.moment(one.recorded_at), newest)
