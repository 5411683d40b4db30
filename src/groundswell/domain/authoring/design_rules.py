"""The rules of a measure design: what is no measure, what is missing, which candidate stands first (method 1.4)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from groundswell.domain.authoring.measure_design import Aspect, Candidate, MeasureDesign
from groundswell.errors import NO_VALUES, Value

FEWEST_EVIDENCE, MOST_EVIDENCE = 3, 10
FEWEST_CANDIDATES, MOST_CHOSEN = 3, 3
WEAK_BELOW = 4
"""A chosen measure with less strength than this is asked about (method 1.4: 4 is "part of it")."""


class Part(StrEnum):
    """The five parts of the sheet; the bigger picture may stand anywhere after the evidence."""

    EVIDENCE = "evidence"
    CANDIDATES = "candidates"
    CHOICE = "choice"
    PICTURE = "picture"
    DEFINITION = "definition"


DEFAULT_ORDER = (Part.EVIDENCE, Part.CANDIDATES, Part.PICTURE, Part.CHOICE, Part.DEFINITION)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to ask about a line of the sheet: ``about`` is the item's id, ``code`` has its question in ``design.<code>``."""

    code: str
    about: str
    values: Mapping[str, Value] = field(default_factory=lambda: NO_VALUES)


_MILESTONE = re.compile(
    r"\b(milestones?|go-?live|launch(ed)? (of|on|by)|(project|programme|program|plan|strategy|system)s? (is |are )?"
    r"(complete[d]?|implemented|delivered|launched|in place|approved|adopted)|implementation of|completion of"
    r"|(complete|completed|implemented|delivered|finished|in place) by)\b|% ?complete\b|\bpercent(age)? complete\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"\b(yes\s*(/|or)\s*no|whether( or not)?|is there an?|exists? or not|in place or not|true\s*/\s*false)\b",
    re.IGNORECASE,
)
_SURVEY = re.compile(r"\b(surveys?|questionnaires?|focus groups?|feedback forms?|audits? of)\b", re.IGNORECASE)
_FIGURE_OF_SURVEY = re.compile(r"\b(percent|share|proportion|average|median|number|count|total|ratio|rate|score)|%", re.IGNORECASE)
_NAME_FLAWS = (
    ("name_kpi", re.compile(r"\b(kpis?|indicators?|metrics?)\b", re.IGNORECASE)),
    ("name_target", re.compile(r"\b(targets?|by (20\d\d)|at least|(no|not) more than|within \d+)\b|[<>≥≤]", re.IGNORECASE)),
)


def not_a_measure(candidate: Candidate) -> Remark | None:
    """A milestone, a yes-or-no or the name of a survey is refused kindly: it is kept as written, with a question (method 1.4)."""
    text = f"{candidate.statistic} {candidate.population}"
    for code, pattern in (("milestone", _MILESTONE), ("yes_no", _YES_NO)):
        if found := pattern.search(text):
            return Remark(code, candidate.id, {"word": found.group().strip()})
    found = _SURVEY.search(text)
    if found and not _FIGURE_OF_SURVEY.search(candidate.statistic):
        return Remark("survey", candidate.id, {"word": found.group()})
    return None


def missing_of(candidate: Candidate) -> tuple[str, ...]:
    """Which of statistic, population and period is not written yet."""
    return tuple(name for name in ("statistic", "population", "period") if not getattr(candidate, name).strip())


def ranked(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """By the weaker of strength and feasibility, then by strength; those not rated yet last, in writing order (method 1.4)."""
    return tuple(sorted(candidates, key=_rank))


def _rank(candidate: Candidate) -> tuple[int, int]:
    strength, feasibility = candidate.strength, candidate.feasibility
    if strength is None or feasibility is None:
        return (0, 0)
    return (-min(strength, feasibility), -strength)


def remarks(design: MeasureDesign) -> tuple[Remark, ...]:
    """Everything to ask about a sheet, in the order of its parts. Nothing of it blocks."""
    found: list[Remark] = []
    for one in design.candidates:
        refused = not_a_measure(one)
        if refused is not None:
            found.append(refused)
        if left := missing_of(one):
            found.append(Remark(f"no_{left[0]}", one.id))
    chosen = design.chosen
    if len(chosen) > MOST_CHOSEN:
        found.append(Remark("too_many_chosen", design.result_id, {"n": len(chosen), "most": MOST_CHOSEN}))
    for one in chosen:
        found += _of_chosen(one)
    if len(design.evidence) > MOST_EVIDENCE:
        found.append(Remark("much_evidence", design.result_id, {"n": len(design.evidence), "most": MOST_EVIDENCE}))
    return tuple(found)


def _of_chosen(one: Candidate) -> list[Remark]:
    found = []
    if one.strength is not None and one.strength < WEAK_BELOW:
        found.append(Remark("weak_choice", one.id, {"n": one.strength}))
    for code, pattern in _NAME_FLAWS:
        if flaw := pattern.search(one.name):
            found.append(Remark(code, one.id, {"word": flaw.group()}))
    return found


def lines_to_write(design: MeasureDesign) -> dict[Part, tuple[str, ...]]:
    """What each part still waits for, as codes (``to_write.<code>``); an empty tuple is a part that is done."""
    asked = design.none_found_after is not None and design.none_found_after > 0
    unwanted = [one for one in design.picture if one.aspect is not Aspect.WATCH and one.text]
    whole = [one for one in design.candidates if not missing_of(one)]
    unrated = [one for one in design.candidates if one.strength is None or one.feasibility is None]
    chosen = design.chosen
    return {
        Part.EVIDENCE: _codes(evidence=len(design.evidence) < FEWEST_EVIDENCE),
        Part.CANDIDATES: _codes(candidates=len(whole) < FEWEST_CANDIDATES, ratings=bool(unrated) or not design.candidates),
        Part.PICTURE: _codes(consequence=not unwanted and not asked, counter=not asked and not any(one.counter for one in unwanted)),
        Part.CHOICE: _codes(
            choice=not chosen,
            name=any(not one.name for one in chosen),
            description=any(not one.description for one in chosen),
            reason=bool(chosen) and not design.reason,
            why_not=bool(chosen) and any(not one.why_not for one in design.candidates if not one.chosen),
            type=any(not one.type_confirmed for one in chosen),
        ),
        Part.DEFINITION: _codes(measure=not chosen or any(not one.measure_id for one in chosen)),
    }


def order_of(design: MeasureDesign) -> tuple[Part, ...]:
    """The parts as this sheet shows them: the person's order where they moved a part, parts that it does not name at their usual place."""
    wanted = [Part(one) for one in design.part_order if one in set(Part)]
    return tuple(dict.fromkeys([*wanted, *DEFAULT_ORDER]))


def next_part(design: MeasureDesign) -> Part | None:
    """The first part of the sheet that waits for a line, None where all five are done."""
    waiting = lines_to_write(design)
    return next((part for part in order_of(design) if waiting[part]), None)


def _codes(**waiting: bool) -> tuple[str, ...]:
    return tuple(code for code, holds in waiting.items() if holds)
