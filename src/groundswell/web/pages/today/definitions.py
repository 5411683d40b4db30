"""Steps on a definition and its data: formula, items, source, figures, the data check (S14 to S18)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.domain.authoring.formula.parsing import parse
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.xmr.data_check import Flag, check_data
from groundswell.engine.periods import Calendar
from groundswell.errors import UserError
from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.writings import reading_of
from groundswell.records.services import intake as intakes
from groundswell.records.services import measures, writings
from groundswell.records.services.named_persons import FOR_PEOPLE
from groundswell.web.page_form import PageForm
from groundswell.web.pages.measure.forms import PasteForm
from groundswell.web.pages.measure.load import load_line
from groundswell.web.pages.measure.older import figures_of_paste, paste_errors
from groundswell.web.pages.measure.pasting import read_pasted
from groundswell.web.pages.today.around import Around, Desk
from groundswell.web.pages.today.fields import choice_field, line_field, optional, words_field
from groundswell.web.people_reason import PEOPLE
from groundswell.web.requests import PageRequest

CADENCES = (Cadence.DAY, Cadence.WEEK, Cadence.MONTH, Cadence.QUARTER, Cadence.HALF_YEAR, Cadence.YEAR)


class FormulaForm(PageForm):
    """How it is worked out: formula, unit, scope, cadence."""

    formula = words_field(
        _("How is it worked out?"),
        _("Write the formula in words and signs."),
        about=_("Data items in brackets: [answered in time] / [received] * 100"),
    )
    measurement_unit = line_field(_("Counted in"), _("Write what it counts."), about=_("For instance working days, %, reports."), most=80)
    population = words_field(_("Whom or what does it cover, and what not?"), _("Write whom or what it covers."))
    cadence = choice_field(_("How often?"), _("Choose how often."), [], radio=False)


class SourceForm(PageForm):
    """Where the data are, or who was asked."""

    known = choice_field(
        _("Where are the figures?"),
        _("Choose one of the two."),
        [("confirmed", _("I have seen them, and I know where they come from")), ("asked", _("I have asked somebody"))],
    )
    asked_whom = optional(line_field(_("Whom?"), ""))
    asked_when = optional(
        forms.DateField(
            label=_("When?"),
            widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
            error_messages={"invalid": _("Write a day, such as 2026-11-30.")},
        )
    )

    def clean(self) -> dict[str, Any]:
        """A request has a name and a day."""
        data = super().clean() or {}
        if data.get("known") == "asked":
            for name, needed in (("asked_whom", _("Write whom you asked.")), ("asked_when", _("Write on which day."))):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, needed)
        return data


def formula(around: Around, request: PageRequest) -> Desk:
    """S14."""
    definition = _definition(around)
    entry = definition.entry
    initial = {
        "formula": entry.formula,
        "measurement_unit": definition.measurement_unit,
        "population": entry.population,
        "cadence": definition.cadence.value,
    }
    form = FormulaForm(request.POST or None, initial=initial)
    form.offer("cadence", [(one.value, request.words.text(f"definition.choice.cadence.{one.value}")) for one in CADENCES])
    return Desk(form, _keep_formula, there=_definition_page(around), there_words=gettext("The whole definition"))


def _keep_formula(around: Around, data: Mapping[str, Any]) -> str:
    definition = _definition(around)
    entry = replace(definition.entry, formula=data["formula"], population=data["population"])
    changed = replace(definition, measurement_unit=data["measurement_unit"], cadence=Cadence(data["cadence"]), entry=entry)
    measures.define(around.request.actor, around.subject, changed, reason=gettext("Definition written"))
    return around.subject


def items(around: Around, request: PageRequest) -> Desk:
    """S15: each item of the formula, with its source and who records it."""
    form = PageForm(request.POST or None)
    for at, item in enumerate(items_of(_definition(around))):
        asked = {
            "source": gettext("Where does “%(item)s” come from?") % {"item": item.name},
            "recorder": gettext("Who records “%(item)s”, by their role?") % {"item": item.name},
        }
        for name, label in asked.items():
            field = line_field(label, gettext("Write it in a few words, or write that nobody knows yet."))
            field.initial = getattr(item, name)
            field.widget.attrs["class"] = "field"
            form.fields[f"{name}_{at}"] = field
    return Desk(form, _keep_items, there=_definition_page(around), there_words=gettext("The whole definition"))


def _keep_items(around: Around, data: Mapping[str, Any]) -> str:
    definition = _definition(around)
    written = tuple(
        replace(item, source=data[f"source_{at}"], recorder=data[f"recorder_{at}"]) for at, item in enumerate(items_of(definition))
    )
    changed = replace(definition, entry=replace(definition.entry, items=written))
    measures.define(around.request.actor, around.subject, changed, reason=gettext("Data items written"))
    return around.subject


def items_of(definition: MeasureDefinition) -> tuple[DataItem, ...]:
    """The items that are described, and those that the formula names beside them; the measure itself where it names none."""
    there = {item.name: item for item in definition.entry.items}
    named = names_in(definition.entry.formula)
    found = {**{name: there.get(name) or DataItem(name) for name in named}, **there}
    return tuple(found.values()) or (DataItem(definition.name),)


def names_in(text: str) -> tuple[str, ...]:
    """The data items that a formula names; none where it cannot be read."""
    try:
        return parse(text).item_names
    except UserError:
        return ()


def source(around: Around, request: PageRequest) -> Desk:
    """S16."""
    return Desk(SourceForm(request.POST or None), _keep_source, there=_definition_page(around), there_words=gettext("The whole definition"))


def _keep_source(around: Around, data: Mapping[str, Any]) -> str:
    day = data.get("asked_when")
    fields = {"known": data["known"], "asked_whom": data["asked_whom"], "asked_when": day.isoformat() if day else None}
    writings.write_source(around.request.actor, around.subject, fields)
    return around.subject


def figures(around: Around, request: PageRequest) -> Desk:
    """S17: a paste of two columns for this measure, or a sheet on the page that brings data."""
    there = (reverse("bring"), gettext("Bring the whole sheet"))
    return Desk(PasteForm(request.POST or None) if around.subject else None, _keep_figures, "", {}, *there)


def _keep_figures(around: Around, data: Mapping[str, Any]) -> str:
    request = around.request
    loaded = load_line(request, around.line)
    calendar = Calendar(fiscal_start=request.organisation.fiscal_year_start, school_start=request.organisation.school_year_start)
    pasted = read_pasted(data["pasted"], loaded.record, calendar)
    if errors := paste_errors(request, pasted):
        raise UserError("paste_refused", {"first": errors[0], "n": len(errors)})
    intake = figures_of_paste(request, data["pasted"], pasted)
    diff = intakes.preview(request.actor, intake)
    if diff.changed:
        raise UserError("paste_changes_figures", {"n": len(diff.changed)})
    intakes.store(request.actor, intake, confirmed=diff, reasons={FOR_PEOPLE: data.get(PEOPLE, "")})
    return around.subject


def data_check(around: Around, request: PageRequest) -> Desk:
    """S18: each flag is kept or was corrected, with a note."""
    loaded = load_line(request, around.line)
    flags = check_data(loaded.record.series, loaded.page.analysis)
    answered = dict(one.partition("=")[::2] for one in reading_of(around.line).get("flags_answered") or ())
    form = PageForm(request.POST or None)
    for at, flag in enumerate(flags):
        field = words_field(_flag_words(request, flag, loaded.page.chart.points), gettext("Write why it may stand, or what you corrected."))
        field.initial = answered.get(flag.key, "")
        field.widget.attrs["class"] = "field"
        form.fields[f"flag_{at}"] = field
    form.fields["read"] = forms.BooleanField(
        label=gettext("I have read what the check says."),
        error_messages={"required": gettext("Tick it once you have read it.")},
        initial=bool(reading_of(around.line).get("check_read")),
    )
    shown = {"clean": not flags, "figures": loaded.record.series.figures}
    return Desk(form, _keep_check, "today/check.html", shown, loaded.address, gettext("The measure’s page, where figures are corrected"))


def _flag_words(request: PageRequest, flag: Flag, points: Any) -> str:
    point = points[flag.at] if flag.at is not None and flag.at < len(points) else None
    values = {"period": point.label if point is not None else "", "figure": point.figure if point is not None else ""}
    return request.words.text(f"data_flag.{flag.kind}", values)


def _keep_check(around: Around, data: Mapping[str, Any]) -> str:
    loaded = load_line(around.request, around.line)
    flags = check_data(loaded.record.series, loaded.page.analysis)
    answers = [f"{flag.key}={data[f'flag_{at}']}" for at, flag in enumerate(flags)]
    writings.write_reading(around.request.actor, around.line, {"check_read": True, "flags_answered": answers})
    return around.subject


def _definition(around: Around) -> MeasureDefinition:
    return known(around.request.actor, around.subject).definition


def _definition_page(around: Around) -> str:
    return reverse("definition", args=[around.subject])
