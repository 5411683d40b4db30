"""Two rule sets, or two ways to split, held beside each other on the same figures. Nothing is changed by looking."""

from dataclasses import dataclass, replace

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.segment import Origin
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.reports.measure_page import MeasurePage, build_measure_page
from groundswell.web.page_form import Choices, PageForm
from groundswell.web.pages.looking.changes import changes
from groundswell.web.pages.looking.pictures import picture
from groundswell.web.pages.looking.rule_choices import Offered, offered, with_rule_choice
from groundswell.web.pages.measure.load import Loaded, day_of, load
from groundswell.web.pages.measure.looking_ahead import with_split
from groundswell.web.requests import PageRequest

AS_NOW, ONE, LESS = "now", "one", "less"
"""Ways to split that need no date: as it is, no split at all, all but the newest one."""
UNKNOWN = {"invalid_choice": gettext_lazy("This is not in the list. Choose one of it.")}


class CompareForm(PageForm):
    """What stands left and what stands right: rules, and where the series is split."""

    left_rules = forms.ChoiceField(label=gettext_lazy("Rules"), error_messages=UNKNOWN)
    left_split = forms.ChoiceField(label=gettext_lazy("Split"), error_messages=UNKNOWN)
    right_rules = forms.ChoiceField(label=gettext_lazy("Rules"), error_messages=UNKNOWN)
    right_split = forms.ChoiceField(label=gettext_lazy("Split"), error_messages=UNKNOWN)

    def __init__(self, data: object, *, rules: Choices, splits: Choices, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        for side in ("left", "right"):
            self.offer(f"{side}_rules", rules)
            self.offer(f"{side}_split", splits)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One side: its rules and its way to split."""

    rules: str
    split: str


def compare(request: PageRequest, measure_id: str) -> HttpResponse:
    """The page of the comparison; what is compared stands in the address."""
    loaded = load(request, measure_id)
    sets, splits = offered(request, loaded.record), _splits(loaded)
    first = _at_first(sets, splits)
    sent = {**first, **{name: value for name, value in request.GET.items() if name in first}}
    form = CompareForm(sent, rules=[(one.value, one.label) for one in sets], splits=splits, initial=first)
    valid = form.is_valid()
    chosen = form.cleaned_data if valid else first
    pages = [_side(request, loaded, sets, Chosen(chosen[f"{side}_rules"], chosen[f"{side}_split"])) for side in ("left", "right")]
    names = [_name(sets, splits, Chosen(chosen[f"{side}_rules"], chosen[f"{side}_split"])) for side in ("left", "right")]
    context = {
        "section": "measures",
        "where": loaded.where,
        "place": loaded.line.org_unit_id or "",
        "form": form,
        "summary_errors": [] if valid else form.summary(),
        "pictures": [picture(page.chart, name, side, worded=not page.too_few)
                     for page, name, side in zip(pages, names, ("left", "right"), strict=True)],
        "changes": changes(pages[0], pages[1], request.words, "sides"),
        "before_head": _("Left"),
        "after_head": _("Right"),
    }
    return render(request, "looking/compare.html", context, status=200 if valid else 400)


def _at_first(sets: list[Offered], splits: Choices) -> dict[str, str]:
    """As it is now, beside the next rule set; where there are splits, beside the same rules without any."""
    current = next(one.value for one in sets if one.current)
    split = any(value == ONE for value, _label in splits)
    other = current if split else next((one.value for one in sets if not one.current), current)
    return {"left_rules": current, "left_split": AS_NOW, "right_rules": other, "right_split": ONE if split else AS_NOW}


def _splits(loaded: Loaded) -> Choices:
    found = [(AS_NOW, _("As it is now"))]
    if len(loaded.record.segments) > 1:
        found.append((ONE, _("No split at all")))
    if len(loaded.record.segments) > 2:
        found.append((LESS, _("Without the newest split")))
    at = _("As now, and split at %(period)s")
    return found + [(day, at % {"period": label}) for day, label in loaded.periods()[:-1]]


def _side(request: PageRequest, loaded: Loaded, sets: list[Offered], chosen: Chosen) -> MeasurePage:
    record = with_rule_choice(loaded.record, sets, chosen.rules)
    return build_measure_page(_split(record, chosen.split), request.words.tag, request.today)


def _split(record: MeasureRecord, split: str) -> MeasureRecord:
    """The record split that way. Where another definition begins there is always a new stretch, for its figures do not compare."""
    if split == AS_NOW:
        return record
    if split not in (ONE, LESS):
        return with_split(record, day_of(split), "")
    own = [at for at, segment in enumerate(record.segments) if at and segment.origin is not Origin.NEW_DEFINITION]
    out = set(own if split == ONE else own[-1:])
    kept = [segment for at, segment in enumerate(record.segments) if at not in out] or [SegmentInput()]
    ends = [*(segment.first for segment in kept[1:]), len(record.series)]
    left_out = frozenset(at for segment in record.segments for at in segment.excluded)
    return replace(record, segments=tuple(
        replace(segment, excluded=frozenset(at for at in left_out if segment.first <= at < end))
        for segment, end in zip(kept, ends, strict=True)
    ))


def _name(sets: list[Offered], splits: Choices, chosen: Chosen) -> str:
    rules = next((one.short for one in sets if one.value == chosen.rules), "")
    return rules if chosen.split == AS_NOW else f"{rules} · {dict(splits).get(chosen.split, '')}"
