"""The rows of the sheet: evidence by side, candidates by rank with their dots, the bigger picture by aspect."""

from collections.abc import Iterable
from dataclasses import dataclass

from groundswell.domain.authoring.design_rules import Remark, missing_of, not_a_measure, ranked, remarks
from groundswell.domain.authoring.measure_design import HIGHEST, LOWEST, Aspect, Candidate, Degree, Side
from groundswell.records.selectors.designs import CANDIDATE, EVIDENCE, PICTURE
from groundswell.web.pages.design.load import Loaded
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class Dots:
    """A rating as seven dots and its figure; None while it is not rated."""

    figure: int
    on: tuple[bool, ...]


def dots(rating: int | None) -> Dots | None:
    """The drawing of a rating."""
    return None if rating is None else Dots(rating, tuple(at <= rating for at in range(LOWEST, HIGHEST + 1)))


def asked(words: Words, found: Iterable[Remark]) -> list[str]:
    """Remarks as the questions that they are."""
    return [words.text(f"design.{one.code}", one.values) for one in found]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of evidence or of the bigger picture. ``beside`` is said after it in fainter ink."""

    id: str
    text: str
    beside: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows below one heading; ``key`` is the side or the aspect."""

    key: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One candidate of the table."""

    id: str
    wording: str
    evidence: str
    strength: Dots | None
    feasibility: Dots | None
    chosen: bool
    why_not: str
    asked: tuple[str, ...]
    is_measure: bool
    href: str
    choose: str


def evidence_groups(loaded: Loaded) -> list[Group]:
    """What one would notice if it were true, and if it were not."""
    words = loaded.request.words

    def rows(side: Side) -> tuple[Row, ...]:
        return tuple(
            Row(
                one.id,
                one.text,
                words.text("design_page.less") if one.degree is Degree.LESS else "",
                loaded.to("design_line", EVIDENCE, one.id),
            )
            for one in loaded.design.evidence
            if one.side is side
        )

    return [Group(side.value, words.text(f"design_heading.{side.value}"), rows(side)) for side in Side]


def picture_groups(loaded: Loaded) -> list[Group]:
    """The bigger picture by what its lines are about; an aspect without lines has no heading."""
    words = loaded.request.words
    found = []
    for aspect in Aspect:
        rows = tuple(
            Row(
                one.id,
                one.text,
                words.text("design_page.counter", {"text": one.counter}) if one.counter else "",
                loaded.to("design_line", PICTURE, one.id),
            )
            for one in loaded.design.picture
            if one.aspect is aspect
        )
        if rows:
            found.append(Group(aspect.value, words.text(f"design_heading.{aspect.value}"), rows))
    return found


def candidate_rows(loaded: Loaded) -> list[CandidateRow]:
    """The candidates, best balance first. What is no measure is kept as written and can be changed, not chosen."""
    said = remarks(loaded.design)
    evidence = {one.id: one.text for one in loaded.design.evidence}

    def row(one: Candidate) -> CandidateRow:
        about = [each for each in said if each.about == one.id]
        offered = not one.chosen and not_a_measure(one) is None and not missing_of(one)
        return CandidateRow(
            id=one.id,
            wording=one.wording,
            evidence=evidence.get(one.evidence_id, ""),
            strength=dots(one.strength),
            feasibility=dots(one.feasibility),
            chosen=one.chosen,
            why_not=one.why_not,
            asked=tuple(asked(loaded.request.words, about)),
            is_measure=bool(one.measure_id),
            href=loaded.to("design_line", CANDIDATE, one.id),
            choose=loaded.to("design_choose", one.id) if offered else "",
        )

    return [row(one) for one in ranked(loaded.design.candidates)]
