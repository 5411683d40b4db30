"""Keep a recipe: a new one, or a new version where something changed; put one away; bring an older version back."""

from dataclasses import replace

from groundswell.engine.recipes.recipe import Recipe
from groundswell.engine.recipes.text_form import LONGEST_NAME, to_text
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.models import RecipeVersion
from groundswell.records.opening import write
from groundswell.records.selectors import recipes as kept
from groundswell.records.services.recording import needed
from groundswell.records.services.teams import unit_or_none


def keep(actor: Actor, recipe: Recipe, recipe_id: str | None = None) -> str:
    """Keep a recipe under its name: a new version of ``recipe_id``, else of the recipe of that name, else a new recipe; gives its id.

    One that says the same as the version that holds is not kept again. Raises UserError("name_needed"), ("recipe_unknown"),
    ("recipe_name_taken") where another recipe has that name.
    """
    recipe = replace(recipe, name=needed(recipe.name, "name_needed")[:LONGEST_NAME])
    _allowed(actor)

    def work() -> str:
        namesake = kept.by_name(actor, recipe.name)
        if recipe_id is not None and namesake is not None and namesake.id != recipe_id:
            raise UserError("recipe_name_taken", {"name": namesake.name})
        now = kept.recipe(actor, recipe_id) if recipe_id is not None else namesake
        if now is not None and now.recipe.says_the_same(recipe):
            return now.id
        return _add(actor, new_id() if now is None else now.id, recipe)

    return write(work)


def bring_back(actor: Actor, recipe_id: str, version: int) -> None:
    """An older version holds again, as a new one. Raises UserError("recipe_unknown"), ("recipe_is_newest")."""
    _allowed(actor)

    def work() -> None:
        wanted = next((row for row in kept.versions(actor, recipe_id) if row.version == version), None)
        if wanted is None:
            raise UserError("recipe_unknown")
        if wanted.newest:
            raise UserError("recipe_is_newest")
        namesake = kept.by_name(actor, wanted.name)
        if namesake is not None and namesake.id != recipe_id:
            raise UserError("recipe_name_taken", {"name": namesake.name})
        _add(actor, recipe_id, wanted.recipe)

    write(work)


def put_away(actor: Actor, recipe_id: str) -> None:
    """The recipe is followed and offered no more; what was read with it stays. Raises UserError("recipe_unknown")."""
    _allowed(actor)

    def work() -> None:
        row = kept.recipe(actor, recipe_id)
        _store(actor, recipe_id, row.name, None)

    write(work)


def _add(actor: Actor, recipe_id: str, recipe: Recipe) -> str:
    version = _next_version(recipe_id)
    _store(actor, recipe_id, recipe.name, to_text(replace(recipe, version=version)))
    return recipe_id


def _next_version(recipe_id: str) -> int:
    newest = RecipeVersion.objects.filter(recipe=recipe_id).order_by("-version").values_list("version", flat=True).first()
    return (newest or 0) + 1


def _store(actor: Actor, recipe_id: str, name: str, text: str | None) -> None:
    RecipeVersion.objects.create(
        recipe=recipe_id,
        version=_next_version(recipe_id),
        name=name,
        text=text,
        actor_ref=actor.ref,
        team=unit_or_none(actor),
        recorded_at=clock.stamp(clock.now()),
    )


def _allowed(actor: Actor) -> None:
    if not actor.ref:
        raise UserError("not_allowed")
