"""docs/wording.md: the eight wording tests in their words and lists, with what ``benchmarks/wording/measured.csv`` says of them."""

import csv
from pathlib import Path

from groundswell.domain.authoring.wording.examine import LONGEST, examine
from groundswell.domain.authoring.wording.hint import Test
from groundswell.domain.authoring.wording.lexicons import LEXICONS
from groundswell.words import words_for

MEASURED = Path(__file__).resolve().parents[2] / "benchmarks" / "wording" / "measured.csv"

EXAMPLES = {
    Test.ACTION: ("Implement a new booking system", "A place in the harbour is booked at the first try"),
    Test.WEASEL: ("Residents get a high-quality service", "Residents get an answer they can use"),
    Test.SEVERAL: ("Streets are clean and people feel safe", "Streets are clean"),
    Test.TARGET: ("Calls are answered within 30 seconds", "Calls are answered while the caller still waits"),
    Test.MEASURE: ("Percentage of bins emptied", "Bins are empty after the round"),
    Test.HARD: ("Procurement is simple", "Buying things is simple"),
    Test.NO_SUBJECT: ("Satisfaction", "Ferry passengers would take the boat again"),
    Test.UNSEEN: ("The organisation is resilient", "Ferries sail on the day after a storm"),
}
"""One wording that the test asks about, and one that it leaves alone."""


def page() -> str:
    """The page as Markdown."""
    words, english = words_for("en"), LEXICONS["en"]
    measured = read()
    lines = [
        "# The wording tests",
        "",
        "Whoever writes a result on the map is asked up to eight questions while typing. Nothing is blocked and nothing rewritten: a wavy",
        "mark shows the word, and the question says why it may matter. An organisation may define a word; it is then left alone.",
        f"Languages: {', '.join(sorted(LEXICONS))}; a further one is data alone. Of a text, the first {LONGEST:,} characters are read.",
        "",
        "This page is made from the lists, the catalogue and `benchmarks/wording/measured.csv`; a test compares it.",
        "",
        "| Test | What it asks | Why | Asks about | Leaves alone |",
        "|---|---|---|---|---|",
    ]
    for test, (bad, good) in EXAMPLES.items():
        word = next(hint.word for hint in examine(bad, english) if hint.code is test)
        asks = words.text(f"wording.{test}", {"word": word})
        name, why = words.text(f"wording.{test}.name"), words.text(f"wording.{test}.why")
        lines.append(f"| {name} (`{test}`) | {asks} | {why} | {bad} | {good} |")
    lines += [
        "",
        "## How often they agree with labels",
        "",
        "Real wordings of public bodies, labelled one by one by [these rules](wording-labels.md), in a commit before that of the lists.",
        "*Precision*: of the wordings that the test asks about, how many are labelled so. *Recall*: of those labelled so, how many the",
        "test finds. *Tuned on* was looked at while the lists were made; no text or label of *set aside* was shown to whoever",
        "made them: a program read those, and its numbers stand here as they came. *Kappa*: how far two",
        "labellers agree beyond chance (1 wholly, 0 no more than chance); a test can hardly agree better than they do.",
        "",
        *_table(measured),
        "",
        "What is set aside tells what to expect. The other columns are flattered, as those wordings, the French too,",
        "were looked at while the lists were made. Whom it happens to, and what can be seen, hang on the sense of a sentence:",
        "there words alone guess least well, so a missing hint is no praise.",
        "",
        "The wordings are mostly names of indicators and not results, so they hold many measures and few actions. Where fewer",
        "than ten wordings are labelled *yes*, a share says little. Lists hold words of ordinary language, no whole wording; some of the",
        "everyday words came from wordings that the tests missed in *tuned on*, so *hard* is flattered most there.",
        "",
        "## Words that may be asked about",
        "",
        "Of the weasel words, by group; `*` stands for any ending.",
        "",
    ]
    for language, lexicon in sorted(LEXICONS.items()):
        for group, phrases in lexicon.weasels.items():
            lines += [f"- **{language}, {group}**: {', '.join(f'`{one}`' for one in sorted(phrases.listed))}"]
    return "\n".join(lines) + "\n"


def read() -> dict[tuple[str, str], dict[str, str]]:
    """``measured.csv`` by part and test."""
    with MEASURED.open(encoding="utf-8", newline="") as file:
        return {(row["part"], row["test"]): row for row in csv.DictReader(file)}


def _table(measured: dict[tuple[str, str], dict[str, str]]) -> list[str]:
    many = {part: measured[(part, Test.ACTION.value)]["wordings"] for part in ("tune", "final", "french", "kappa")}
    head = (
        f"| Test | tuned on ({many['tune']}): yes | precision | recall | set aside ({many['final']}): yes | precision | recall "
        f"| French ({many['french']}): yes | precision | recall | kappa ({many['kappa']}) |"
    )
    lines = [head, "|---|" + "--:|" * 10]
    for test in Test:
        cells = []
        for part in ("tune", "final", "french"):
            row = measured[(part, test.value)]
            cells += [row["yes_by_label"], row["precision"], row["recall"]]
        lines.append(f"| `{test}` | {' | '.join(cells)} | {measured[('kappa', test.value)]['precision']} |")
    return lines
