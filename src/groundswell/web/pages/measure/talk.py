"""What people say about a chart: notes, first words that were heard, answers."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from groundswell.records.selectors import sharing as shown
from groundswell.records.services import notes, sharing
from groundswell.records.services.sharing import Words
from groundswell.web.pages.measure.act import Act, act_page
from groundswell.web.pages.measure.forms import NoteForm
from groundswell.web.pages.measure.limits import undo_address
from groundswell.web.pages.measure.load import day_of, load
from groundswell.web.pages.shared.forms import KINDS, AnswerForm, TypedReactionForm
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


def note(request: PageRequest, measure_id: str) -> HttpResponse:
    """Words about one period; a lettered pin on the chart."""
    loaded = load(request, measure_id)
    periods = loaded.periods()
    form = NoteForm(request.POST or None, periods=periods, initial={"period": request.GET.get("period", "")})
    if request.method == "POST" and form.is_valid():
        day = day_of(form.cleaned_data["period"])
        done = notes.note(request.actor, loaded.line, day, form.cleaned_data["text"], author=request.actor.name)
        toast(request, _("Note added at %(period)s.") % {"period": dict(periods)[day.isoformat()]}, undo_address(loaded, done))
        return HttpResponseRedirect(loaded.address)
    act = Act(_("Add a note"), _("What was happening? It appears as a lettered pin, with its text under the chart."), _("Add this note"))
    return act_page(request, loaded.where, act, form)


def type_reaction(request: PageRequest, measure_id: str) -> HttpResponse:
    """First words that the owner heard from somebody, typed in."""
    loaded = load(request, measure_id)
    form = TypedReactionForm(request.POST or None, kinds=kinds(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        sharing.type_reaction(request.actor, loaded.line, Words(kind=data["kind"], text=data["words"], name=data["name"]), now=request.now)
        toast(request, _("Their first words are kept as you wrote them."))
        return HttpResponseRedirect(f"{loaded.address}#talk")
    act = Act(
        _("Write down what somebody said"),
        _("First words are worth more than a summary. A name only if they agree."),
        _("Keep these words"),
    )
    return act_page(request, loaded.where, act, form)


def answer(request: PageRequest, measure_id: str, reaction_id: str) -> HttpResponse:
    """The owner's answer to somebody's first words."""
    loaded = load(request, measure_id)
    reaction = next((one for one in shown.reactions(request.actor, loaded.line) if one.id == reaction_id), None)
    if reaction is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sharing.answer(request.actor, reaction_id, form.cleaned_data["text"], now=request.now)
        toast(request, _("Your answer stands beside their words."))
        return HttpResponseRedirect(f"{loaded.address}#talk")
    heading = _("Answer %(name)s") % {"name": reaction.name} if reaction.name else _("Answer the visitor")
    act = Act(heading, f"“{reaction.text}”", _("Keep this answer"))
    return act_page(request, loaded.where, act, form)


def kinds(request: PageRequest) -> list[tuple[str, str]]:
    """The nine kinds with the words of their chips."""
    return [(kind.value, request.words.text(f"reaction_tap.{kind.value}")) for kind in KINDS]
