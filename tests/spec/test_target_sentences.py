"""Every sentence about a target or a standard, from one place, as a table: state by direction by number.

One year of figures about each level; the words that a reader sees stand in full, so that a change of one is seen here.
"""

import re
from dataclasses import replace
from datetime import date

import pytest

from groundswell.domain.improvement.assurance import Assurance, Chance, StandardReading
from groundswell.domain.improvement.targets import TargetReading, TargetState
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.target import Standard, Target, TargetKind
from groundswell.words import Words, catalogue, words_for
from groundswell.words.target_words import Measured, StandardWords, TargetWords, target_named, tell_standard, tell_target

WORDS = words_for("en-GB")
DAY = date(2027, 3, 31)
CL, LIMIT, SPREAD = TargetKind.CENTRAL_LINE, TargetKind.LIMIT, TargetKind.SPREAD
S = TargetState
REDESIGN = "That is more than the process does by itself: only a redesign will do. What is planned?"


def measured(words: Words = WORDS, cadence: str = "month", *, directed: bool = True) -> Measured:
    form = words.figure_form("days", None)
    return Measured(form.full, words.figure_form("days", 0).close, cadence, 5, directed)


def reading(state: TargetState, kind: TargetKind = CL, **fields: object) -> TargetReading:
    base = TargetReading(Target(Exact(14), DAY, kind=kind), state, line=16.2, before=25.6, share=0.81, ask=1.44, moved=True, further=9)
    return replace(base, **fields)  # type: ignore[arg-type]


def said(found: TargetReading, cadence: str = "month") -> TargetWords:
    told = tell_target(WORDS, found, measured(cadence=cadence))
    return TargetWords(*(part.replace("\N{NO-BREAK SPACE}", " ") for part in (told.word, told.sentence, told.ask, told.more)))


SENTENCES = [
    (reading(S.TOO_FEW, line=None), "Limits appear from the fifth figure; then the target of 14 days has a level to start from."),
    (reading(S.NO_DIRECTION, LIMIT, line=None),
     "Which way is better? Until somebody says, nobody can tell which limit is to keep clear of 14 days."),
    (reading(S.REACHED, line=13.9), "The target of 14 days is reached: typical is 14."),
    (reading(S.REACHED, line=12.0, from_start=True), "The level was at the target of 14 days from the start: typical is 12."),
    (reading(S.HELD, line=13.0),
     "The target of 14 days is reached and held: typical is 13, and 9 further figures show nothing against it."),
    (reading(S.APPROACHING), "Typical is 16, down from 26: three quarters of the way to the target of 14 days."),
    (reading(S.APPROACHING, up=True, before=4.0, share=0.5), "Typical is 16, up from 4: half of the way to the target of 14 days."),
    (reading(S.NO_CHANGE, moved=False), "No change yet towards the target of 14 days: typical is still 16."),
    (reading(S.NO_CHANGE, share=0.1, before=17.4), "Typical is 16, down from 17: a small part of the way to the target of 14 days."),
    (reading(S.NO_CHANGE, share=0.1, before=15.0, up=True), "Typical is 16, up from 15: a small part of the way to the target of 14 days."),
    (reading(S.AWAY, line=28.0), "The level has moved away from the target of 14 days: typical is 28, before it was 26."),
    (reading(S.AWAY, lost=True), "The target of 14 days had been reached; since then the level has moved away again, to 16."),
    (reading(S.AWAY, line=9.0, beyond=True),
     "The level has gone past the target of 14 days, and past where it is best: typical is 9, before it was 26."),
    (reading(S.NO_DIRECTION, LIMIT, line=None, in_band=True),
     "14 days lies where figures are best, so nobody can tell which limit is to keep clear of it."),
    (reading(S.REACHED, LIMIT, line=13.0), "Figures now normally stay at or under 14 days, as wanted: the upper limit is 13."),
    (reading(S.REACHED, LIMIT, line=15.0, up=True), "Figures now normally stay at or above 14 days, as wanted: the lower limit is 15."),
    (reading(S.REACHED, LIMIT, line=13.0, from_start=True),
     "Figures normally stayed at or under 14 days from the start: the upper limit is 13."),
    (reading(S.HELD, LIMIT, line=13.0),
     "Figures normally stay at or under 14 days, and that is held: 9 further figures show nothing against it."),
    (reading(S.HELD, LIMIT, line=15.0, up=True),
     "Figures normally stay at or above 14 days, and that is held: 9 further figures show nothing against it."),
    (reading(S.APPROACHING, LIMIT, share=0.3), "The upper limit is 16, down from 26: a third of the way to the target of 14 days."),
    (reading(S.APPROACHING, LIMIT, share=0.9, up=True, before=2.0),
     "The lower limit is 16, up from 2: most of the way to the target of 14 days."),
    (reading(S.NO_CHANGE, LIMIT, moved=False), "No change yet towards the target of 14 days for the upper limit: it is still 16."),
    (reading(S.NO_CHANGE, LIMIT, share=0.1), "The upper limit is 16, down from 26: a small part of the way to the target of 14 days."),
    (reading(S.AWAY, LIMIT, line=30.0), "The upper limit has moved away from the target of 14 days: it is 30, before it was 26."),
    (reading(S.AWAY, LIMIT, lost=True),
     "Figures had normally stayed at or under 14 days; since then the upper limit has moved away again, to 16."),
    (reading(S.REACHED, SPREAD, line=13.0), "The limits lie no more than 14 days apart, as wanted: 13."),
    (reading(S.HELD, SPREAD, line=13.0),
     "The limits lie no more than 14 days apart, and that is held: 9 further figures show nothing against it."),
    (reading(S.APPROACHING, SPREAD, share=0.65),
     "The limits lie 16 apart, before it was 26: two thirds of the way to the target of 14 days."),
    (reading(S.NO_CHANGE, SPREAD, moved=False), "No change yet towards limits that lie 14 days apart: they lie 16 apart."),
    (reading(S.AWAY, SPREAD, line=30.0), "The limits have moved farther apart, away from the target of 14 days: 30, before it was 26."),
    (reading(S.AWAY, SPREAD, lost=True), "The limits had been no more than 14 days apart; since then they lie 16 apart."),
]


@pytest.mark.parametrize(("found", "sentence"), SENTENCES, ids=[sentence[:60] for _, sentence in SENTENCES])
def test_the_sentence_of_a_state(found: TargetReading, sentence: str) -> None:
    assert said(found).sentence == sentence


@pytest.mark.parametrize(
    ("ask", "kind", "sentence"),
    [
        (1.4421, CL, "The level would have to move by 1.4 times the usual spread."),
        (0.61, CL, "The level would have to move by 0.6 of the usual spread."),
        (0.97, CL, "The level would have to move by about the usual spread."),
        (0.04, CL, "The level would have to move by less than a tenth of the usual spread."),
        (3.2, CL, f"The level would have to move by 3.2 times the usual spread. {REDESIGN}"),
        (2.0, LIMIT, "The limit would have to move by 2.0 times the usual spread."),
        (0.251, SPREAD, "The spread would have to become 25% narrower."),
        (None, CL, "The figures do not vary, so there is no usual spread to measure it by."),
    ],
)
def test_the_ask_in_plain_words(ask: float | None, kind: TargetKind, sentence: str) -> None:
    assert said(reading(S.NO_CHANGE, kind, ask=ask)).ask == sentence
    assert said(reading(S.REACHED, kind, ask=0.0)).ask == ""


def test_what_else_is_to_know() -> None:
    assert said(reading(S.NO_CHANGE)).more == "One month at 14 days would not be it: the level has to move."
    assert said(reading(S.APPROACHING, provisional=True)).more.startswith("The limits are provisional, so this may still change. One month")
    assert said(reading(S.NO_CHANGE, provisional=True, moved=False)).more.startswith("One month")
    assert said(reading(S.REACHED, against=True)).more == "A signal among the newest figures speaks against it."
    assert said(reading(S.NO_CHANGE, passed=True)).more == "Its date is over."
    assert said(reading(S.NO_CHANGE, SPREAD)).more == ""


@pytest.mark.parametrize("count", [1, 2])
def test_further_figures_agree_in_number(count: int) -> None:
    one = said(reading(S.HELD, further=count)).sentence
    assert one.endswith("1 further figure shows nothing against it." if count == 1 else "2 further figures show nothing against it.")


STANDARD = Standard(Exact(90), date(2025, 1, 1))
LUCK = StandardReading(STANDARD, Assurance.LUCK, Chance(0.7, 0.52, 0.84), up=True, figures=24)
STANDARDS = [
    (LUCK, "Meeting the standard of 90 days is a matter of luck: it happens in about 7 of 10 months.",
     "Going by 24 figures, the true rate probably lies between 5 and 8 in 10."),
    (replace(LUCK, figures=1), "Meeting the standard of 90 days is a matter of luck: it happens in about 7 of 10 months.",
     "Going by 1 figure, the true rate probably lies between 5 and 8 in 10."),
    (replace(LUCK, chance=Chance(0.7, 0.66, 0.74)),
     "Meeting the standard of 90 days is a matter of luck: it happens in about 7 of 10 months.",
     "Going by 24 figures, that is fairly certain."),
    (replace(LUCK, chance=Chance(0.97, 0.7, 1.0)), "Meeting the standard of 90 days is a matter of luck: it happens in nearly every month.",
     "Going by 24 figures, the true rate probably lies between 7 and 10 in 10."),
    (replace(LUCK, chance=Chance(0.02, 0.0, 0.3)), "Meeting the standard of 90 days is a matter of luck: it happens in hardly any month.",
     "Going by 24 figures, the true rate probably lies between 0 and 3 in 10."),
    (replace(LUCK, chance=None, piled_up=True), "Meeting the standard of 90 days is a matter of luck: it lies between the limits.",
     "Many figures stand where they cannot go farther, so no chance is worked out."),
    (replace(LUCK, assurance=Assurance.ALWAYS),
     "The standard of 90 days can be relied on: figures normally stay above it, without any change.", ""),
    (replace(LUCK, assurance=Assurance.ALWAYS, up=False, provisional=True),
     "The standard of 90 days can be relied on: figures normally stay under it, without any change.",
     "The limits are provisional, so this may still change."),
    (replace(LUCK, assurance=Assurance.ALWAYS, by_bound=True), "The standard of 90 days is met by every figure that there can be.", ""),
    (replace(LUCK, assurance=Assurance.ALWAYS, constant=True), "The standard of 90 days is met by every figure, as they do not vary.", ""),
    (replace(LUCK, assurance=Assurance.NEVER),
     "The standard of 90 days cannot be met by the process as it is: figures normally stay under it.", ""),
    (replace(LUCK, assurance=Assurance.NEVER, up=False),
     "The standard of 90 days cannot be met by the process as it is: figures normally stay above it.", ""),
    (replace(LUCK, assurance=Assurance.NEVER, constant=True), "The standard of 90 days is met by no figure, as they do not vary.", ""),
    (replace(LUCK, assurance=None), "Neither way is better here, so a standard of 90 days is neither met nor missed.", ""),
    (StandardReading(STANDARD), "Limits appear from the fifth figure; then one can tell how far the standard of 90 days is met.", ""),
]


def told(found: StandardReading, cadence: str = "month", *, directed: bool = True) -> StandardWords:
    words = tell_standard(WORDS, found, measured(cadence=cadence, directed=directed))
    return StandardWords(*(part.replace("\N{NO-BREAK SPACE}", " ") for part in (words.word, words.sentence, words.certainty)))


@pytest.mark.parametrize(("found", "sentence", "certainty"), STANDARDS, ids=[f"{at}: {row[1][:50]}" for at, row in enumerate(STANDARDS)])
def test_the_sentence_of_a_standard(found: StandardReading, sentence: str, certainty: str) -> None:
    words = told(found)
    assert (words.sentence, words.certainty) == (sentence, certainty)


def test_without_a_direction_the_question_comes_first() -> None:
    assert told(replace(LUCK, assurance=None), directed=False).sentence.startswith("Which way is better?")


@pytest.mark.parametrize("cadence", [str(one) for one in Cadence])
def test_every_cadence_has_its_own_noun(cadence: str) -> None:
    sentences = {told(replace(LUCK, chance=Chance(share, 0.2, 0.9)), cadence).sentence for share in (0.01, 0.5, 0.99)}
    assert len(sentences) == 3
    assert all("standard." not in sentence for sentence in sentences)
    assert "target." not in said(reading(S.NO_CHANGE), cadence).more


@pytest.mark.parametrize("kind", list(TargetKind))
@pytest.mark.parametrize("state", list(TargetState))
@pytest.mark.parametrize("up", [False, True], ids=["down", "up"])
@pytest.mark.parametrize("fields", [{}, {"from_start": True}, {"lost": True}, {"moved": False}], ids=["plain", "start", "lost", "still"])
def test_every_state_of_every_kind_has_a_short_plain_sentence(
    kind: TargetKind, state: TargetState, up: bool, fields: dict[str, bool]
) -> None:
    words = said(reading(state, kind, up=up, **fields, **({"line": None} if state in (S.TOO_FEW, S.NO_DIRECTION) else {})))
    for text in (words.word, words.sentence, words.ask, words.more):
        assert not re.search(r"target\.|\{|\}|nan|—|!", text), text
    assert words.sentence.endswith(".")
    assert len(words.sentence.split()) <= 24


def test_no_sentence_compares_with_the_last_month_or_counts_hits() -> None:
    own = catalogue.parts("en")["targets.po"]
    told = [message.string for message in own if message.id]
    texts = [text for one in told for text in (one if isinstance(one, tuple) else (one,))]
    forbidden = re.compile(r"last (month|period)|compared|green|\bred\b|on target|off target|\bhit\b", re.IGNORECASE)
    assert len(texts) > 150
    assert not [text for text in texts if forbidden.search(text)]


def test_a_target_is_named_by_what_is_wanted() -> None:
    values = {"target": "14 days", "period": "March 2027"}
    assert target_named(WORDS, CL, values, up=None) == "typical 14 days by March 2027"
    assert target_named(WORDS, LIMIT, values, up=True) == "normally at or above 14 days by March 2027"
    assert target_named(WORDS, LIMIT, values, up=False) == "normally at or under 14 days by March 2027"
    assert target_named(WORDS, LIMIT, values, up=None) == "a limit of 14 days by March 2027"
    assert target_named(WORDS, SPREAD, values, up=True) == "limits no more than 14 days apart by March 2027"


def test_numbers_take_the_form_of_the_display_locale() -> None:
    german = words_for("de")
    assert "1,4" in tell_target(german, reading(S.NO_CHANGE), measured(german)).ask
