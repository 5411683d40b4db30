"""Recipes: the list, one with its versions and its text, the file of one, and bringing one."""

import re
import unicodedata
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from groundswell.engine.recipes.text_form import LARGEST, from_text
from groundswell.errors import UserError
from groundswell.records.selectors import names as decided
from groundswell.records.selectors import recipes as kept
from groundswell.records.services import names, recipes
from groundswell.web.pages.recipes.presenter import plain_sentences, shown_decisions, shown_recipes, shown_versions
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

SECTION = {"section": "bring"}
LONGEST_STEM = 80


def listing(request: PageRequest) -> HttpResponse:
    """All recipes; a file that is brought becomes one, or a new version of the one of its name."""
    if request.method != "POST":
        return _listing(request)
    try:
        recipe_id = recipes.keep(request.actor, from_text(_brought(request)))
    except UserError as error:
        return _listing(request, error)
    toast(request, request.words.text("recipe.brought", {"name": kept.recipe(request.actor, recipe_id).name}))
    return redirect("recipe", recipe_id)


def _brought(request: PageRequest) -> bytes:
    sent = request.FILES.get("file")
    if sent is None:
        raise UserError("upload_missing")
    return bytes(sent.read(LARGEST + 1))


def _listing(request: PageRequest, error: UserError | None = None) -> HttpResponse:
    context = {
        **SECTION,
        "recipes": shown_recipes(request, kept.recipes(request.actor)),
        "decisions": shown_decisions(decided.decided_names(request.actor), request.words),
        "refused": request.words.error(error) if error is not None else "",
    }
    return render(request, "recipes/list.html", context, status=HTTPStatus.OK if error is None else HTTPStatus.UNPROCESSABLE_ENTITY)


def one(request: PageRequest, recipe_id: str) -> HttpResponse:
    """A recipe in plain sentences, its older versions, and its text, which can be changed into a new version."""
    row = kept.recipe(request.actor, recipe_id)
    text, refused = row.text, ""
    if request.method == "POST":
        text = request.POST.get("text", "")[: LARGEST + 1]
        try:
            recipes.keep(request.actor, from_text(text), recipe_id)
            return redirect("recipe", recipe_id)
        except UserError as error:
            refused = request.words.error(error)
    context = {
        **SECTION,
        "id": recipe_id,
        "name": row.name,
        "version": row.version,
        "says": plain_sentences(row.recipe, request.words),
        "older": [version for version in shown_versions(request, kept.versions(request.actor, recipe_id)) if not version.newest],
        "text": text,
        "lines": min(40, text.count("\n") + 2),
        "refused": refused,
    }
    return render(request, "recipes/one.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


def file(request: PageRequest, recipe_id: str) -> HttpResponse:
    """The recipe as a file to keep or to send."""
    row = kept.recipe(request.actor, recipe_id)
    name = re.sub(r"[^\w .,()-]+", " ", unicodedata.normalize("NFC", row.name))
    stem = " ".join(name.split())[:LONGEST_STEM].strip(" .") or "recipe"
    response = HttpResponse(row.text.encode(), content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{stem}.recipe.yaml") or "attachment"
    return response


def bring_back(request: PageRequest, recipe_id: str) -> HttpResponse:
    """An older version holds again."""
    number = request.POST.get("version", "")
    if not (number.isascii() and number.isdigit() and len(number) < 7):
        raise UserError("form_not_ours")
    recipes.bring_back(request.actor, recipe_id, int(number))
    toast(request, request.words.text("recipe.brought_back", {"version": number}))
    return redirect("recipe", recipe_id)


def put_away(request: PageRequest, recipe_id: str) -> HttpResponse:
    """The recipe is followed and offered no more."""
    row = kept.recipe(request.actor, recipe_id)
    recipes.put_away(request.actor, recipe_id)
    toast(request, request.words.text("recipe.put_away", {"name": row.name}))
    return redirect("recipes")


def ask_again(request: PageRequest) -> HttpResponse:
    """What was decided about two names is open again."""
    form = request.POST
    names.ask_again(request.actor, form.get("kind", ""), form.get("name", ""), form.get("meant", ""))
    toast(request, request.words.text("names.asked_again"))
    return redirect("recipes")
