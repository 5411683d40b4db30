"""Recipes in the record: versions that are added, names that are one's own, layouts of earlier releases."""

import json
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from groundswell.engine.proposal import Role
from groundswell.engine.recipes.recipe import LineWord, Recipe, TableShape
from groundswell.errors import UserError
from groundswell.records import opening
from groundswell.records.actors import GUEST, local_actor
from groundswell.records.selectors import recipes as kept
from groundswell.records.services import recipes
from groundswell.records.statements import FAULTS

pytestmark = pytest.mark.usefixtures("data_directory")

CARD = Recipe("Card", tables=(TableShape("across", ("kpi", "rag")),))
COMMENT = Recipe("Card", tables=CARD.tables, lines=(LineWord(0, "column", "rag", Role.COMMENT),))


def test_a_version_is_added_where_something_changed() -> None:
    actor = local_actor()
    first = recipes.keep(actor, CARD)
    assert recipes.keep(actor, Recipe("card", tables=CARD.tables)) == first, "names are compared without their case"
    assert recipes.keep(actor, COMMENT) == first
    assert recipes.keep(actor, COMMENT) == first
    versions = kept.versions(actor, first)
    assert [row.version for row in versions] == list(range(len(versions), 0, -1))
    assert kept.recipe(actor, first).recipe.lines == COMMENT.lines
    recipes.bring_back(actor, first, 1)
    assert kept.recipe(actor, first).recipe.lines == ()
    assert kept.recipe(actor, first).recipe.version == kept.recipe(actor, first).version


def test_a_name_is_one_recipes_own() -> None:
    actor = local_actor()
    card, other = recipes.keep(actor, CARD), recipes.keep(actor, Recipe("Other", tables=CARD.tables))
    with pytest.raises(UserError, match="recipe_name_taken"):
        recipes.keep(actor, Recipe("Card"), other)
    recipes.keep(actor, Recipe("Renamed", tables=CARD.tables), card)
    recipes.keep(actor, Recipe("Card"), other)
    with pytest.raises(UserError, match="recipe_name_taken"):
        recipes.bring_back(actor, card, 1)
    with pytest.raises(UserError, match="name_needed"):
        recipes.keep(actor, Recipe("  "))


def test_one_that_was_put_away_is_gone_and_its_name_is_free() -> None:
    actor = local_actor()
    card = recipes.keep(actor, CARD)
    recipes.put_away(actor, card)
    assert kept.recipes(actor) == []
    for call in (lambda: kept.recipe(actor, card), lambda: recipes.put_away(actor, card), lambda: recipes.bring_back(actor, card, 1)):
        with pytest.raises(UserError, match="recipe_unknown"):
            call()
    assert recipes.keep(actor, CARD) != card


def test_nobody_from_outside_sees_or_keeps_one() -> None:
    recipes.keep(local_actor(), CARD)
    assert kept.recipes(GUEST) == []
    for call in (lambda: recipes.keep(GUEST, CARD), lambda: recipes.put_away(GUEST, "x")):
        with pytest.raises(UserError, match="not_allowed"):
            call()


def test_versions_are_never_changed() -> None:
    recipes.keep(local_actor(), CARD)
    with pytest.raises(FAULTS, match="can be erased, not changed"):
        opening.write(lambda: opening.writing_connection().execute("UPDATE recipe_version SET name = 'x'"))


class _Layouts:
    """What the migration asks of a layout of 0.2."""

    def __init__(self, *rows: SimpleNamespace) -> None:
        self._rows = rows

    def order_by(self, _: str) -> tuple[SimpleNamespace, ...]:
        return self._rows


def test_a_layout_of_an_earlier_release_is_the_first_version_of_a_recipe(tmp_path: Path) -> None:
    text = {
        "groundswell_layout": 1,
        "name": "Scorecard",
        "signatures": ["across|indicator|unit|rag"],
        "corrections": [{"axis": "column", "text": "rag", "occurrence": 0, "role": "comment"}],
        "answers": [],
    }
    layout = SimpleNamespace(id="a" * 26, name="Scorecard", text=json.dumps(text, indent=2), kept_at="2026-11-01T10:00:00.000000Z")

    class Old:
        """The models as that migration sees them."""

        def get_model(self, label: str, name: str) -> Any:
            return SimpleNamespace(objects=_Layouts(layout)) if name == "Layout" else apps.get_model(label, name)

    migration = import_module("groundswell.records.migrations.0003_recipes")
    opening.write(lambda: migration.layouts_to_recipes(Old(), None))
    (row,) = kept.recipes(local_actor())
    assert (row.id, row.name, row.version) == ("a" * 26, "Scorecard", 1)
    assert row.recipe.tables == (TableShape("across", ("indicator", "unit", "rag")),)
    assert [(word.text, word.role) for word in row.recipe.lines] == [("rag", Role.COMMENT)]
