"""The one next step as a card: a request, its reason, how long it takes, and the address where it is done."""

from dataclasses import dataclass

from django.urls import reverse

from groundswell.domain.improvement.next_step import NextStep
from groundswell.words import Words

PAGES = {
    "few_figures": "measure_paste",
    "no_direction": "measure_definition",
    "new_signal_without_note": "measure_note",
    "not_shown": "measure_share",
}
RANK = (
    "open_reading_question",
    "reaction_unanswered",
    "new_signal_without_note",
    "no_direction",
    "few_figures",
    "not_shown",
    "period_due",
    "none",
)
"""The order on the home page, where many measures each offer a step: people who wait come first, then what is new."""


@dataclass(frozen=True, slots=True)
class StepCard:
    """The next-step card. ``href`` empty: nothing needs a hand."""

    caption: str
    ask: str
    why: str
    button: str
    href: str


def step_card(step: NextStep, words: Words, *, measure_id: str, query: str, name: str = "") -> StepCard:
    """The card of one measure's step; with a name it says which measure (home page)."""
    values = {key: str(value) if key == "n" else value for key, value in step.values.items()} | {"name": name}
    code = f"{'step_home' if name else 'step'}.{step.code}"
    href = "" if step.code == "none" else _address(step, measure_id, query)
    return StepCard(
        caption=words.text("step.caption_none" if step.code == "none" else "step.caption", {"n": step.minutes}),
        ask=words.text(f"{code}.ask", values),
        why=words.text(f"step.{step.code}.why", values),
        button=words.text(f"step.{step.code}.button", values) if href else "",
        href=href,
    )


def _address(step: NextStep, measure_id: str, query: str) -> str:
    if step.code in ("open_reading_question", "period_due"):
        return reverse("bring")
    if step.code == "reaction_unanswered":
        return reverse("measure", args=[measure_id]) + query + "#talk"
    period = step.values.get("period")
    address = reverse(PAGES[step.code], args=[measure_id]) + query
    if step.code == "new_signal_without_note" and period:
        address += f"{'&' if query else '?'}period={period}"
    return address
