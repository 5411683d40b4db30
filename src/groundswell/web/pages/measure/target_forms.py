"""The forms of targets and standards. Figures are typed as the chart shows them; nothing typed is lost."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.target import TargetKind
from groundswell.web.page_form import PageForm
from groundswell.web.pages.measure.forms import reason_field
from groundswell.words import Words

KINDS = [
    (TargetKind.CENTRAL_LINE, _("The typical level: where the process is to stand")),
    (TargetKind.LIMIT, _("A limit: nearly every figure stays on the good side of it")),
    (TargetKind.SPREAD, _("The spread: how far apart the limits may lie")),
]
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)


def figure_field(label: Any) -> forms.CharField:
    """A figure as the chart shows it."""
    return forms.CharField(
        label=label,
        help_text=_("As the chart shows it, for instance 14."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
        error_messages={"required": _("Write a figure, such as 14."), "max_length": _("A figure has at most 40 digits.")},
    )


def day_field(label: Any, help_text: Any) -> forms.DateField:
    """A day by the browser's own calendar, or typed as 2027-03-31."""
    written = _("Write a day such as 2027-03-31.")
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "short", "type": "date"}),
        error_messages={"required": written, "invalid": written},
    )


class FigureForm(PageForm):
    """A form with a figure in the measure's own unit; a share is typed as the percentage that is shown."""

    value = figure_field(_("Figure"))

    def __init__(self, *args: Any, words: Words, unit: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._words, self._shift = words, words.figure_form(unit, None).shift

    def clean_value(self) -> Exact:
        """The figure, exactly as it is stored."""
        try:
            typed = figure_of(self.cleaned_data["value"], self._words)
        except ValueError:
            raise ValidationError(_("This is not a figure. Write one such as 14 or 87.5.")) from None
        return Exact(typed.coef, typed.scale + self._shift)


class TargetForm(FigureForm):
    """What is wanted, by when, of which kind, and why."""

    day = day_field(_("By when"), _("Far enough ahead for about a dozen more figures."))
    kind = forms.ChoiceField(
        label=_("What is to be there"),
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=TargetKind.CENTRAL_LINE,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")},
    )
    reason = reason_field(_("Why this level"), _("Write why. Whoever works towards it will ask."))
    field_order = ("value", "day", "kind", "reason")

    def clean_day(self) -> date:
        """A day that a calendar of this product can hold."""
        return _possible(self.cleaned_data["day"])


class StandardForm(FigureForm):
    """What no figure should fall short of, from when on, and who asks for it."""

    day = day_field(_("From when on"), _("Earlier figures are left to the standard before it."))
    reason = reason_field(_("Who asks for it, and why"), _("Write where it comes from: a law, a contract, a promise."))
    field_order = ("value", "day", "reason")

    def clean_day(self) -> date:
        """A day that a calendar of this product can hold."""
        return _possible(self.cleaned_data["day"])


class EndForm(PageForm):
    """Why a target or a standard ends."""

    reason = reason_field(_("Why"), _("Write why. The record keeps what stood until now."))


def figure_of(text: str, words: Words) -> Exact:
    """A figure as people type it in that locale: group marks, spaces, a percent sign; a lone comma is a decimal mark.

    Raises ValueError.
    """
    numbers = words.numbers
    typed = re.sub(r"[\s%]", "", text).replace("\N{MINUS SIGN}", "-")
    group, mark = re.escape(numbers.group_mark), re.escape(numbers.decimal_mark)
    if numbers.group_mark.strip() and re.fullmatch(rf"-?\d{{1,3}}(?:{group}\d{{3}})+(?:{mark}\d+)?", typed):
        typed = typed.replace(numbers.group_mark, "")
    if not re.fullmatch(r"-?\d+(?:[.,]\d+)?", typed):
        raise ValueError(text)
    return Exact.parse(typed.replace(",", "."))


def _possible(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(_("Write a day such as 2027-03-31."))
    return day
