"""The tools of what is wanted: set, change and withdraw a target; set and end a minimum standard. Each with its reason and Undo."""

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from groundswell.domain.improvement.levels import newest_level
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.target import Standard, Target, TargetKind, standard_on
from groundswell.errors import UserError
from groundswell.records.services import targets
from groundswell.web.page_form import PageForm
from groundswell.web.pages.measure.act import Act, act_page
from groundswell.web.pages.measure.limits import undo_address
from groundswell.web.pages.measure.load import Loaded, day_of, load
from groundswell.web.pages.measure.target_forms import EndForm, StandardForm, TargetForm
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


def target(request: PageRequest, measure_id: str) -> HttpResponse:
    """A target, or (``day`` in the address) another value, kind or date for one that stands."""
    loaded = load(request, measure_id)
    standing = _standing(loaded, request.GET.get("day", ""))
    form = TargetForm(request.POST or None, words=request.words, unit=_unit(loaded), initial=_initial(loaded, standing))
    act = Act(
        _("Change the target") if standing else _("Set a target"),
        _("A point at its date. One month there would not be it: the level of the process has to move. %(now)s")
        % {"now": _now(loaded, request)},
        _("Keep this target"),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wanted = Target(data["value"], data["day"], kind=TargetKind(data["kind"]), set_on=request.today)
        instead_of = standing.day if standing else None
        done = _done(form, request, lambda: targets.set_target(
            request.actor, loaded.line, wanted, data["reason"], instead_of=instead_of
        ))
        if done:
            return _back(request, loaded, done, _("The target is on the record."))
    return act_page(request, loaded.where, act, form)


def withdraw(request: PageRequest, measure_id: str) -> HttpResponse:
    """A target is wanted no longer; the history keeps it."""
    loaded = load(request, measure_id)
    standing = _standing(loaded, request.GET.get("day", ""))
    if standing is None:
        raise Http404
    form = EndForm(request.POST or None)
    named = next((aim.named for aim in loaded.page.chart.wanted.aims if aim.day == standing.day), "")
    act = Act(_("Withdraw the target"), _("Wanted until now: %(target)s.") % {"target": named}, _("Withdraw it"))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = targets.withdraw_target(request.actor, loaded.line, standing.day, reason, today=request.today)
        return _back(request, loaded, done, _("The target is withdrawn."))
    return act_page(request, loaded.where, act, form)


def standard(request: PageRequest, measure_id: str) -> HttpResponse:
    """A minimum standard from a day on, in place of the one before it."""
    loaded = load(request, measure_id)
    now = standard_on(loaded.record.standards, loaded.today)
    value = _shown(now.value, loaded, request) if now and now.value else request.GET.get("figure", "")
    initial = {"value": value, "day": request.GET.get("day") or loaded.today}
    form = StandardForm(request.POST or None, words=request.words, unit=_unit(loaded), initial=initial)
    act = Act(
        _("Set a minimum standard"),
        _("What every single figure has to meet, because somebody asks for it. It is no target: nothing is to be reached."),
        _("Keep this standard"),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wanted = Standard(data["value"], data["day"], set_on=request.today)
        done = _done(form, request, lambda: targets.set_standard(request.actor, loaded.line, wanted, data["reason"]))
        if done:
            return _back(request, loaded, done, _("The standard is on the record."))
    return act_page(request, loaded.where, act, form)


def end_standard(request: PageRequest, measure_id: str) -> HttpResponse:
    """The standard ends today; the history keeps it."""
    loaded = load(request, measure_id)
    now = standard_on(loaded.record.standards, loaded.today)
    if now is None or now.value is None:
        raise Http404
    form = EndForm(request.POST or None)
    lead = _("In force until now: %(standard)s.") % {"standard": loaded.page.chart.wanted.standard}
    act = Act(_("End the standard"), lead, _("End it today"))
    if request.method == "POST" and form.is_valid():
        ended = Standard(None, loaded.today, set_on=request.today)
        done = targets.set_standard(request.actor, loaded.line, ended, form.cleaned_data["reason"])
        return _back(request, loaded, done, _("The standard has ended."))
    return act_page(request, loaded.where, act, form)


def _done(form: PageForm, request: PageRequest, work: Callable[[], str]) -> str:
    """The act's id; a refusal becomes the sentence of the field that it is about, and gives an empty one."""
    try:
        return work()
    except UserError as refused:
        if refused.code == "already_so":
            form.add_error("value", _("This stands already. Write another figure, or leave it as it is."))
        elif refused.code in ("target_beyond_bound", "spread_not_positive"):
            form.add_error("value", request.words.error(refused))
        else:
            raise
    return ""


def _standing(loaded: Loaded, day: str) -> Target | None:
    """The target of the day that the address names; none where it names none. Raises Http404 for a day without one."""
    if not day:
        return None
    wanted = day_of(day)
    found = next((one for one in loaded.record.targets if one.day == wanted), None)
    if found is None:
        raise Http404
    return found


def _initial(loaded: Loaded, standing: Target | None) -> dict[str, str | date]:
    if standing is None:
        return {"kind": TargetKind.CENTRAL_LINE.value}
    return {"value": _plain(standing.value, loaded), "day": standing.day, "kind": standing.kind.value}


def _plain(value: Exact, loaded: Loaded) -> str:
    """The figure as it is typed: a share as a percentage, without signs."""
    shift = loaded.page.words.figure_form(_unit(loaded), None).shift
    return str(Exact(value.coef * 10**shift, value.scale))


def _shown(value: Exact, loaded: Loaded, request: PageRequest) -> str:
    return request.words.figure_form(_unit(loaded), None).bare(value)


def _unit(loaded: Loaded) -> str:
    return loaded.record.definition.measurement_unit


def _now(loaded: Loaded, request: PageRequest) -> str:
    """Where the process stands, beside the field for where it should."""
    if newest_level(loaded.page.analysis) is None:
        needed = loaded.page.analysis.rule_set.fewest_figures
        return _("It needs a level to start from: limits appear from %(needed)s figures on.") % {"needed": needed}
    return _("Now: %(line)s.") % {"line": loaded.page.line}


def _back(request: PageRequest, loaded: Loaded, act_id: str, said: str) -> HttpResponse:
    toast(request, said, undo_address(loaded, act_id))
    return HttpResponseRedirect(f"{loaded.address}#wanted")
