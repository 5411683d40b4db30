"""All measures as they were after a batch: what each chart said then, and the anchor of the record then."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from groundswell.records.selectors import batches as kept
from groundswell.records.selectors import ledger
from groundswell.records.selectors.definitions import board
from groundswell.records.selectors.portfolio import portfolio
from groundswell.reports.measure_page import MeasurePage, build_many
from groundswell.web.pages.record.presenter import shown_batch
from groundswell.web.requests import PageRequest


@dataclass(frozen=True, slots=True)
class ThenRow:
    """One measure at one place, as it was. ``href`` leads to its earlier picture beside today's."""

    name: str
    place: str
    figure: str
    label: str
    word: str
    line: str
    href: str


def then(request: PageRequest, batch_ref: str) -> HttpResponse:
    """The page. Nothing on it is kept: it is drawn again from what was on record after that batch."""
    batch = kept.batch(request.actor, batch_ref)
    following = kept.following(request.actor, batch.id)
    pages = build_many(portfolio(request.actor, batch.last_seq, only=board(request.actor)), request.words.tag, None)
    context = {
        "section": "record",
        "batch": shown_batch(request, batch),
        "says": request.words.text("anchor.then", {"n": batch.last_seq}),
        "anchor": ledger.anchor_at(request.actor, batch.last_seq),
        "rows": [_row(page, following) for page in pages],
        "newest": not following,
    }
    return render(request, "record/then.html", context)


def _row(page: MeasurePage, following: str) -> ThenRow:
    place = page.record.org_unit_id
    query = {**({"before": following} if following else {}), **({"place": place} if place else {})}
    address = reverse("measure_earlier" if following else "measure", args=[page.measure_id])
    chart = page.chart
    return ThenRow(
        chart.title, page.record.org_unit or "", page.latest_figure, page.latest_label, chart.word_text, page.line,
        address + (f"?{urlencode(query)}" if query else ""),
    )
