"""Showing a chart to one other person: a link that is made on purpose and shown once, or a file to mail."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from groundswell.domain.access.link_policy import refuse
from groundswell.domain.awareness.questions import Situation, question, questions_for
from groundswell.errors import UserError
from groundswell.records.selectors import organisation
from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.link_policy import maker, policy
from groundswell.records.services import sharing
from groundswell.records.services.openings import count_taking
from groundswell.records.services.sharing import ShareContent
from groundswell.reports.writing.html import html_file
from groundswell.web.middleware import LOOPBACK_HOSTS
from groundswell.web.pages.measure.exports import file_stem
from groundswell.web.pages.measure.load import Loaded, for_guests, load, with_corrections
from groundswell.web.pages.measure.opened import live_links
from groundswell.web.pages.shared.forms import OWN_QUESTION, ShareForm
from groundswell.web.pages.shared.picture import RENDERER_VERSION, parts
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link just made: the only time its address is known."""

    address: str
    ends: str
    only_here: bool


def share(request: PageRequest, measure_id: str) -> HttpResponse:
    """The question, the link, and the links that work now."""
    loaded = load(request, measure_id)
    form = _form(request, loaded)
    link = None
    if request.method == "POST" and form.is_valid():
        try:
            link = _make(request, loaded, form)
        except UserError as refused:
            form.add_error("days" if refused.code == "link_too_long" else None, request.words.error(refused))
    return _page(request, loaded, form, link)


def file(request: PageRequest, measure_id: str) -> HttpResponse:
    """The chart, its table and the question in one file that needs nothing else."""
    loaded = load(request, measure_id)
    form = _form(request, loaded)
    if request.method != "POST" or not form.is_valid():
        return _page(request, loaded, form, None)
    content = html_file(with_corrections(request, for_guests(request, loaded), guests=True).page, _question(request, form)).encode()
    sharing.shown_as_file(request.actor, loaded.line, content, loaded.record.as_of_seq)
    count_taking(request.actor, loaded.line.measure_id, "file", now=request.now)
    response = HttpResponse(content, content_type="text/html; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{file_stem(loaded)}.html") or "attachment"
    return response


def end(request: PageRequest, measure_id: str, share_id: str) -> HttpResponse:
    """Ends a link at once; whoever opens it sees the page of ended links."""
    loaded = load(request, measure_id)
    sharing.end_share(request.actor, share_id)
    toast(request, _("The link is ended. It shows nothing any more."))
    return HttpResponseRedirect(reverse("measure_share", args=[measure_id]) + loaded.query)


def _form(request: PageRequest, loaded: Loaded) -> ShareForm:
    few = all(segment.central_line is None for segment in loaded.page.chart.segments)
    situation = Situation.FEW if few else Situation(loaded.page.chart.word.value)
    offered = [(one.code, request.words.text(one.words)) for one in questions_for(situation)]
    initial = {"question": offered[0][0], "sender": request.actor.name}
    return ShareForm(request.POST or None, questions=offered, longest=policy().longest_days, initial=initial)


def _question(request: PageRequest, form: ShareForm) -> str:
    code: str = form.cleaned_data["question"]
    chosen = question(code)
    if code == OWN_QUESTION or chosen is None:
        return " ".join(form.cleaned_data["own_question"].split())
    return request.words.text(chosen.words)


def _make(request: PageRequest, loaded: Loaded, form: ShareForm) -> MadeLink:
    asked = _question(request, form)
    content = ShareContent(
        asked,
        parts(request, for_guests(request, loaded).page, sender=form.cleaned_data["sender"], organisation=organisation.settings().name),
        loaded.record.as_of_seq,
        RENDERER_VERSION,
    )
    made = sharing.share(request.actor, loaded.line, content, expires_at=request.now + timedelta(days=form.cleaned_data["days"]))
    reachable: str = settings.GROUNDSWELL_SHARE_ADDRESS
    base = f"http://{reachable}" if reachable else request.build_absolute_uri("/").rstrip("/")
    only_here = not reachable and split_domain_port(request.get_host())[0] in LOOPBACK_HOSTS
    ends = request.words.day(made.expires_at.astimezone(request.time_zone).date())
    return MadeLink(f"{base}{reverse('shared', args=[made.token])}", ends, only_here)


def _page(request: PageRequest, loaded: Loaded, form: ShareForm, link: MadeLink | None) -> HttpResponse:
    refused = form.is_bound and not form.is_valid()
    why_not = _why_not(request, loaded)
    context = {
        "section": "measures",
        "measure_name": loaded.record.definition.name,
        "back": loaded.address,
        "address": reverse("measure_share", args=[loaded.line.measure_id]) + loaded.query,
        "file_address": reverse("measure_file", args=[loaded.line.measure_id]) + loaded.query,
        "form": form,
        "summary_errors": form.summary() if refused else [],
        "link": link,
        "why_not": why_not,
        "links": live_links(request, loaded),
        "opened": reverse("measure_opened", args=[loaded.line.measure_id]) + loaded.query,
    }
    return render(request, "measure/share.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def _why_not(request: PageRequest, loaded: Loaded) -> str:
    """Why this person can make no link to this measure; empty where they can."""
    try:
        refuse(policy(), maker(request.actor, known(request.actor, loaded.line.measure_id)))
    except UserError as refused:
        return request.words.error(refused)
    return ""
