"""The log of limits: every split, rule change, baseline and left-out figure, with who, when and why, and what was taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.records.selectors.labels import BRING_BACK, REACTION, RETRACT, STORE, TAKE_BACK
from groundswell.records.selectors.timeline import TimelineItem, timeline
from groundswell.web.pages.measure.happenings import Told, head_of
from groundswell.web.pages.measure.load import load
from groundswell.web.requests import PageRequest

NOT_ABOUT_LIMITS = frozenset({
    STORE, RETRACT, TAKE_BACK, BRING_BACK, REACTION, "note", "share", "audience", "merge", "put_away", "remark", "their_status", "target",
    "target_withdrawn", "standard", "standard_withdrawn", "team", "handover", "glass",
})  # fmt: skip
NO_STANDING = frozenset({"proposal", "refusal", "postponement", "withdrawn_signal", "moved_limits"})
"""What was noticed or decided once: it does not stand as a line of the chart does."""
"""What the timeline holds besides. Whatever else people or algorithms come to do about limits is in this log by itself."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One act. ``now`` says that it stands, or who took it back and when; empty for what was noticed or decided once."""

    when: str
    when_iso: str
    what: str
    why: str
    who: str
    now: str
    take_back: str


def log(request: PageRequest, measure_id: str) -> HttpResponse:
    """The log, newest first."""
    loaded = load(request, measure_id)
    record = loaded.record
    told = Told(request.words, record.series.cadence, record.measure_id, loaded.query, loaded.time_zone, record.fiscal_start)
    rows = log_rows(timeline(request.actor, loaded.line), told)
    context = {
        "section": "measures",
        "where": loaded.where,
        "query": loaded.query,
        "id": record.measure_id,
        "rows": rows,
        "named": any(row.who for row in rows),
        "rests": loaded.page.rests_on,
        "rules": loaded.page.chart.rules,
    }
    return render(request, "looking/log.html", context)


def log_rows(items: Iterable[TimelineItem], told: Told) -> Sequence[LogRow]:
    """The acts about limits among what happened, in the order that they are given."""
    every = list(items)
    ends = {item.values.get("id"): item for item in every if item.kind == TAKE_BACK}
    return [_row(item, ends.get(item.id), told) for item in every if _about_limits(item)]


def _about_limits(item: TimelineItem) -> bool:
    """Definitions are here from their second version on: the first one changed no line."""
    return item.kind not in NOT_ABOUT_LIMITS and not (item.kind == "define" and item.values.get("version") == 1)


def _row(item: TimelineItem, end: TimelineItem | None, told: Told) -> LogRow:
    words = told.words
    day = item.at.astimezone(told.time_zone).date()
    now = "" if item.kind in NO_STANDING else words.text("log.stands")
    if item.taken_back and end is not None:
        on = words.day(end.at.astimezone(told.time_zone).date())
        why = words.text("act.reason", {"reason": end.reason}) if end.reason else ""
        by = words.text("log.ended_by" if end.actor else "log.ended", {"day": on, "who": end.actor})
        now = f"{by} {why}".strip()
    elif item.taken_back:
        now = words.text("log.over")
    return LogRow(
        when=words.day(day), when_iso=day.isoformat(), what=head_of(item, told), why=item.reason or item.text, who=item.actor, now=now,
        take_back=item.id if item.takeable else "",
    )
