"""docs/steps.md: every step of fifteen minutes, when it is done, and the rule that suggests one."""

from groundswell.domain.authoring.sessions.criteria import Criterion, Material, criteria
from groundswell.domain.authoring.sessions.facts import (
    BeginningFacts,
    DefinitionFacts,
    GalleryFacts,
    GoalFacts,
    MapFacts,
    MeasureFacts,
    ResultFacts,
    SessionFacts,
)
from groundswell.domain.authoring.sessions.steps import LONGEST, RESULT_FIRST, SESSIONS_TO_LOOK_BACK, SHEET_FIRST, STEPS, Step, Subject
from groundswell.words import words_for

NOTHING: dict[Subject, Material] = {
    Subject.SELF: BeginningFacts(),
    Subject.GOAL: GoalFacts("", ""),
    Subject.MAP: MapFacts(""),
    Subject.RESULT: ResultFacts("", "", ""),
    Subject.DEFINITION: DefinitionFacts("", items=2),
    Subject.MEASURE: MeasureFacts("", flags=2, signals=1),
    Subject.GALLERY: GalleryFacts("", remarks=2),
}
"""What a step finds where nothing has been written yet; enough of it to name every criterion."""


def page() -> str:
    """The page as Markdown."""
    words = words_for("en")
    lines = [
        "# The steps of fifteen minutes",
        "",
        f"*Today* suggests one step; each takes at most {LONGEST} minutes. When it is done is looked up in what exists: nobody ticks",
        "anything, and a step that is left half done is offered again. The numbers are those of the method; this page is made from",
        "the code, and a test compares it.",
        "",
        "| Step | What you do | Minutes | Done when |",
        "|---|---|---|---|",
    ]
    for step in STEPS.values():
        told = "; ".join(words.text(f"done.{one.code}", one.values) for one in _criteria(step))
        lines.append(f"| {step.id} | {words.text(f'step.{step.id}')} | {step.minutes} | {told} |")
    lines += [
        "",
        "## Which one is suggested",
        "",
        "The first line that holds:",
        "",
        f"1. {SESSIONS_TO_LOOK_BACK} sessions since the last look back: S34.",
        "2. The step of the last session, where it is not done yet.",
        f"3. *Sheet first*, where a measure has figures and none has been all the way: {_path(SHEET_FIRST)},",
        "   for the measure that is furthest along.",
        f"4. *Result first*: {_path(RESULT_FIRST)},",
        "   for the result last worked on; S05 for one goal, and only while there is neither a result nor a figure.",
        "5. A signal that nobody has put words to: S21. Then an unanswered reaction: S25. Then an unanswered remark of a gallery: S27.",
        "6. The result of highest priority without a measure: the next part of its design.",
        "7. A map of five results or more with open questions: S08. Else one more result: S06.",
        "",
        '"Something else" offers what comes further down, and steps that no path needs, one of each family first. Sessions, plans and',
        "parked thoughts are private rows: they are no figures, stand in no record of changes, and nobody else can ask for them.",
    ]
    return "\n".join(lines) + "\n"


def _criteria(step: Step) -> tuple[Criterion, ...]:
    if step.id == "S34":
        return criteria(step.id, SessionFacts())
    if step.id == "S06":
        return criteria(step.id, NOTHING[Subject.RESULT])
    return criteria(step.id, NOTHING[step.subject])


def _path(steps: tuple[str, ...]) -> str:
    return " → ".join(steps)
