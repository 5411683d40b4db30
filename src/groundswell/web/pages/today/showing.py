"""Steps of showing a chart: to whom and with which question, their first words, an answer (S23 to S25)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.domain.awareness.questions import Situation, questions_for
from groundswell.records.selectors.sharing import reactions
from groundswell.records.selectors.writings import reading_of
from groundswell.records.services import sharing, writings
from groundswell.records.services.sharing import Words
from groundswell.web.page_form import PageForm
from groundswell.web.pages.measure.load import Loaded, load_line
from groundswell.web.pages.measure.talk import kinds
from groundswell.web.pages.shared.forms import TypedReactionForm
from groundswell.web.pages.today.around import Around, Desk
from groundswell.web.pages.today.fields import choice_field, line_field, words_field
from groundswell.web.requests import PageRequest


class ShowForm(PageForm):
    """One person, one question, a day."""

    person = line_field(_("Whom will you show it to?"), _("Write one person or role."), about=_("Somebody who would be glad to see it."))
    question = choice_field(_("Which question goes with it?"), _("Choose one question."), [])
    when = forms.DateField(
        label=_("When?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"required": _("Write a day, such as 2026-12-01."), "invalid": _("Write a day, such as 2026-12-01.")},
    )


def choose(around: Around, request: PageRequest) -> Desk:
    """S23."""
    loaded = load_line(request, around.line)
    there = reading_of(around.line)
    offered = [(text, text) for text in (request.words.text(one.words) for one in questions_for(_situation(loaded)))]
    kept = there.get("show_question")
    if kept and (kept, kept) not in offered:
        offered.insert(0, (kept, kept))
    names = {"person": "show_person", "question": "show_question", "when": "show_when"}
    form = ShowForm(request.POST or None, initial={field: there.get(name, "") for field, name in names.items()})
    form.offer("question", offered)
    return Desk(form, _keep_whom, there=reverse("measure_share", args=[around.subject]) + loaded.query, there_words=gettext("Make a link"))


def _situation(loaded: Loaded) -> Situation:
    return Situation.FEW if loaded.page.too_few else Situation(loaded.page.chart.word.value)


def _keep_whom(around: Around, data: Mapping[str, Any]) -> str:
    fields = {"show_person": data["person"], "show_question": data["question"], "show_when": data["when"].isoformat()}
    writings.write_reading(around.request.actor, around.line, fields)
    return around.subject


def first_words(around: Around, request: PageRequest) -> Desk:
    """S24: what they said first; or a link, where they say it themselves."""
    loaded = load_line(request, around.line)
    there = reading_of(around.line)
    shown = {"person": there.get("show_person", ""), "question": there.get("show_question", "")}
    share = reverse("measure_share", args=[around.subject]) + loaded.query
    form = TypedReactionForm(request.POST or None, kinds=kinds(request), initial={"name": there.get("show_person", "")})
    for name, needed in (("words", _("Write what you heard, in their words.")), ("kind", _("Choose which kind it was."))):
        form.fields[name].required = True
        form.fields[name].error_messages["required"] = needed
    return Desk(form, _keep_words, "today/shown.html", shown, share, gettext("Make a link, or a file to mail"))


def _keep_words(around: Around, data: Mapping[str, Any]) -> str:
    words = Words(kind=data["kind"], text=data["words"], name=data["name"])
    sharing.type_reaction(around.request.actor, around.line, words, now=around.request.now)
    return around.subject


def answer(around: Around, request: PageRequest) -> Desk:
    """S25: one change, reply or task for each first words that wait."""
    loaded = load_line(request, around.line)
    form = PageForm(request.POST or None)
    for one in _waiting(around):
        label = f"“{one.text or request.words.text(f'reaction_tap.{one.kind}')}”" + (f" {one.name}" if one.name else "")
        field = words_field(label, gettext("Write one change, one reply or one task."), about=gettext("One change, one reply or one task."))
        field.widget.attrs["class"] = "field"
        form.fields[f"answer_{one.id}"] = field
    has_any = bool(form.fields)
    return Desk(form if has_any else None, _keep_answers, there=f"{loaded.address}#talk", there_words=gettext("What people said"))


def _waiting(around: Around) -> list[Any]:
    return [one for one in reactions(around.request.actor, around.line) if one.answered_at is None and not one.erased]


def _keep_answers(around: Around, data: Mapping[str, Any]) -> str:
    for one in _waiting(around):
        sharing.answer(around.request.actor, one.id, data[f"answer_{one.id}"], now=around.request.now)
    return around.subject
