"""Lines of a file that are named like people, or are of very few: one question on the page "Confirm", before anything is stored."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from groundswell.engine.people_named import PeopleNamed, can_add_up, people_named
from groundswell.errors import UserError
from groundswell.records.services.named_persons import asked_values, few_values
from groundswell.records.services.recording import short_enough
from groundswell.web.pages.bring import desk
from groundswell.web.pages.bring.check import Material
from groundswell.web.pages.bring.choices import KEEP, OUT, PEOPLE, TOGETHER
from groundswell.web.pages.bring.confirm import filtered
from groundswell.web.requests import PageRequest
from groundswell.words import Words

LONGEST_TEAM = 120
NO_REASON, NO_TEAM = "reason", "team"


@dataclass(frozen=True, slots=True)
class PeoplePart:
    """What the page shows of it: the question while it is open, else what was answered. ``error``: the field that lacks words."""

    open: bool
    headline: str
    ask: str
    can_add_up: bool
    answered: str
    team: str
    reason: str
    error: str


def people_part(asked: PeopleNamed, on_desk: Material, request: PageRequest) -> PeoplePart | None:
    """The question, or its answer; None where no line of the file is about people. ``asked``: lines that wait for an answer."""
    choices, words = on_desk.choices, request.words
    if not asked and choices.people not in (OUT, TOGETHER):
        return None
    answered = {
        OUT: words.text("people.left_out"),
        TOGETHER: words.text("people.added_up", {"team": choices.team}),
        KEEP: words.text("people.kept"),
    }
    return PeoplePart(
        open=bool(asked) and choices.people != KEEP,
        headline=_about(asked, words, "headline"),
        ask=_about(asked, words, "ask"),
        can_add_up=bool(asked) and not asked.few and _sum_makes_sense(on_desk),
        answered=answered.get(choices.people, ""),
        team=choices.team or words.text("people.team"),
        reason=choices.people_reason,
        error=request.GET.get("people", ""),
    )


def _about(asked: PeopleNamed, words: Words, what: str) -> str:
    """Names of people, units of very few, or both, in a sentence each."""
    found = [words.text(f"people.{what}", asked_values(asked))] if asked.persons else []
    return ". ".join([*found, *([words.text(f"people.few_{what}", few_values(asked))] if asked.few else [])])


def _sum_makes_sense(on_desk: Material) -> bool:
    whole = filtered(on_desk.intake, replace(on_desk.choices, people=""))
    return can_add_up(whole, people_named(whole))


def people(request: PageRequest, upload_id: str) -> HttpResponse:
    """Keeps what was answered (or, with no answer, asks again), and shows once more what would change."""
    on_desk = desk.material(request.actor, upload_id)
    answer = request.POST.get("answer", "")
    if answer not in ("", *PEOPLE):
        raise UserError("form_not_ours")
    team = " ".join(request.POST.get("team", "").split())[:LONGEST_TEAM]
    reason = short_enough(request.POST.get("reason", ""))
    lacking = NO_REASON if answer == KEEP and not reason else NO_TEAM if answer == TOGETHER and not team else ""
    page = reverse("bring_confirm", args=[upload_id])
    if lacking:
        return redirect(f"{page}?people={lacking}#people")
    if answer == TOGETHER and not _sum_makes_sense(on_desk):
        raise UserError("cannot_add_up")
    team, reason = team if answer == TOGETHER else "", reason if answer == KEEP else ""
    chosen = replace(on_desk.choices, people=answer, team=team, people_reason=reason)
    if answer == OUT:
        asked = desk.prepared(request.actor, on_desk, filtered(on_desk.intake, on_desk.choices)).diff.people
        chosen = replace(chosen, dropped_places=chosen.dropped_places | frozenset(asked.few))
    desk.choose(request.actor, upload_id, chosen)
    return redirect(page)
