"""Why this measure: the few lines on its own page, and the page that a scrutiny member reads in two minutes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from groundswell.domain.authoring.measure_design import HIGHEST, Aspect, Candidate, Side
from groundswell.domain.authoring.why import Chain, Part, Version, Why, signs
from groundswell.domain.measurement.dictionary_entry import MeasureType
from groundswell.records.selectors.why import why_of
from groundswell.web.pages.map.load import design_address, zone_name
from groundswell.web.requests import PageRequest
from groundswell.words import Words

SHOWN = 6
"""Lines of one kind that the page shows, so that it stays one sheet; the rest is counted, and is read on the sheet of the design."""
SHOWN_WAYS = 3
FROM_DESIGN = (Part.EVIDENCE, Part.CANDIDATES, Part.CHOICE, Part.HARM)


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One line on the measure's own page."""

    label: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A result on the way from the purpose."""

    text: str
    zone: str
    href: str


@dataclass(frozen=True, slots=True)
class WayView:
    """One way from the purpose down; ``broken`` says that it does not begin there, and where one goes on."""

    steps: Sequence[StepView]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class CandidateView:
    """What could have been counted, with what speaks for and against it."""

    wording: str
    rated: str
    verdict: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of the definition."""

    head: str
    reason: str
    changed: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A part that nobody has written yet: one sentence, and the next step where there is one now."""

    says: str
    button: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class WhyView:
    """What the page shows. ``gaps`` by part; the lists are cut to SHOWN, ``more`` counts what they leave out, by part."""

    id: str
    query: str
    name: str
    ways: Sequence[WayView]
    signs: Sequence[tuple[str, Sequence[str]]]
    candidates: Sequence[CandidateView]
    chosen: Sequence[str]
    reasons: Sequence[str]
    use: Sequence[str]
    harms: Sequence[tuple[str, str]]
    asked: str
    said: str
    quote: str
    answer: str
    versions: Sequence[VersionView]
    gaps: dict[str, Gap]
    more: dict[str, str]
    printed: str


@require_safe
def measure_why(request: PageRequest, measure_id: str) -> HttpResponse:
    """The whole chain. Raises UserError ``measure_unknown``."""
    return render(request, "measure/why.html", {"section": "measures", "page": present(request, why_of(request.actor, measure_id))})


def present(request: PageRequest, why: Why) -> WhyView:
    """The chain in the words of its page."""
    words = request.words
    place = request.GET.urlencode()
    query = f"?{place}" if place else ""
    candidates = [_candidate(why, one, words) for design in why.designs for one in design.candidates]
    harms = [(one.text, one.counter) for one in why.harms if one.aspect is not Aspect.WATCH]
    watched = [one.text for one in why.harms if one.aspect is Aspect.WATCH]
    entry = why.definition.entry
    harms += [(one, "") for one in (entry.consequences,) if one] + [("", one) for one in (*watched, entry.counter_measures) if one]
    seen = {side: [text for design in why.designs for text in signs(design, side)] for side in Side}
    newest = why.said.newest
    return WhyView(
        id=why.measure_id,
        query=query,
        name=why.definition.name,
        ways=[_way(chain, words) for chain in why.chains[:SHOWN_WAYS]],
        signs=[(words.text(f"why.side.{side}"), texts[:SHOWN]) for side, texts in seen.items() if texts],
        candidates=sorted(candidates, key=_chosen_first)[:SHOWN],
        chosen=[_named(one, words) for one in why.chosen],
        reasons=[design.reason for design in why.designs if design.reason],
        use=[words.text(f"why.{code}", {"who": text}) for code, text in (("users", entry.users), ("decisions", entry.decisions)) if text],
        harms=harms[:SHOWN],
        asked=words.text("why.asked", {"n": why.asked_for_harm}) if why.asked_for_harm and not harms else "",
        said=_said(why, words),
        quote=newest.text if newest is not None else "",
        answer=newest.answer if newest is not None else "",
        versions=[_version(one, words) for one in why.versions[:SHOWN]],
        gaps={part.value: _gap(part, why, words, query) for part in why.empty},
        more=_more(
            words,
            {
                Part.RESULT: len(why.chains) - SHOWN_WAYS,
                Part.EVIDENCE: sum(max(0, len(texts) - SHOWN) for texts in seen.values()),
                Part.CANDIDATES: len(candidates) - SHOWN,
                Part.HARM: len(harms) - SHOWN,
                Part.CHANGES: len(why.versions) - SHOWN,
            },
        ),
        printed=words.day(request.today),
    )


def why_lines(why: Why, words: Words, *, query: str) -> list[WhyLine]:
    """At most five lines for the measure's own page; without a result, the question that is open stands first."""
    page = reverse("measure_why", args=[why.measure_id]) + query
    if Part.RESULT in why.empty:
        found = [WhyLine(words.text("why.line.result"), words.text("why.unlinked"), f"{page}#why-result")]
    else:
        end = why.chains[0].end
        found = [WhyLine(words.text("why.line.result"), end.result.text, reverse("result", args=[end.map_id, end.result.id]))]
        lines = [text for design in why.designs for side in Side for text in signs(design, side)]
        if lines:
            found.append(WhyLine(words.text("why.line.evidence"), _and_more(lines[0], len(lines) - 1, words), f"{page}#why-evidence"))
        if considered := sum(len(design.candidates) for design in why.designs):
            found.append(WhyLine(words.text("why.line.choice"), _choice(why, considered, words), f"{page}#why-choice"))
    if why.said.count:
        found.append(WhyLine(words.text("why.line.said"), _said(why, words), "#talk"))
    newest = why.versions[0]
    says = words.text("why.only_version") if len(why.versions) == 1 else _version(newest, words).head
    return [*found, WhyLine(words.text("why.line.changes"), says, f"{page}#why-changes")]


def _choice(why: Why, considered: int, words: Words) -> str:
    if not why.chosen:
        return words.text("why.none_chosen", {"n": considered})
    reason = next((design.reason for design in why.designs if design.reason), "")
    return words.text("why.chosen_of_because" if reason else "why.chosen_of", {"n": considered, "reason": reason})


def _and_more(text: str, left: int, words: Words) -> str:
    return words.text("why.and_more", {"text": text, "n": left}) if left > 0 else text


def _way(chain: Chain, words: Words) -> WayView:
    steps = [
        StepView(one.result.text, zone_name(one.zone, words), reverse("result", args=[one.map_id, one.result.id])) for one in chain.steps
    ]
    return WayView(steps, "" if chain.whole else words.text("why.broken_way", {"result": chain.steps[0].result.text}))


def _chosen_first(one: CandidateView) -> bool:
    return not one.chosen


def _candidate(why: Why, one: Candidate, words: Words) -> CandidateView:
    rated = ""
    if one.strength is not None and one.feasibility is not None:
        rated = words.text("why.rated", {"strength": one.strength, "feasibility": one.feasibility, "most": HIGHEST})
    chosen = one in why.chosen
    if chosen:
        verdict = words.text("why.this_one")
    elif one.chosen:
        verdict = words.text("why.also_chosen")
    else:
        verdict = one.why_not
    return CandidateView(one.wording, rated, verdict, chosen)


def _named(one: Candidate, words: Words) -> str:
    said = [text for text in (one.name or one.wording, one.description) if text]
    if one.type_confirmed and one.measure_type is not MeasureType.UNKNOWN:
        said.append(words.text(f"why.type.{one.measure_type.value}"))
    return words.text("why.named", {"name": said[0], "rest": " ".join(said[1:])}) if len(said) > 1 else said[0]


def _said(why: Why, words: Words) -> str:
    if not why.said.count:
        return ""
    count = words.text("why.said", {"n": why.said.count})
    return f"{count} {words.text('why.waiting', {'n': why.said.waiting})}" if why.said.waiting else count


def _version(one: Version, words: Words) -> VersionView:
    day = words.day(one.effective_from or one.written_on)
    head = words.text("why.version_from" if one.effective_from else "why.version", {"number": one.number, "day": day})
    topics = ", ".join(words.text(f"why.topic.{topic.value}") for topic in one.changed)
    return VersionView(head, one.reason, words.text("why.changed", {"topics": topics}) if topics else "")


def _gap(part: Part, why: Why, words: Words, query: str) -> Gap:
    """Without a result there is no sheet to write on: then the result is the one next step."""
    says = words.text(f"why.empty.{part.value}")
    if part is Part.RESULT:
        href = reverse("maps")
    elif part in FROM_DESIGN:
        href = design_address(why.chains[0].end.map_id, why.chains[0].end.result.id) if why.chains else ""
    else:
        name = "measure_share" if part is Part.SAID else "measure_definition"
        href = reverse(name, args=[why.measure_id]) + query
    return Gap(says, words.text(f"why.empty.{part.value}.button"), href) if href else Gap(says)


def _more(words: Words, left: dict[Part, int]) -> dict[str, str]:
    return {part.value: words.text("why.more", {"n": count}) for part, count in left.items() if count > 0}
