"""Answering a proposed split (accept with a cause, not yet, refuse, another date), and keeping or freeing limits."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from groundswell.domain.measurement.split_proposal import SplitProposal
from groundswell.domain.xmr.shift_rules import LOCKABLE_FROM
from groundswell.records.services import splits
from groundswell.web.pages.measure.act import NOTHING_AHEAD, Act, Ahead, act_page
from groundswell.web.pages.measure.limits import undo_address
from groundswell.web.pages.measure.load import Loaded, day_of, load
from groundswell.web.pages.measure.looking_ahead import look_ahead
from groundswell.web.pages.measure.proposal_card import page_with
from groundswell.web.pages.measure.proposal_forms import AcceptForm, KeepForm, KnownDateForm, NotYetForm, RefuseForm
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


def answer(request: PageRequest, measure_id: str, proposal_id: str, answer: str) -> HttpResponse:
    """One answer to a proposal. A proposal that is decided or gone leads back to the measure."""
    loaded = load(request, measure_id)
    proposal = next((one for one in loaded.record.proposals if one.id == proposal_id), None)
    page = _PAGES.get(answer)
    if page is None:
        raise Http404
    if proposal is None:
        toast(request, _("This proposal is decided already, or no longer found in the figures."))
        return HttpResponseRedirect(loaded.address)
    return page(request, loaded, proposal)


def _accept(request: PageRequest, loaded: Loaded, proposal: SplitProposal) -> HttpResponse:
    form = AcceptForm(request.POST or None)
    period = _period(request, loaded, proposal)
    act = Act(
        _("New limits from %(period)s on") % {"period": period},
        _("Right if you know what changed, if it is what you wanted or cannot be undone, and if it will stay."),
        _("Split here"),
    )
    if request.method == "POST" and form.is_valid():
        done = splits.accept(request.actor, loaded.line, proposal.id, form.cleaned_data["reason"])
        return _back(request, loaded, done, _("Split at %(period)s, as proposed.") % {"period": period})
    ahead = look_ahead(loaded.page, page_with(loaded, proposal, request.words.tag), request.words, asked=False)
    return act_page(request, loaded.where, act, form, Ahead(preview=ahead))


def _not_yet(request: PageRequest, loaded: Loaded, proposal: SplitProposal) -> HttpResponse:
    form = NotYetForm(request.POST or None)
    act = Act(_("Decide later"), _("The proposal rests until then. Nothing on the chart changes."), _("Ask me then"))
    if request.method == "POST" and form.is_valid():
        until = splits.Until(form.cleaned_data["until"], form.cleaned_data["more"])
        done = splits.postpone(request.actor, loaded.line, proposal.id, until, form.cleaned_data["reason"])
        return _back(request, loaded, done, _("The proposal rests until then."))
    return act_page(request, loaded.where, act, form)


def _refuse(request: PageRequest, loaded: Loaded, proposal: SplitProposal) -> HttpResponse:
    form = RefuseForm(request.POST or None)
    period = _period(request, loaded, proposal)
    act = Act(
        _("No new limits from %(period)s on") % {"period": period},
        _("The limits stay, and the signal stays a signal. This stretch is not proposed again."),
        _("Refuse it"),
    )
    if request.method == "POST" and form.is_valid():
        done = splits.refuse(request.actor, loaded.line, proposal.id, form.cleaned_data["reason"])
        return _back(request, loaded, done, _("The proposed split at %(period)s is refused.") % {"period": period})
    return act_page(request, loaded.where, act, form)


def _another_date(request: PageRequest, loaded: Loaded, proposal: SplitProposal) -> HttpResponse:
    form = KnownDateForm(request.POST or None, periods=loaded.periods()[:-1], initial={"period": proposal.day.isoformat()})
    act = Act(
        _("It changed on another date"),
        _("A date that you know is worth more than one that was found. New limits begin there."),
        _("Split there"),
    )
    if request.method == "POST" and form.is_valid():
        day = day_of(form.cleaned_data["period"])
        done = splits.changed_on(request.actor, loaded.line, proposal.id, day, form.cleaned_data["reason"])
        said = _("Split at %(period)s.") % {"period": dict(loaded.periods()).get(day.isoformat(), day.isoformat())}
        return _back(request, loaded, done, said)
    return act_page(request, loaded.where, act, form)


_PAGES = {"accept": _accept, "not-yet": _not_yet, "refuse": _refuse, "another-date": _another_date}


def keep(request: PageRequest, measure_id: str) -> HttpResponse:
    """Keep the limits of a stretch as its present figures make them, or let them follow all its figures again."""
    loaded = load(request, measure_id)
    stretches = _stretches(request, loaded)
    form = KeepForm(request.POST or None, periods=stretches, initial={"period": stretches[0][0] if stretches else ""})
    act = Act(
        _("Keep these limits, or free them"),
        _(
            "Kept limits stay as they are when figures are added. They can be kept from %(n)s figures on. Freed, they follow every figure. "
            "Where a figure that they rest on was revised, keep them anew to say that they are still right."
        )
        % {"n": LOCKABLE_FROM},
        _("Keep these limits"),
        second=_("Let them follow all figures"),
    )
    if request.method == "POST" and form.is_valid():
        day, reason = day_of(form.cleaned_data["period"]), form.cleaned_data["reason"]
        if "second" in request.POST:
            return _back(request, loaded, splits.free_limits(request.actor, loaded.line, day, reason), _("The limits follow all figures."))
        return _back(request, loaded, splits.keep_limits(request.actor, loaded.line, day, reason), _("The limits are kept."))
    return act_page(request, loaded.where, act, form, NOTHING_AHEAD)


def _stretches(request: PageRequest, loaded: Loaded) -> list[tuple[str, str]]:
    """The first period of each stretch, newest first, with whether its limits are kept."""
    chart = loaded.page.chart
    found = []
    for segment in reversed(loaded.page.analysis.segments):
        day, label = chart.points[segment.first].day, chart.points[segment.first].label
        if day is not None:
            found.append((day.isoformat(), _("%(period)s (limits kept)") % {"period": label} if segment.locked else label))
    return found


def _period(request: PageRequest, loaded: Loaded, proposal: SplitProposal) -> str:
    return request.words.period(proposal.day, loaded.record.series.cadence, "long", loaded.record.fiscal_start)


def _back(request: PageRequest, loaded: Loaded, act_id: str, said: str) -> HttpResponse:
    toast(request, said, undo_address(loaded, act_id))
    return HttpResponseRedirect(loaded.address)


