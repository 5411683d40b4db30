"""Steps on a measure design: evidence, candidates, ratings, the bigger picture, the choice (S09 to S13)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.domain.authoring.design_rules import ranked
from groundswell.domain.authoring.measure_design import HIGHEST, LOWEST, Aspect, Candidate, MeasureDesign, Side
from groundswell.domain.authoring.sessions.facts import ResultFacts
from groundswell.records.selectors.designs import CANDIDATE, EVIDENCE, PICTURE
from groundswell.records.services import designs
from groundswell.records.services.measure_from_design import make_measure
from groundswell.web.page_form import PageForm
from groundswell.web.pages.today.around import Around, Desk
from groundswell.web.pages.today.fields import choice_field, line_field, lines_of, optional, words_field
from groundswell.web.people_reason import PEOPLE
from groundswell.web.requests import PageRequest

ROWS = 3
"""Candidates that one form takes; S10 asks for three."""
PARTS = ("statistic", "population", "period")


class EvidenceForm(PageForm):
    """What one would notice; one line each, for both sides."""

    if_true = optional(words_field(_("If it were true, what would you see, hear or be told? One a line"), "", rows=4))
    if_not = optional(words_field(_("If it were not, what would you notice? One a line"), "", rows=3))

    def clean(self) -> dict[str, Any]:
        """At least one line on one of the sides."""
        data = super().clean() or {}
        if not self.errors and not data.get("if_true", "").strip() and not data.get("if_not", "").strip():
            self.add_error("if_true", _("Write one thing that somebody would notice."))
        return data


class PictureForm(PageForm):
    """What else would happen if the figure improved."""

    aspect = choice_field(
        _("What could go wrong if only this figure improved?"),
        _("Choose what it is about."),
        [
            (Aspect.CONSEQUENCE, _("Something else would suffer")),
            (Aspect.GAMING, _("The figure could look better while the thing does not")),
            (Aspect.HARM, _("Somebody could be harmed")),
            ("none", _("Nothing was found, and people were asked")),
        ],
    )
    text = optional(words_field(_("What exactly?"), "", about=_("For instance: holding letters are sent early.")))
    counter = optional(words_field(_("What could be done against it?"), "", about=_("For instance: only full answers count.")))
    asked = optional(
        forms.IntegerField(
            label=_("How many people were asked?"),
            min_value=1,
            max_value=10_000,
            widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
            error_messages={
                "invalid": _("Write a whole number."),
                "min_value": _("Ask at least one person."),
                "max_value": _("Write a whole number."),
            },
        )
    )

    def clean(self) -> dict[str, Any]:
        """Words for what could go wrong, or how many were asked."""
        data = super().clean() or {}
        if data.get("aspect") == "none" and not data.get("asked") and "asked" not in self.errors:
            self.add_error("asked", _("Write how many people were asked."))
        if data.get("aspect") not in (None, "none") and not data.get("text"):
            self.add_error("text", _("Write what exactly could happen."))
        return data


def evidence(around: Around, request: PageRequest) -> Desk:
    """S09."""
    shown = {"evidence": [one.text for one in _design(around).evidence]}
    return Desk(EvidenceForm(request.POST or None), _keep_evidence, "today/evidence.html", shown, *_sheet(around))


def _keep_evidence(around: Around, data: Mapping[str, Any]) -> str:
    there = {one.text.casefold() for one in _design(around).evidence}
    for side, text in ((Side.TRUE, data["if_true"]), (Side.NOT, data["if_not"])):
        for line in lines_of(text):
            if line.casefold() not in there:
                designs.write_line(around.request.actor, around.subject, EVIDENCE, {"text": line, "side": side.value})
    return around.subject


def candidates(around: Around, request: PageRequest) -> Desk:
    """S10: rows of statistic, population and period."""
    design = _design(around)
    form = PageForm(request.POST or None)
    labels = {
        "statistic": (gettext("Statistic"), gettext("For instance: median working days.")),
        "population": (gettext("Of whom or what"), gettext("For instance: from receipt of a complaint to its full answer.")),
        "period": (gettext("How often"), gettext("For instance: by month.")),
    }
    for row in range(ROWS):
        for part in PARTS:
            label, about = labels[part]
            field = line_field(gettext("Candidate %(n)s: %(part)s") % {"n": row + 1, "part": label}, "", about=about if row == 0 else "")
            field.required = row == 0 and not design.candidates
            field.error_messages["required"] = gettext("Write the first candidate in its three parts.")
            field.widget.attrs["class"] = "field"
            form.fields[f"{part}_{row}"] = field
    shown = {
        "evidence": [one.text for one in design.evidence],
        "candidates": [one.wording for one in design.candidates],
    }
    return Desk(form, _keep_candidates, "today/evidence.html", shown, *_sheet(around))


def _keep_candidates(around: Around, data: Mapping[str, Any]) -> str:
    for row in range(ROWS):
        fields = {part: data[f"{part}_{row}"] for part in PARTS}
        if fields["statistic"] or fields["population"]:
            designs.write_line(around.request.actor, around.subject, CANDIDATE, fields)
    return around.subject


def ratings(around: Around, request: PageRequest) -> Desk:
    """S11: how strongly, how easily; 1 to 7."""
    form = PageForm(request.POST or None)
    scale: list[tuple[str, Any]] = [(str(n), str(n)) for n in range(LOWEST, HIGHEST + 1)]
    asked = {
        "strength": gettext("Strength: 1 is loosely related, 7 is the result itself"),
        "feasibility": gettext("Feasibility: 1 needs a new system, 7 is at hand"),
    }
    for one in _design(around).candidates:
        for name, label in asked.items():
            choices = [("", gettext("Not rated yet")), *scale]
            field = choice_field(f"{one.wording}. {label}", gettext("Choose 1 to 7."), choices, radio=False)
            field.initial = str(getattr(one, name) or "")
            field.widget.attrs["class"] = "field short"
            form.fields[f"{name}_{one.id}"] = field
    return Desk(form, _keep_ratings, there=_sheet(around)[0], there_words=_sheet(around)[1])


def _keep_ratings(around: Around, data: Mapping[str, Any]) -> str:
    for one in _design(around).candidates:
        fields = {name: int(data[f"{name}_{one.id}"]) for name in ("strength", "feasibility")}
        designs.change_line(around.request.actor, around.subject, (CANDIDATE, one.id), fields)
    return around.subject


def picture(around: Around, request: PageRequest) -> Desk:
    """S12."""
    shown = {"picture": [(one.text, one.counter) for one in _design(around).picture]}
    return Desk(PictureForm(request.POST or None), _keep_picture, "today/picture.html", shown, *_sheet(around))


def _keep_picture(around: Around, data: Mapping[str, Any]) -> str:
    actor = around.request.actor
    if data["aspect"] == "none":
        designs.change_sheet(actor, around.subject, {"none_found_after": data["asked"]})
    else:
        fields = {name: data[name] for name in ("aspect", "text", "counter")}
        designs.write_line(actor, around.subject, PICTURE, fields)
    return around.subject


def choice(around: Around, request: PageRequest) -> Desk:
    """S13: which one, under what name, and why; a chosen candidate becomes a measure."""
    form = PageForm(request.POST or None)
    in_order = ranked(_design(around).candidates)
    choices = [(one.id, _rated(one)) for one in in_order]
    needed = gettext("Choose one of the candidates.")
    which = choice_field(gettext("Which one is the right balance of strong and feasible?"), needed, choices)
    name = line_field(
        gettext("A short name"), gettext("Write a short name."), about=gettext("A few words of the result, without KPI or target.")
    )
    description = words_field(gettext("In one sentence: statistic, population, period"), gettext("Write it in one sentence."))
    reason = words_field(gettext("Why this one, and why not the others?"), gettext("Write why."))
    for one in (name, description, reason):
        one.widget.attrs["class"] = "field"
    chosen = next(iter(_design(around).chosen), in_order[0] if in_order else None)
    if chosen is not None:
        which.initial, name.initial, description.initial = chosen.id, chosen.name, chosen.description or f"{chosen.wording}."
    reason.initial = _design(around).reason
    form.fields |= {"which": which, "name": name, "description": description, "reason": reason}
    return Desk(form, _keep_choice, there=_sheet(around)[0], there_words=_sheet(around)[1])


def _keep_choice(around: Around, data: Mapping[str, Any]) -> str:
    actor, result_id = around.request.actor, around.subject
    for one in _design(around).chosen:
        if one.id != data["which"]:
            designs.change_line(actor, result_id, (CANDIDATE, one.id), {"chosen": False})
    fields = {"chosen": True, "name": data["name"], "description": data["description"]}
    designs.change_line(actor, result_id, (CANDIDATE, data["which"]), fields)
    designs.change_sheet(actor, result_id, {"reason": data["reason"]})
    make_measure(actor, result_id, data["which"], data.get(PEOPLE, ""))
    return result_id


def _rated(one: Candidate) -> str:
    if one.strength is None or one.feasibility is None:
        return one.wording
    values = {"wording": one.wording, "strength": one.strength, "feasibility": one.feasibility}
    return gettext("%(wording)s (strength %(strength)s, feasibility %(feasibility)s)") % values


def _design(around: Around) -> MeasureDesign:
    found = around.material
    return (found.design if isinstance(found, ResultFacts) else None) or MeasureDesign(around.subject)


def _sheet(around: Around) -> tuple[str, str]:
    """The way to the whole sheet."""
    found = around.material
    map_id = found.map_id if isinstance(found, ResultFacts) else ""
    return (reverse("design", args=[map_id, around.subject]) if map_id else "", gettext("The whole design sheet"))
