"""The rules of a measure design (method 1.4): what is refused kindly, what is missing, which candidate stands first."""

from dataclasses import replace

import pytest

from groundswell.domain.authoring.design_rules import (
    DEFAULT_ORDER,
    Part,
    lines_to_write,
    next_part,
    not_a_measure,
    order_of,
    ranked,
    remarks,
)
from groundswell.domain.authoring.measure_design import Aspect, BiggerPicture, Candidate, Evidence, MeasureDesign

WHOLE = Candidate("c1", "median working days", "from receipt to full answer", "by month", strength=6, feasibility=6)
EVIDENCE = tuple(Evidence(f"e{n}", "Nobody rings twice") for n in range(3))
PICTURE = (BiggerPicture("p", Aspect.GAMING, "Closing early with a holding letter", "only full answers count"),)
CHOSEN = replace(WHOLE, chosen=True, name="Days to answer a complaint", description="d", type_confirmed=True, measure_id="x")
OTHERS = (replace(WHOLE, id="c2", why_not="says how many"), replace(WHOLE, id="c3", why_not="not asked"))
DONE = MeasureDesign("r", EVIDENCE, (CHOSEN, *OTHERS), PICTURE, reason="It is what people feel")


@pytest.mark.parametrize(
    ("statistic", "population", "code"),
    [
        ("% complete", "of the CRM project", "milestone"),
        ("Implementation of", "the new web site", "milestone"),
        ("Strategy approved", "", "milestone"),
        ("Policy", "completed by March", "milestone"),
        ("Whether", "a plan exists", "yes_no"),
        ("Yes/no", "policy in place", "yes_no"),
        ("Survey of", "residents", "survey"),
        ("Staff survey", "", "survey"),
        ("percentage", "of residents in the survey who feel safe", None),
        ("average score", "of the yearly resident survey", None),
        ("number", "of projects that stay within their budget", None),
        ("average days", "from completion to sign-off of a repair", None),
        ("count", "of boats that leave by the tide", None),
    ],
)
def test_what_is_no_measure_is_asked_about(statistic: str, population: str, code: str | None) -> None:
    found = not_a_measure(Candidate("c", statistic, population, "by month"))
    assert (found.code if found else None) == code


def test_candidates_stand_by_the_weaker_rating_then_by_strength() -> None:
    rated = {"a": (6, 6), "b": (7, 3), "c": (4, 6), "d": (1, 7), "e": (6, 4), "f": (None, 7)}
    candidates = tuple(replace(WHOLE, id=name, strength=pair[0], feasibility=pair[1]) for name, pair in rated.items())
    assert "".join(one.id for one in ranked(candidates)) == "aecbdf"


@pytest.mark.parametrize(
    ("candidate", "codes"),
    [
        (CHOSEN, []),
        (replace(CHOSEN, strength=3), ["weak_choice"]),
        (replace(CHOSEN, strength=4), []),
        (replace(CHOSEN, name="Complaints KPI"), ["name_kpi"]),
        (replace(CHOSEN, name="Answers within 10 days"), ["name_target"]),
        (replace(CHOSEN, period=""), ["no_period"]),
        (replace(CHOSEN, population=" "), ["no_population"]),
    ],
)
def test_a_choice_is_asked_about(candidate: Candidate, codes: list[str]) -> None:
    assert [one.code for one in remarks(replace(DONE, candidates=(candidate, *OTHERS)))] == codes


def test_more_than_three_chosen_are_asked_about() -> None:
    four = tuple(replace(CHOSEN, id=f"c{n}") for n in range(4))
    assert [one.code for one in remarks(replace(DONE, candidates=four))] == ["too_many_chosen"]


@pytest.mark.parametrize(
    ("design", "part", "codes"),
    [
        (MeasureDesign("r"), Part.EVIDENCE, ("evidence",)),
        (replace(DONE, evidence=EVIDENCE[:2]), Part.EVIDENCE, ("evidence",)),
        (replace(DONE, candidates=(CHOSEN, OTHERS[0])), Part.CANDIDATES, ("candidates",)),
        (replace(DONE, candidates=(CHOSEN, OTHERS[0], replace(OTHERS[1], strength=None))), Part.CANDIDATES, ("ratings",)),
        (replace(DONE, picture=()), Part.PICTURE, ("consequence", "counter")),
        (replace(DONE, picture=(replace(PICTURE[0], counter=""),)), Part.PICTURE, ("counter",)),
        (replace(DONE, picture=(), none_found_after=3), None, ()),
        (replace(DONE, picture=(), none_found_after=0), Part.PICTURE, ("consequence", "counter")),
        (replace(DONE, reason=""), Part.CHOICE, ("reason",)),
        (replace(DONE, candidates=(CHOSEN, OTHERS[0], replace(OTHERS[1], why_not=""))), Part.CHOICE, ("why_not",)),
        (replace(DONE, candidates=(replace(CHOSEN, type_confirmed=False), *OTHERS)), Part.CHOICE, ("type",)),
        (replace(DONE, candidates=(replace(CHOSEN, measure_id=""), *OTHERS)), Part.DEFINITION, ("measure",)),
        (DONE, None, ()),
    ],
)
def test_the_sheet_says_what_it_waits_for(design: MeasureDesign, part: Part | None, codes: tuple[str, ...]) -> None:
    assert next_part(design) is part
    if part is not None:
        assert lines_to_write(design)[part] == codes


def test_a_part_can_be_moved() -> None:
    assert order_of(DONE) == DEFAULT_ORDER
    moved = replace(DONE, part_order=("evidence", "candidates", "choice", "picture"))
    assert order_of(moved) == (Part.EVIDENCE, Part.CANDIDATES, Part.CHOICE, Part.PICTURE, Part.DEFINITION)
    assert order_of(replace(DONE, part_order=("picture", "nonsense")))[0] is Part.PICTURE
