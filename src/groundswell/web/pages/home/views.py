"""The home page: all measures, the signals first; on the first day, the way from nothing to a first chart."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.domain.measurement.record import MeasureRecord
from groundswell.records.databases import identity
from groundswell.records.selectors.audiences import offers
from groundswell.records.selectors.definitions import board, catalogue
from groundswell.records.selectors.kept import Kept
from groundswell.records.selectors.org_units import is_asked_into_group, owners_of
from groundswell.records.selectors.portfolio import measures, portfolio
from groundswell.records.selectors.sharing import ReactionRow, all_reactions
from groundswell.reports.measure_page import MeasurePage, build_many
from groundswell.web.conditional import unless_known
from groundswell.web.pages.home.backups import backups_late
from groundswell.web.pages.home.presenter import Around, present, put_away_rows
from groundswell.web.requests import PageRequest

_kept: Kept[list[MeasurePage]] = Kept(8)


@require_safe
@unless_known
def home(request: PageRequest) -> HttpResponse:
    """Signals, routine, too early to tell; or the empty state."""
    near = board(request.actor)
    records = portfolio(request.actor, only=near)
    others = 0 if near is None else sum(state.in_use and one not in near for one, state in catalogue(request.actor).measures.items())
    away, offered = measures(request.actor, away=True), len(offers(request.actor))
    late = backups_late(request.actor, request.words, request.now, request.time_zone)
    about = {
        "section": "measures", "others": others, "offered": offered, "late": late,
        "groups_ask": request.shared and is_asked_into_group(request.actor, request.today),
    }  # fmt: skip
    if not records:
        no_post = request.shared and not request.actor.viewer.units
        return render(request, "home/empty.html", {**about, "put_away": put_away_rows(away), "no_post": no_post})
    pages = _small_pages(request, records)
    waiting: dict[str, ReactionRow] = {}
    for reaction in all_reactions(request.actor, unanswered=True):
        waiting.setdefault(reaction.measure_id, reaction)
    owners = owners_of(request.actor, {one.measure_id for one in records})
    shown = present(pages, request.words, Around(waiting, away, owners))
    return render(request, "home/home.html", {**about, "home": shown})


def _small_pages(request: PageRequest, records: list[MeasureRecord]) -> list[MeasurePage]:
    """The small page of each line. What draws them apart, its place in the record, eyes, day and words, is kept; what waits may change."""
    lines = tuple((one.measure_id, one.org_unit_id, one.unanswered, one.open_question) for one in records)
    key = (*identity(), records[0].as_of_seq, request.actor.viewer, request.words.tag, request.today, lines)
    return _kept.get(key) or _kept.put(key, build_many(records, request.words.tag, request.today))
