"""A rule set of one's own as plain fields. A rule without its first field is not used."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.domain.xmr.own_rule_set import LONGEST_NAME, LONGEST_SOURCE, WINDOWS
from groundswell.web.page_form import PageForm
from groundswell.web.pages.measure.forms import reason_field

SHORT = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}
WHOLE = {
    "invalid": _("Write a whole number, or leave it empty."), "min_value": _("Write a larger number."),
    "max_value": _("Write a smaller number."),
}  # fmt: skip
KEYS = {"long_run": "length", "trend": "length", "alternating": "length", "hugging_centre": "length", "avoiding_centre": "length",
        "longest_run": "added", "crossings": "chance", "screening": "factor", "constants": "limits"}  # fmt: skip
"""The field of each part that says whether the part is used."""
AVERAGES = [("mean", _("the average")), ("median", _("the middle one (median)"))]
TIES = [("break", _("ends it")), ("skip", _("is passed over"))]


class NumberField(forms.CharField):
    """A number with a decimal mark of either kind, or a fraction such as 2/3."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=40, widget=forms.TextInput(attrs=dict(SHORT)), **options)

    def clean(self, value: Any) -> float | None:
        """The number; None where nothing was written."""
        text = super().clean(value).strip().replace(",", ".")
        if not text:
            return None
        try:
            return float(Fraction(text.replace(" ", "")))
        except (ValueError, ZeroDivisionError):
            raise ValidationError(_("This is not a number. Write one such as 2.66 or 2/3.")) from None


def _whole(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=10_000, widget=widget, error_messages=WHOLE)


def _choice(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _check(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def _zone_fields(name: str) -> dict[str, forms.Field]:
    return {
        f"{name}__used": _check(_("It counts as a signal")),
        f"{name}__fraction": NumberField(label=_("Beyond this part of the way from typical to a limit")),
        f"{name}__all_on_one_side": _check(_("All of them must lie on that side of typical")),
        f"{name}__outside_counts": _check(_("A figure beyond the limit counts too")),
        f"{name}__flagged": _choice(_("Mark"), [("hits", _("those that count")), ("all", _("all of them"))]),
    }


def _fields() -> dict[str, tuple[Any, dict[str, forms.Field]]]:
    """Every group of fields with its heading, in the order of the page."""
    return {
        "lines": (_("How the lines are worked out"), {
            "centre": _choice(_("Typical is"), AVERAGES),
            "dispersion": _choice(_("The typical step is"), AVERAGES),
            "constants__limits": NumberField(
                label=_("A limit lies so many typical steps from typical"), help_text=_("Empty takes Wheeler's printed factors.")),
            "constants__range_limit": NumberField(label=_("A step is too large beyond so many typical steps")),
            "screening__factor": NumberField(
                label=_("Leave out steps of so many average steps or more"), help_text=_("Empty leaves none out.")),
            "screening__from_figures": _whole(_("… where there are so many figures")),
            "screening__until_stable": _check(_("… again and again, until none is left")),
            "fewest_figures": _whole(_("Limits need so many figures")),
            "provisional_below": _whole(_("Limits are provisional under so many figures")),
        }),
        "single": (_("Single figures"), {
            "outside_limits": _check(_("A figure beyond a limit")), "moving_range": _check(_("A step that is too large")),
        }),
        "runs": (_("Runs"), {
            "long_run__length": _whole(_("So many in a row on one side of typical")),
            "long_run__ties": _choice(_("A figure on the line"), TIES),
            "trend__length": _whole(_("So many in a row that all rise, or all fall")),
            "trend__ties": _choice(_("An equal figure"), TIES),
            "trend__flagged": _choice(_("Mark"), [("all", _("all of them")), ("later", _("all but the first"))]),
            "alternating__length": _whole(_("So many in a row that go up and down by turns")),
        }),
        **{name: (_("%(hits)s of %(window)s near a limit") % {"hits": hits, "window": window}, _zone_fields(name))
           for name, (hits, window) in WINDOWS.items()},
        "spread": (_("Too near to typical, or too far from it"), {
            "hugging_centre__length": _whole(_("So many in a row near typical")),
            "hugging_centre__fraction": NumberField(label=_("… within this part of the way to a limit")),
            "avoiding_centre__length": _whole(_("So many in a row, none of them near typical")),
            "avoiding_centre__fraction": NumberField(label=_("… within this part of the way to a limit")),
        }),
        "whole": (_("The whole stretch"), {
            "longest_run__added": _whole(_("The longest run is longer than log2 of the figures, plus")),
            "crossings__chance": NumberField(label=_("Typical is crossed less often than chance would have it, in this share of cases")),
        }),
    }  # fmt: skip


class OwnRulesForm(PageForm):
    """Name, source, every part, and why."""

    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, error_messages={"required": _("Write a name, such as Our board's rules.")}
    )
    source = forms.CharField(
        label=_("Where these rules come from"), max_length=LONGEST_SOURCE, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A book, a page, a decision of your board: whoever reads a chart can look it up."),
        error_messages={"required": _("Write where they come from. “Agreed by the board in May” is fine.")},
    )

    def __init__(self, data: Any, *, base: Mapping[str, Any], named: bool) -> None:
        super().__init__(data, initial=flat(base))
        self.base, self.named = base, named
        self.shown = _fields()
        for _heading, fields in self.shown.values():
            for name, field in fields.items():
                if not isinstance(field.widget, forms.CheckboxInput):
                    field.widget.attrs["class"] = f"field {field.widget.attrs.get('class', '')}".strip()
                self.fields[name] = field
        self.fields["reason"] = reason_field(_("Reason"), _("Write why. It stands on the record beside the rules."))
        self.fields["reason"].widget.attrs["class"] = "field"
        if named:
            del self.fields["name"]

    def groups(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """Each heading with its fields."""
        for heading, fields in self.shown.values():
            yield heading, [self[name] for name in fields]

    def mapping(self) -> dict[str, Any]:
        """The rule set as plain values, what the form does not show taken from the one it began with."""
        sent, base = self.cleaned_data, self.base
        found: dict[str, Any] = {name: sent[name] for name in ("source", "outside_limits", "moving_range")}
        plain = ("centre", "dispersion", "fewest_figures", "provisional_below")
        found |= {name: sent[name] for name in plain if sent[name] not in ("", None)}
        found["name"] = base["name"] if self.named else sent["name"]
        found["recalculation"] = base.get("recalculation")
        for part in (*KEYS, *WINDOWS):
            used = sent[f"{part}__used"] if part in WINDOWS else sent[f"{part}__{KEYS[part]}"] is not None
            found[part] = self._part(part) if used else None
        return found

    def _part(self, part: str) -> dict[str, Any]:
        """One part: what was sent, and of what is not shown what it was."""
        begun = dict(self.base.get(part) or {})
        if part in WINDOWS:
            begun |= dict(zip(("hits", "window"), WINDOWS[part], strict=True))
        if part == "constants" and any(begun.get(name) != self.cleaned_data[f"constants__{name}"] for name in ("limits", "range_limit")):
            begun["source"] = ""
        own = {name.partition("__")[2]: value for name, value in self.cleaned_data.items() if name.startswith(f"{part}__")}
        own.pop("used", None)
        return {**begun, **{name: value for name, value in own.items() if value not in ("", None)}}

    def refuse(self, field: str, text: str) -> None:
        """Puts the sentence of a refused rule set at its field; at the first rule where the form has none of that name."""
        name = field.replace(".", "__")
        self.add_error(name if name in self.fields else "outside_limits" if "outside_limits" in self.fields else None, text)


def flat(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """A rule set's mapping as the form's first values."""
    found: dict[str, Any] = {}
    for name, held in mapping.items():
        if not isinstance(held, Mapping):
            found[name] = held
            continue
        found[f"{name}__used"] = True
        found |= {f"{name}__{field}": _told(value) for field, value in held.items()}
    for name in WINDOWS:
        found.setdefault(f"{name}__outside_counts", True)
    return found


def _told(value: Any) -> Any:
    """A number as one would write it: 2/3, 0.5, 2.66."""
    if not isinstance(value, float):
        return value
    near = Fraction(value).limit_denominator(12)
    if near.denominator > 2 and float(near) == value:
        return f"{near.numerator}/{near.denominator}"
    return repr(value).removesuffix(".0")
