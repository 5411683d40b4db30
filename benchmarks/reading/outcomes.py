"""What becomes of each file, judged against what is stated of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.reading.stated import Stated, all_stated, difference
from groundswell.engine.intake import Intake
from groundswell.engine.reading import read
from groundswell.errors import UserError

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
QUIET = frozenset({"assumed_year_start", "duplicates_identical"})
"""Problems that say something of a reading without doubting it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file. ``word``: exact, met, asked, refused, wrong, or doubted (something stated does not hold, and a problem says so)."""

    stated: Stated
    word: str
    figures: int
    failed: tuple[str, ...]
    codes: tuple[str, ...]
    seconds: float

    @property
    def row(self) -> str:
        """Its line of the table."""
        met = f"{len(self.stated.statements) - len(self.failed)} of {len(self.stated.statements)}"
        said = ", ".join(self.codes)
        return f"| {self.stated.file} | {self.word} | {self.figures:,} | {met} | {self.seconds:.1f} s | {said} |"


def outcome(stated: Stated) -> Outcome:
    """Read one file as the command does, without asking, and hold it to what is stated."""
    start = perf_counter()
    try:
        intake = read(SHARED / stated.file)
    except UserError as error:
        return Outcome(stated, "refused", 0, tuple(one.says for one in stated.statements), (error.code,), perf_counter() - start)
    return judged(stated, intake, perf_counter() - start)


def judged(stated: Stated, intake: Intake, seconds: float = 0) -> Outcome:
    """A reading held to what is stated of its file."""
    figures = intake.observations
    codes = tuple(sorted(Counter(problem.code for problem in intake.problems)))
    failed = tuple(f"{one.says} (read: {one.found(figures)})" for one in stated.statements if not one.holds(figures))
    return Outcome(stated, _word(stated, intake, failed), len(figures), failed, codes, seconds)


def _word(stated: Stated, intake: Intake, failed: tuple[str, ...]) -> str:
    missing, further = difference(SHARED / stated.expected, intake.observations) if stated.expected else ([], [])
    if not failed and not missing and not further:
        return "exact" if stated.expected else "met"
    if any(problem.question for problem in intake.problems):
        return "asked"
    if not intake.observations:
        return "refused"
    return "doubted" if {problem.code for problem in intake.problems} - QUIET else "wrong"


def outcomes() -> Iterator[Outcome]:
    """Every file, in order."""
    for stated in all_stated():
        yield outcome(stated)
