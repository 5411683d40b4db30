"""Steps on a chart: its limits, one sentence, a signal, a season (S19 to S22)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.charts.drawing.svg import full_svg
from groundswell.records.selectors.writings import reading_of
from groundswell.records.services import limits, writings
from groundswell.web.drawn import drawn, says
from groundswell.web.page_form import PageForm
from groundswell.web.pages.measure.load import Loaded, load_line
from groundswell.web.pages.today.around import Around, Desk
from groundswell.web.pages.today.fields import choice_field, line_field, optional, words_field
from groundswell.web.requests import PageRequest

ENOUGH_TO_FIX = 12
"""Figures from which limits may be fixed (method 2.4)."""


class LimitsForm(PageForm):
    """The limits as they are, or fixed to the first figures."""

    baseline = choice_field(
        _("What should the limits rest on?"),
        _("Choose one."),
        [("all", _("All figures, provisional until there are twelve")), ("first", _("The first twelve figures, from now on"))],
    )


class SentenceForm(PageForm):
    """What the chart says, in one's own words."""

    says = choice_field(
        _("Is there a signal?"),
        _("Choose one."),
        [("none", _("No, it does what it normally does")), ("signal", _("Yes, something changed"))],
    )
    sentence = line_field(_("Say it in one sentence"), _("Write one sentence that you could say aloud."))


class CauseForm(PageForm):
    """A possible cause, and who may know."""

    cause = words_field(_("What might have changed?"), _("Write one possible cause. A guess is a start."))
    who_may_know = line_field(_("Who would know?"), _("Write one name or role."), about=_("One name is enough. You choose whether to ask."))


class SeasonForm(PageForm):
    """Whether the same months come out alike year after year, or it drifts all the time."""

    season = choice_field(
        _("Look along each month, then along each year. What do you see?"),
        _("Choose one."),
        [
            ("none", _("Neither: months and years look alike")),
            ("season", _("The same months are high or low every year")),
            ("trend", _("It drifts one way all the time")),
            ("early", _("Too early to say: fewer than two full years")),
        ],
    )
    note = optional(forms.CharField(label=_("A note, if you like"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})))


def limits_step(around: Around, request: PageRequest) -> Desk:
    """S19."""
    loaded = load_line(request, around.line)
    form = LimitsForm(request.POST or None, initial={"baseline": "all" if loaded.record.baseline is None else "first"})
    if loaded.record.series.figures < ENOUGH_TO_FIX:
        form.offer("baseline", [("all", gettext("All figures, provisional until there are twelve"))])
        form.initial["baseline"] = "all"
    return Desk(form, _keep_limits, "today/chart.html", _chart(loaded), loaded.address, gettext("The measure’s page"))


def _keep_limits(around: Around, data: Mapping[str, Any]) -> str:
    request = around.request
    loaded = load_line(request, around.line)
    wanted = ENOUGH_TO_FIX if data["baseline"] == "first" else None
    if wanted != loaded.record.baseline:
        limits.set_baseline(request.actor, around.line, wanted, gettext("Chosen when the chart was drawn"))
    writings.write_reading(request.actor, around.line, {"limits_seen": True})
    return around.subject


def sentence(around: Around, request: PageRequest) -> Desk:
    """S20."""
    loaded = load_line(request, around.line)
    there = reading_of(around.line)
    form = SentenceForm(request.POST or None, initial={"says": there.get("sentence_says", ""), "sentence": there.get("sentence", "")})
    return Desk(form, _keep_sentence, "today/chart.html", _chart(loaded, told=False), loaded.address, gettext("The measure’s page"))


def _keep_sentence(around: Around, data: Mapping[str, Any]) -> str:
    writings.write_reading(around.request.actor, around.line, {"sentence": data["sentence"], "sentence_says": data["says"]})
    return around.subject


def signal(around: Around, request: PageRequest) -> Desk:
    """S21: where there is no signal, there is nothing to explain."""
    loaded = load_line(request, around.line)
    there = reading_of(around.line)
    initial = {name: there.get(name, "") for name in ("cause", "who_may_know")}
    form = CauseForm(request.POST or None, initial=initial) if loaded.page.analysis.signals else None
    return Desk(form, _keep_cause, "today/chart.html", _chart(loaded), loaded.address, gettext("The measure’s page"))


def _keep_cause(around: Around, data: Mapping[str, Any]) -> str:
    writings.write_reading(around.request.actor, around.line, {name: data[name] for name in ("cause", "who_may_know")})
    return around.subject


def season(around: Around, request: PageRequest) -> Desk:
    """S22: the figures by month and year."""
    loaded = load_line(request, around.line)
    kept, _equals, note = str(reading_of(around.line).get("season") or "").partition("=")
    form = SeasonForm(request.POST or None, initial={"season": kept, "note": note})
    shown = {**_chart(loaded), "years": _years(request, loaded)}
    return Desk(form, _keep_season, "today/season.html", shown, loaded.address, gettext("The measure’s page"))


def _keep_season(around: Around, data: Mapping[str, Any]) -> str:
    writings.write_reading(around.request.actor, around.line, {"season": f"{data['season']}={data['note']}"})
    return around.subject


def _years(request: PageRequest, loaded: Loaded) -> list[dict[str, Any]]:
    """A row a year, a cell a period, newest year last."""
    rows: dict[int, list[dict[str, str]]] = {}
    for point in loaded.page.chart.points:
        if point.day is not None:
            rows.setdefault(point.day.year, []).append({"label": point.label, "figure": point.figure or "–"})
    return [{"year": year, "cells": cells} for year, cells in sorted(rows.items())]


def _chart(loaded: Loaded, *, told: bool = True) -> dict[str, Any]:
    """The measure's chart in both widths; ``told`` False leaves its sentence to the person."""
    chart = loaded.page.chart
    return {
        "name": loaded.record.definition.name,
        "wide": drawn(full_svg(chart, "print", ident="wide")),
        "narrow": drawn(full_svg(chart, "narrow", ident="narrow")),
        "says": says(chart) if told else "",
        "detail": chart.detail if told else "",
        "rules": chart.rules,
    }
