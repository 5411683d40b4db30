"""The timeline: what people said and what happened, newest first, each act with its way back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.segment import Origin
from groundswell.records.ledger.kinds import What
from groundswell.records.selectors.chart_kinds import kind_from
from groundswell.records.selectors.sharing import ReactionRow
from groundswell.records.selectors.timeline import TimelineItem
from groundswell.web.pages.measure.kind_names import kind_label
from groundswell.words import Words

CHANGES_THE_CHART = frozenset({"split", "rules", "baseline", "kind", "leave_out", "merge", "retract", "target", "lock", "unlock"})
PROPOSED = "proposal"
QUIET = frozenset({"take_back"})
"""What only ends another entry is told by that entry."""
ANSWERED = frozenset({PROPOSED, What.HANDOVER.value})
"""What became of these is told by what followed: nobody took them back."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline. ``key``: it changed the chart or waits for somebody. ``take_back``: the id
    of an act that can be; ``undo_href``: the page
    where a batch of figures is undone.
    """

    anchor: str
    when: str
    when_iso: str
    head: str
    text: str = ""
    reaction: bool = False
    quote: str = ""
    replies: tuple[str, ...] = ()
    answer: str = ""
    answer_href: str = ""
    take_back: str = ""
    undo_href: str = ""
    key: bool = False
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What the lines are told with: words, cadence, the part of an address that keeps the place, the organisation's time zone."""

    words: Words
    cadence: Cadence
    measure_id: str
    query: str
    time_zone: ZoneInfo
    fiscal_start: int


def happenings(items: Iterable[TimelineItem], told: Told) -> list[Happening]:
    """The timeline in the words of the page; what only ends another entry is told by that entry."""
    return [
        _reaction(item, item.reaction, told) if item.reaction is not None else _act(item, told) for item in items if item.kind not in QUIET
    ]


def _reaction(item: TimelineItem, reaction: ReactionRow, told: Told) -> Happening:
    words = told.words
    kind = words.text(f"reaction.{reaction.kind}") if reaction.kind else words.text("reaction.plain")
    who = reaction.name or words.text("reaction.heard_by_owner" if reaction.typed_in else "reaction.visitor")
    address = reverse("measure_reaction_answer", args=[told.measure_id, reaction.id]) + told.query
    waiting = not reaction.answer and not reaction.erased
    return Happening(
        anchor=f"reaction-{reaction.id}",
        when=words.day(_day(item, told)),
        when_iso=_day(item, told).isoformat(),
        head=words.text("reaction.head", {"kind": kind, "who": who}),
        reaction=True,
        quote=reaction.text if not reaction.erased else words.text("reaction.erased"),
        replies=(reaction.answer,) if reaction.answer else (),
        answer=words.text("reaction.answer", {"who": reaction.name}) if reaction.name else words.text("reaction.answer_visitor"),
        answer_href=address if waiting else "",
        key=waiting,
    )


def _act(item: TimelineItem, told: Told) -> Happening:
    words = told.words
    reason = item.reason or item.text
    said = []
    if item.kind == "store" and item.values.get("changed"):
        said.append(words.text("act.store_changed", {"n": item.values["changed"]}))
    if reason:
        said.append(words.text("act.reason_by" if item.actor else "act.reason", {"reason": reason, "who": item.actor}))
    if item.taken_back and item.kind not in ANSWERED:
        said.append(words.text("act.taken_back"))
    stored = item.kind == "store"
    return Happening(
        anchor=f"act-{item.id}",
        when=words.day(_day(item, told)),
        when_iso=_day(item, told).isoformat(),
        head=head_of(item, told),
        text=" ".join(said),
        take_back=item.id if item.takeable and not stored else "",
        undo_href=reverse("record_undo", args=[item.id]) if item.takeable and stored else "",
        key=item.kind in CHANGES_THE_CHART and not item.taken_back,
        taken_back=item.taken_back,
    )


def head_of(item: TimelineItem, told: Told) -> str:
    """What was done, in a few words."""
    code, values = f"act.{item.kind}", item.values
    if item.kind == "share":
        code = "act.share_ended" if "ended" in values else f"act.share_{values.get('what', 'link')}"
    if item.kind == "define" and values.get("version") == 1:
        code = "act.define_first"
    period = told.words.period(item.day, told.cadence, "long", told.fiscal_start) if item.day is not None else ""
    shown: dict[str, str | int] = {"period": period, "file": values.get("file") or told.words.text("act.no_file")}
    if item.kind == "rules":
        shown["rules"] = _rules(values, told)
    if item.kind == "kind":
        shown["kind"] = kind_label(kind_from(values), told.words)
    if item.kind == "baseline":
        figures = values.get("figures")
        code, shown["n"] = ("act.baseline_first", int(figures)) if figures else ("act.baseline_all", 0)
    if "unit" in values:
        shown["unit"] = values["unit"] or told.words.text("act.no_unit")
    if item.kind in ("store", "retract"):
        shown["n"] = int(values.get("n", 0))
    if item.kind == "role":
        role = told.words.text(f"owners.role.{values['role']}")
        who = values["who"] or told.words.text("owners.no_name")
        return told.words.text(f"act.role_{values['state']}", {"role": role, "who": who})
    own, more = _of_proposals(item, told)
    return told.words.text(own or code, {**shown, **more})


def _of_proposals(item: TimelineItem, told: Told) -> tuple[str, dict[str, str | int]]:
    """The code and values of what concerns proposals and withdrawn signals; an empty code for all else."""
    values = item.values
    if item.kind == PROPOSED and item.taken_back:
        return "act.proposal_ended", {}
    if item.kind == "split" and values.get("origin") == Origin.ALGORITHM.value:
        return "act.split_proposed", {}
    if item.kind == "postponement" and values.get("until"):
        return "act.postponement_until", {"until": told.words.day(date.fromisoformat(values["until"]))}
    if item.kind == "postponement" and values.get("more"):
        return "act.postponement_more", {"n": int(values["more"])}
    if item.kind == "withdrawn_signal":
        rule = told.words.text(f"rule.{values['rule']}.{values['side']}", {"n": len(values["points"])})
        return "act.withdrawn_signal", {"rule": rule}
    if item.kind == "moved_limits":
        before, now = (_to_four_digits(values[when]["central_line"], told.words) for when in ("before", "now"))
        return "act.moved_limits", {"before": before, "now": now, "n": len(values["revised"])}
    return "", {}


def _to_four_digits(number: str | None, words: Words) -> str:
    """A line as the ledger holds it, written to four digits; ``?`` where there was none."""
    if number is None:
        return "?"
    value = Exact.parse(number)
    whole = len(str(abs(int(value.decimal))))
    return words.number(value, max(0, min(value.scale, 4 - whole)))


def _rules(values: Mapping[str, Any], told: Told) -> str:
    """The rule set by name and version."""
    name, words = str(values.get("rule_set", "")), told.words
    code = f"rests.rule_set.{name}"
    return words.text(code if words.has(code) else "rests.own_rule_set", {"name": name, "version": int(values.get("version", 1))})


def _day(item: TimelineItem, told: Told) -> date:
    return item.at.astimezone(told.time_zone).date()
