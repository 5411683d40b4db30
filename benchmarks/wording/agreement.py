"""How often a wording test agrees with its label: precision and recall of each test, and how far two labellers agree (kappa).

``python -m benchmarks.wording.agreement`` writes ``measured.csv`` and shows it; ``tune`` shows the parts that the lists may be
tuned on, with what differs, and never reads the part that is set aside.
"""

import csv
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.wording.sample import BANKS, SOURCES, Wording, wordings
from groundswell.domain.authoring.wording.examine import examine
from groundswell.domain.authoring.wording.hint import Test
from groundswell.domain.authoring.wording.lexicons import lexicon_for

HERE = Path(__file__).parent
LABELS, SECOND, MEASURED = HERE / "labels.csv", HERE / "second.csv", HERE / "measured.csv"
PARTS = ("tune", "final", "french")
COLUMNS = ("part", "test", "wordings", "yes_by_label", "yes_by_test", "both", "precision", "recall")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A wording's place with the answers that a labeller gave."""

    place: tuple[str, int, str]
    sha256: str
    part: str
    language: str
    answers: Mapping[Test, bool]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One test against the labels: how many wordings, how many yes each, and how many of both."""

    wordings: int
    labels: int
    test: int
    both: int

    @property
    def precision(self) -> float | None:
        """Of the wordings that the test speaks up at, the share that is labelled so."""
        return self.both / self.test if self.test else None

    @property
    def recall(self) -> float | None:
        """Of the wordings that are labelled so, the share that the test speaks up at."""
        return self.both / self.labels if self.labels else None


def labelled(file: Path = LABELS) -> list[Labelled]:
    """Every labelled wording of a file, in its order."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Labelled(
                (row["file"], int(row["row"]), row["column"]), row["sha256"], row["part"], row["language"],
                {test: row[test.value] == "1" for test in Test},
            )
            for row in csv.DictReader(lines)
        ]


@cache
def _texts() -> Mapping[tuple[str, int, str], Wording]:
    """Every wording of the banks by its place."""
    found = (one for file, column, _, language in SOURCES for one in wordings(file, column, language))
    return {(one.file, one.row, one.column): one for one in found}


def text_of(one: Labelled) -> str:
    """The text of a labelled wording; the bank must still hold the very wording that was labelled."""
    wording = _texts()[one.place]
    if wording.sha256 != one.sha256:
        raise ValueError(f"{one.place} is not the wording that was labelled")
    return wording.text


def fired(one: Labelled) -> frozenset[Test]:
    """The tests that speak up at a wording."""
    return frozenset(hint.code for hint in examine(text_of(one), lexicon_for(one.language)))


def agreements(rows: Iterable[Labelled]) -> dict[Test, Agreement]:
    """Each test against the labels."""
    pairs = [(one.answers, fired(one)) for one in rows]
    return {
        test: Agreement(
            len(pairs), sum(answers[test] for answers, _ in pairs), sum(test in said for _, said in pairs),
            sum(answers[test] and test in said for answers, said in pairs),
        )
        for test in Test
    }


def kappas() -> dict[Test, float | None]:
    """Cohen's kappa of the twice-labelled wordings; None where both always answer the same one thing."""
    first = {one.place: one.answers for one in labelled()}
    pairs = [(first[one.place], one.answers) for one in labelled(SECOND)]
    return {test: kappa([(one[test], other[test]) for one, other in pairs]) for test in Test}


def kappa(pairs: list[tuple[bool, bool]]) -> float | None:
    """Agreement beyond chance of two who answer yes or no (Cohen 1960)."""
    many = len(pairs)
    same = sum(one == other for one, other in pairs) / many
    yes = (sum(one for one, _ in pairs) / many, sum(other for _, other in pairs) / many)
    chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return None if chance == 1 else (same - chance) / (1 - chance)


def lines(parts: Iterable[str] = PARTS) -> list[tuple[str, ...]]:
    """``measured.csv`` without its head: a line a part and test, then a line a test for the two labellers."""
    rows = labelled()
    found = [
        (part, test.value, str(one.wordings), str(one.labels), str(one.test), str(one.both), shown(one.precision), shown(one.recall))
        for part in parts
        for test, one in agreements(row for row in rows if row.part == part).items()
    ]
    twice = str(len(labelled(SECOND)))
    return [*found, *(("kappa", test.value, twice, "", "", "", shown(value), "") for test, value in kappas().items())]


def shown(value: float | None) -> str:
    """Two decimals; a dash where there is nothing to divide by."""
    return "–" if value is None else f"{value:.2f}"


def _tune(wanted: list[str]) -> None:
    """Each test on the parts it may be tuned on, and the wordings that differ of the tests named."""
    rows = [one for one in labelled() if one.part in ("tune", "french")]
    for part in ("tune", "french"):
        for test, one in agreements(row for row in rows if row.part == part).items():
            print(f"{part:7} {test.value:11} labels {one.labels:3}  test {one.test:3}  {shown(one.precision)} {shown(one.recall)}")
    for test in map(Test, wanted):
        for one in rows:
            if one.answers[test] != (test in fired(one)):
                said = [hint.word for hint in examine(text_of(one), lexicon_for(one.language)) if hint.code is test]
                print(f"{test.value} {'missed' if one.answers[test] else 'wrong '} {one.language} {text_of(one)} {said}")


def main(arguments: list[str]) -> None:
    """Show, or measure and write."""
    if not BANKS.exists():
        sys.exit("needs ../shared/data, which is not beside this checkout")
    if arguments[:1] == ["tune"]:
        _tune(arguments[1:])
        return
    with MEASURED.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, *lines()])
    print(MEASURED.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])
