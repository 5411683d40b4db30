"""A recipe in plain words, and the versions of it."""

from dataclasses import dataclass

from groundswell.engine.proposal import ROW_ROLES
from groundswell.engine.recipes.recipe import Recipe
from groundswell.engine.recipes.sentences import Sentence, sentences
from groundswell.records.selectors.names import DecidedNames
from groundswell.records.selectors.recipes import RecipeRow
from groundswell.web.pages.bring.start import moment
from groundswell.web.requests import PageRequest
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class ShownRecipe:
    """A recipe in the list."""

    id: str
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version: its number, when it was kept, and what it says."""

    number: int
    when: str
    newest: bool
    says: list[str]


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """Two names and what a person said of them; the fields name the pair in a form."""

    kind: str
    name: str
    meant: str
    says: str


def shown_recipes(request: PageRequest, rows: list[RecipeRow]) -> list[ShownRecipe]:
    """Those that hold, each with its version and when it was kept."""
    words = request.words
    return [
        ShownRecipe(row.id, row.name, words.text("recipe.kept", {"version": row.version, "when": moment(request, row.recorded_at)}))
        for row in rows
    ]


def shown_versions(request: PageRequest, rows: list[RecipeRow]) -> list[ShownVersion]:
    """All versions, the newest first."""
    return [
        ShownVersion(row.version, moment(request, row.recorded_at), row.newest, plain_sentences(row.recipe, request.words)) for row in rows
    ]


def plain_sentences(recipe: Recipe, words: Words) -> list[str]:
    """What a recipe says, one sentence a word."""
    return [_said(sentence, words) for sentence in sentences(recipe)]


def _said(sentence: Sentence, words: Words) -> str:
    if sentence.role is None:
        return words.text(sentence.code, {**sentence.values, "answer": _answer(str(sentence.values.get("answer", "")), words)})
    row = sentence.code.startswith("recipe.row_") and sentence.role in ROW_ROLES
    role = words.text(f"row_role.{sentence.role.value}" if row else f"role.{sentence.role.value}")
    return words.text(sentence.code, {**sentence.values, "role": role})


def _answer(answer: str, words: Words) -> str:
    """An answer in the words of its button, where these need nothing of the file."""
    code = f"choice.{answer}"
    return words.text(code) if words.has(code) and "{" not in words.pattern(code) else answer


def shown_decisions(decided: list[DecidedNames], words: Words) -> list[ShownDecision]:
    """What was decided about names, the newest first."""
    shown = []
    for one in decided:
        code = "names.same" if one.same else "names.different"
        shown.append(ShownDecision(one.kind, one.name, one.meant, words.text(code, {"name": one.name, "meant": one.meant})))
    return shown
