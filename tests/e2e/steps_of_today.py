"""What somebody at Marram Harbour writes at each step of Today, by the words that the page asks with."""

import re
from collections.abc import Callable, Mapping

from playwright.sync_api import expect

from tests.e2e.hands import Hands

PASTED = "\n".join(f"2025-{month:02} {figure}" for month, figure in enumerate((25, 26, 24, 25, 28, 22, 25, 24, 23, 26, 25, 24), start=1))
GOAL = "Improve customer service by 10% in 2027"
RESULT = "People who complain know soon where they stand"
MEASURE = "Days to answer a complaint"
CANDIDATES = (
    ("Median working days", "from receipt of a complaint to its full answer", "by month"),
    ("Percentage", "of complaints that come back within three months", "by quarter"),
    ("Number", "of calls that ask where a complaint stands", "by week"),
)


def tested_goal(hands: Hands) -> None:
    """S05."""
    hands.write("A goal that exists already, word for word", GOAL)
    hands.write("Where it stands", "Corporate plan 2026, page 4")
    for question, verdict in (("Is it a result", "No"), ("Would two people", "No"), ("Does it hold", "Yes"), ("numbers, dates", "No")):
        hands.choose(re.compile(question), verdict)
    hands.choose(re.compile("free of statistics"), "Yes")
    hands.tick("It is something we do: put it on the list of initiatives")


def result(hands: Hands) -> None:
    """S06."""
    hands.write("The result, as though it were already true", RESULT)
    hands.choose("Where does it belong?", "Strategic")


def evidence(hands: Hands) -> None:
    """S09."""
    hands.write(re.compile("^If it were true"), "Nobody rings to ask where their letter is\nThanks arrive in the post")
    hands.write(re.compile("^If it were not"), "The same person writes twice")


def candidates(hands: Hands) -> None:
    """S10."""
    for row, (statistic, population, period) in enumerate(CANDIDATES, start=1):
        hands.write(f"Candidate {row}: Statistic", statistic)
        hands.write(f"Candidate {row}: Of whom or what", population)
        hands.write(f"Candidate {row}: How often", period)


def ratings(hands: Hands) -> None:
    """S11."""
    for (statistic, *_parts), strength, feasibility in zip(CANDIDATES, "653", "654", strict=True):
        hands.pick(re.compile(f"^{statistic}.*Strength"), strength)
        hands.pick(re.compile(f"^{statistic}.*Feasibility"), feasibility)


def bigger_picture(hands: Hands) -> None:
    """S12."""
    hands.choose(re.compile("^What could go wrong"), "The figure could look better while the thing does not")
    hands.write("What exactly?", "Holding letters are sent early")
    hands.write("What could be done against it?", "Only full answers count")


def chosen(hands: Hands) -> None:
    """S13."""
    hands.choose(re.compile("^Which one is the right balance"), re.compile("^Median"))
    hands.write("A short name", MEASURE)
    hands.write(re.compile("^In one sentence"), "Median working days from receipt to full answer, by month.")
    hands.write(re.compile("^Why this one"), "It is what people feel, and the log has it; calls are counted nowhere.")


def formula(hands: Hands) -> None:
    """S14."""
    hands.write("How is it worked out?", "[working days of answered complaints] / [complaints answered]")
    hands.write("Counted in", "working days")
    hands.write(re.compile("^Whom or what does it cover"), "All complaints that are answered in full; not compliments.")
    hands.pick("How often?", "Monthly")


def items(hands: Hands) -> None:
    """S15."""
    for item in ("working days of answered complaints", "complaints answered"):
        hands.write(f"Where does “{item}” come from?", "The log of complaints")
        hands.write(f"Who records “{item}”, by their role?", "The complaints officer")


def figures(hands: Hands) -> None:
    """S17, for a measure of one's own."""
    hands.write(re.compile("^Older figures"), PASTED)


def limits(hands: Hands) -> None:
    """S19."""
    hands.choose("What should the limits rest on?", re.compile("^The first twelve"))


def sentence(hands: Hands) -> None:
    """S20."""
    hands.choose("Is there a signal?", re.compile("^No"))
    hands.write("Say it in one sentence", "It does what it normally does: about 25 a month.")


def whom_to_show(hands: Hands) -> None:
    """S23."""
    hands.write("Whom will you show it to?", "Ines from the front desk")
    hands.choose("Which question goes with it?", 1)
    hands.day("When?", "2026-12-01")


def first_words(hands: Hands) -> None:
    """S24."""
    hands.write(re.compile("^Their first words"), "I thought it was far worse.")
    hands.choose("Which kind was it?", "Now I see")


def answer(hands: Hands) -> None:
    """S25."""
    hands.write(re.compile("I thought it was far worse"), "I hang the chart beside your desk.")


def looked_back(hands: Hands) -> None:
    """S34: each open action is done, then two lines."""
    buttons = hands.page.get_by_role("button", name="It is done")
    for left in range(buttons.count() - 1, -1, -1):
        hands.press("It is done")
        expect(buttons).to_have_count(left)
    hands.write("One thing you learned", "Ask before counting")
    hands.write("Next week’s first step", "show Ines the chart")


WRITTEN: Mapping[str, Callable[[Hands], None]] = {
    "S05": tested_goal,
    "S06": result,
    "S09": evidence,
    "S10": candidates,
    "S11": ratings,
    "S12": bigger_picture,
    "S13": chosen,
    "S14": formula,
    "S15": items,
    "S17": figures,
    "S19": limits,
    "S20": sentence,
    "S23": whom_to_show,
    "S24": first_words,
    "S25": answer,
    "S34": looked_back,
}
