"""Confirm: see what would change, then store it as one batch."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.engine.intake import Intake
from groundswell.engine.mapping import remember
from groundswell.records.selectors import portfolio
from groundswell.records.selectors import recipes as kept_recipes
from groundswell.records.selectors import uploads as kept_uploads
from groundswell.records.selectors.uploads import RunRow
from groundswell.records.services import intake as intakes
from groundswell.records.services import measures, recipes, uploads
from groundswell.records.services.diff import Diff
from groundswell.records.services.drafting import Told
from groundswell.records.services.intake import Prepared
from groundswell.records.services.name_questions import UnsureName, unsure_names
from groundswell.records.services.named_persons import FOR_PEOPLE
from groundswell.web.pages.bring import desk, storing
from groundswell.web.pages.bring.check import Material, percentages_of
from groundswell.web.pages.bring.choices import KEEP, Choices
from groundswell.web.pages.bring.confirm import REASONS, ConfirmPage, confirm_page, filtered, with_numbers
from groundswell.web.pages.bring.name_views import name_questions, renamed_lines
from groundswell.web.pages.bring.people_views import people_part
from groundswell.web.pages.bring.recipe_part import recipe_part
from groundswell.web.pages.bring.sums import sums_of
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

BOUNDS = (Exact.parse("0"), Exact.parse("100"))
SHARE_BOUNDS = (Exact.parse("0"), Exact.parse("1"))


@dataclass(frozen=True, slots=True)
class _Before:
    """All that is worked out before anything is stored."""

    material: Material
    brought: Intake
    prepared: Prepared
    unsure: Sequence[UnsureName]

    @property
    def diff(self) -> Diff:
        return self.prepared.diff


def confirm(request: PageRequest, upload_id: str) -> HttpResponse:
    """Was → now before anything is stored; the button stores exactly what the page showed."""
    on_desk = desk.material(request.actor, upload_id)
    if on_desk.proposal.open_questions:
        return redirect("bring_sheet", upload_id)
    brought = filtered(on_desk.intake, on_desk.choices)
    prepared = desk.prepared(request.actor, on_desk, brought)
    before = _Before(on_desk, brought, prepared, unsure_names(request.actor, brought))
    if request.method != "POST":
        return _page(request, before, _confirm_page(request, before, on_desk.choices))
    reasons = {change.key: request.POST.get(f"why-{number}", "") for number, change in enumerate(before.diff.changed)}
    chosen = replace(on_desk.choices, reasons={key: code for key, code in reasons.items() if code in REASONS})
    page = _confirm_page(request, before, chosen)
    error = _refusal(request, before, page)
    if error:
        desk.choose(request.actor, upload_id, chosen)
        return _page(request, before, page, error)
    return _store(request, before, chosen)


def _confirm_page(request: PageRequest, before: _Before, chosen: Choices) -> ConfirmPage:
    return confirm_page(
        before.material.id, before.diff, before.brought, chosen, _touched(request, before), request.words
    )


def _touched(request: PageRequest, before: _Before) -> list[MeasureRecord]:
    """The lines as they stand of the measures that the file has figures for."""
    return portfolio.portfolio(request.actor, only=before.diff.measure_ids)


def _refusal(request: PageRequest, before: _Before, page: ConfirmPage) -> str:
    """Why it cannot be stored as it was sent: the record moved on, names are open, or a full sheet was not confirmed."""
    if request.POST.get("as_of") != str(page.as_of_seq):
        return request.words.text("confirm.moved_on")
    if before.diff.people and before.material.choices.people != KEEP:
        return request.words.text("confirm.people_first" if before.diff.people.persons else "confirm.few_first")
    if before.unsure:
        return request.words.text("confirm.names_first")
    if page.full_sheets and request.POST.get("whole") != "1":
        return request.words.text("confirm.whole_missing")
    return ""


def _page(request: PageRequest, before: _Before, page: ConfirmPage, error: str = "") -> HttpResponse:
    words, renamed = request.words, before.diff.renamed
    context = {
        "section": "bring",
        "page": page,
        "error": error,
        "recipe": recipe_part(request, before.material),
        "sums": sums_of(before.material.intake, words),
        "people": people_part(before.diff.people, before.material, request),
        "names": (asked := name_questions(before.unsure, words)),
        "names_mixed": 0 < sum(one.is_marked for one in asked) < len(asked),
        "names_heading": words.text("names.heading", {"n": len(before.unsure)}),
        "names_ask": words.text("confirm.names_ask", {"n": len(before.unsure)}),
        "renamed": renamed_lines(renamed, words),
        "renamed_heading": words.text("confirm.renamed", {"n": len(renamed)}),
    }
    return render(request, "bring/confirm.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK)


def _store(request: PageRequest, before: _Before, chosen: Choices) -> HttpResponse:
    """One batch, all or nothing; then the recipe is kept, the file goes, and a toast offers to undo."""
    words, on_desk = request.words, before.material
    reasons = {key: words.text(f"change_reason.{code}") for key, code in chosen.reasons.items()}
    reasons[FOR_PEOPLE] = chosen.people_reason

    def work(told: Told) -> dict[str, str | int]:
        stored = intakes.store_prepared(request.actor, before.prepared, reasons=reasons, told=told)
        if chosen.percent_bounds:
            _bound(request, before.brought, stored.measure_ids)
        name = chosen.recipe_name or on_desk.proposal.recipe
        if chosen.remember and name:
            _remember(request, on_desk, replace(chosen, recipe_name=name))
        uploads.done(request.actor, on_desk.id, stored.batch_ref)
        desk.forget(on_desk.id)
        count = len(with_numbers(stored.diff.new)[0]) + len(stored.diff.changed)
        return {
            "batch": stored.batch_ref or "",
            "count": count,
            "measure": stored.measure_ids[0] if len(stored.measure_ids) == 1 else "",
        }

    begun = storing.begin(on_desk.id, work)
    row = kept_uploads.run(request.actor, begun.run_id)
    return HttpResponseRedirect(stored_url(request, row)) if row.state == "done" else redirect("run", begun.run_id)


def stored_url(request: PageRequest, row: RunRow) -> str:
    """Where to go once all is stored, with a toast that offers to undo it."""
    if row.values["batch"]:
        undo = reverse("record_undo", args=[row.values["batch"]]) + "?at_once=1"
        toast(request, request.words.text("confirm.stored_toast", {"n": row.values["count"]}), undo)
    return reverse("measure", args=[row.values["measure"]]) if row.values["measure"] else reverse("home")


def _remember(request: PageRequest, on_desk: Material, chosen: Choices) -> None:
    """What was said of this file goes into its recipe: a new version where something changed."""
    earlier = kept_recipes.by_name(request.actor, chosen.recipe_name)
    recipe = remember(on_desk.proposal, on_desk.workbook, chosen.recipe_name, None if earlier is None else earlier.recipe)
    every = on_desk.intake.observations
    measures_here, places_here = {one.measure for one in every}, {one.org_unit for one in every}
    recipes.keep(
        request.actor,
        replace(
            recipe,
            not_measures=_not_kept(recipe.not_measures, measures_here, chosen.dropped_measures),
            not_places=_not_kept(recipe.not_places, places_here, chosen.dropped_places),
        ),
    )


def _not_kept(earlier: tuple[str, ...], here: Collection[str | None], dropped: Collection[str]) -> tuple[str, ...]:
    """Names that are not kept: those of this file, and earlier ones that this file does not have."""
    return tuple(sorted({*(name for name in earlier if name not in here), *dropped}))


def _bound(request: PageRequest, brought: Intake, measure_ids: tuple[str, ...]) -> None:
    """A person said that the percentages of this file lie between 0 and 100: said once, kept with each definition."""
    percentages = set(percentages_of(brought))
    for record in portfolio.portfolio(request.actor, only=measure_ids):
        definition = record.definition
        if record.measure_id in measure_ids and definition.name in percentages and definition.lower_bound is None:
            low, high = SHARE_BOUNDS if definition.measurement_unit == "share" else BOUNDS
            bounded = replace(definition, lower_bound=low, upper_bound=high)
            measures.define(request.actor, record.measure_id, bounded, reason=request.words.text("bring.bounds_reason"))
