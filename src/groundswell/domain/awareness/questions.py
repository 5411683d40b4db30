"""The bank of questions that go with a chart when it is shown to somebody.

A question is open (what, which, how, who, suppose), holds one idea, is about the system and not a person, can be answered
from experience, points to something visible, is safe to be asked upwards and has at most 25 words (method 6.3).
The wording stands in the catalogue under ``ask.<code>``; here is which situation each one suits.
"""

from dataclasses import dataclass
from enum import StrEnum


class Situation(StrEnum):
    """What the chart says at the moment: the mark of its newest signal, or that there are too few figures to say."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"
    ROUTINE = "routine"
    FEW = "few"


ANY = frozenset(Situation)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank, and the situations in which it is offered."""

    code: str
    suits: frozenset[Situation]

    @property
    def general(self) -> bool:
        """Whether it goes with almost any chart."""
        return len(self.suits) > len(ANY) // 2

    @property
    def words(self) -> str:
        """The catalogue's key of its wording."""
        return f"ask.{self.code}"


def _of(code: str, *situations: Situation) -> Question:
    return Question(code, frozenset(situations))


QUESTIONS: tuple[Question, ...] = (
    _of("lasting", Situation.BETTER),
    _of("old_habit", Situation.BETTER),
    _of("good_day", Situation.WORSE),
    _of("first_sentence", Situation.WORSE),
    _of("around_then", Situation.WORSE, Situation.CHANGED),
    _of("counted_or_done", Situation.CHANGED),
    _of("breathing", Situation.ROUTINE),
    _of("other_process", Situation.ROUTINE),
    _of("how_many_more", Situation.FEW),
    _of("older_figures", Situation.FEW),
    Question("believe", ANY),
    Question("beside_the_chart", ANY),
    Question("lives_with_it", ANY),
    Question("decide", ANY - {Situation.FEW}),
    Question("safe_number", ANY),
)
"""In the order in which they are offered: those of the situation first."""


def questions_for(situation: Situation) -> tuple[Question, ...]:
    """The questions that suit a situation, its own before the general ones."""
    suiting = [one for one in QUESTIONS if situation in one.suits]
    return tuple(sorted(suiting, key=lambda one: one.general))


def question(code: str) -> Question | None:
    """The question of that code, or None where the bank has none."""
    return next((one for one in QUESTIONS if one.code == code), None)
