"""The forms of a definition, made from its fields as data. What a field cannot take is said by the domain; nothing typed is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from groundswell.domain.authoring.definition.fields import CHOICES, FieldSpec, Kind
from groundswell.domain.authoring.definition.texts import MOST_ITEMS, YES, Trouble, longest
from groundswell.web.page_form import Choices, PageForm
from groundswell.web.people_reason import PEOPLE, people_field
from groundswell.words import Words

FEW = 6
"""Choices of at most so many stand open; more are a list."""
DAY, REASON = "effective_from", "reason"
_RATINGS = frozenset(("sign_off", "timely", "audited", "robust"))
_FULL = frozenset((Kind.LINE, Kind.ITEM, Kind.LINK))


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be chosen besides the fixed lists: results, data items and measures, by field."""

    by_field: Mapping[str, Choices]


class FieldsForm(PageForm):
    """Fields of a definition or of a data item, as texts by code. ``with_day``: from when a change holds, and why, is asked too;
    ``with_people``: why it may name a person."""

    def __init__(self, data: Mapping[str, Any] | None, specs: Sequence[FieldSpec], words: Words, offers: Offers, **options: Any) -> None:
        self.with_day: bool = options.pop("with_day", False)
        self.with_people: bool = options.pop("with_people", False)
        room = options.pop("room", "field")
        self.declared = {spec.code: _control(spec, words, offers, room) for spec in specs}
        super().__init__(data, **options)
        for code, field in self.declared.items():
            self.fields[code] = field
        if self.with_day:
            self.fields[DAY] = forms.CharField(
                label=_("It holds from"), required=False, widget=forms.DateInput(attrs={"type": "date", "class": "short"})
            )
            self.fields[REASON] = forms.CharField(
                label=_("Why it changes"),
                help_text=_("It stands beside the change, and a line marks the day on the chart."),
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if self.with_people:
            self.fields[PEOPLE] = people_field()
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput):
                field.widget.attrs["class"] = f"field {field.widget.attrs.get('class', '')}".strip()

    def texts(self) -> dict[str, str]:
        """What was sent, field by field, as it was typed."""
        return {code: self._sent(code) for code in self.declared}

    def _sent(self, code: str) -> str:
        if isinstance(self.fields[code], forms.BooleanField):
            return YES if code in self.data else ""
        return str(self.data.get(code, ""))

    def refuse(self, troubles: Sequence[Trouble], words: Words) -> None:
        """Puts each trouble at its field."""
        for one in troubles:
            self.add_error(one.field if one.field in self.fields else None, trouble_words(one, words))


def trouble_words(trouble: Trouble, words: Words) -> str:
    """Why a field cannot take a text."""
    most = MOST_ITEMS if trouble.code == "too_many_items" else longest(trouble.field)
    return words.text(f"definition.trouble.{trouble.code}", {"most": most})


def trouble_field(trouble: Trouble, words: Words) -> str:
    """The field that cannot take it, as people read it."""
    return words.text(f"definition.{'field' if trouble.item is None else 'item'}.{trouble.field}")


def choice_words(code: str, value: str, words: Words) -> str:
    """A choice as people read it."""
    room = "rating" if code in _RATINGS else code
    return words.text(f"definition.choice.{room}.{value or 'none'}")


def initial_of(texts: Mapping[str, str], specs: Sequence[FieldSpec]) -> dict[str, Any]:
    """Texts as a form shows them at first."""
    return {spec.code: texts[spec.code] == YES if spec.kind is Kind.YES else texts[spec.code] for spec in specs}


def sent_like(texts: Mapping[str, str], specs: Sequence[FieldSpec]) -> dict[str, str]:
    """Texts as a browser would send them: a box that is not ticked is not there."""
    return {spec.code: texts[spec.code] for spec in specs if spec.kind is not Kind.YES or texts[spec.code]}


def _control(spec: FieldSpec, words: Words, offers: Offers, room: str) -> forms.Field:
    about: dict[str, Any] = {"label": words.text(f"definition.{room}.{spec.code}"), "required": False}
    helped = f"definition.{'help' if room == 'field' else 'item_help'}.{spec.code}"
    if words.has(helped):
        about["help_text"] = words.text(helped)
    if spec.code in offers.by_field:
        return AnyChoice(choices=offers.by_field[spec.code], widget=forms.Select, **about)
    if spec.kind is Kind.CHOICE:
        values = CHOICES[spec.code]
        widget = forms.RadioSelect if len(values) <= FEW and spec.code not in _RATINGS else forms.Select
        return AnyChoice(choices=[(value, choice_words(spec.code, value, words)) for value in values], widget=widget, **about)
    if spec.kind is Kind.YES:
        return forms.BooleanField(**about)
    if spec.kind in (Kind.LONG, Kind.FORMULA):
        rows = 2 if spec.kind is Kind.FORMULA else 3
        return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), strip=False, **about)
    if spec.kind is Kind.DATE:
        return forms.CharField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}), **about)
    attributes = {} if spec.kind in _FULL else {"class": "short", "inputmode": "decimal"}
    return forms.CharField(widget=forms.TextInput(attrs=attributes), strip=False, **about)


class AnyChoice(forms.ChoiceField):
    """A choice whose refusal is the domain's, so that a value from elsewhere comes back with its sentence."""

    def valid_value(self, value: str) -> bool:
        """Every value passes to the domain."""
        return True
