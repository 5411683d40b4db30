"""The sample of wordings that the wording tests are measured on: drawn once by a stated seed from the shared KPI banks.

Committed are source file, row, column and SHA-256 of each wording (``sample.csv``), never the text: the banks stay where
they are. ``python -m benchmarks.wording.sample FILE`` writes the texts beside their keys, for people who label them.
"""

import csv
import hashlib
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BANKS = Path(__file__).resolve().parents[3] / "shared" / "data" / "kpibank"
SAMPLE = Path(__file__).with_name("sample.csv")
SEED = 20261129
FINAL, TWICE = 100, 60
"""How many are read only by the final benchmark, and how many are labelled twice."""

SOURCES = (
    ("hart_district_council_kpis.csv", "description", 45, "en"),
    ("trafford_corporate_plan_indicators.csv", "name", 33, "en"),
    ("canada_departmental_indicators.csv", "name_en", 110, "en"),
    ("canada_departmental_indicators.csv", "target_narrative_en", 12, "en"),
    ("canada_departmental_indicators.csv", "result_explanation_en", 30, "en"),
    ("uk_sdg_indicators.csv", "name", 75, "en"),
    ("govuk_performance_platform_measures.csv", "measure", 22, "en"),
    ("govuk_performance_platform_measures.csv", "description", 18, "en"),
    ("who_hiv_indicators.csv", "name", 10, "en"),
    ("canada_departmental_indicators.csv", "name_fr", 40, "fr"),
)
_FEWEST_WORDS = {"target_narrative_en": 4, "result_explanation_en": 6}
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording: the file, the row (1 is the first after the header), the column, and for readers its text."""

    file: str
    row: int
    column: str
    language: str
    text: str

    @property
    def sha256(self) -> str:
        """Digest of the text with its blanks made single."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def wordings(file: str, column: str, language: str) -> Iterator[Wording]:
    """Each different wording of a column, by its first row; of longer texts the first sentence."""
    seen = set()
    with (BANKS / file).open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 1):
            text = first_sentence(re.sub(r"<[^>]+>", "", row[column] or ""))
            words = len(text.split())
            if text.casefold() in seen or not _FEWEST_WORDS.get(column, 1) <= words <= _LONGEST:
                continue
            seen.add(text.casefold())
            yield Wording(file, number, column, language, text)


def first_sentence(text: str) -> str:
    """The first sentence, blanks made single."""
    return re.split(r"(?<=[a-z)])\.\s+(?=[A-Z])", " ".join(text.split()))[0]


def draw() -> list[tuple[Wording, str, bool]]:
    """(wording, part, labelled twice) by the seed; part is ``tune``, ``final`` or ``french``."""
    chance = random.Random(SEED)
    english, french = [], []
    for file, column, many, language in SOURCES:
        found = list(wordings(file, column, language))
        chosen = sorted(chance.sample(found, min(many, len(found))), key=lambda one: one.row)
        (english if language == "en" else french).extend(chosen)
    order = list(range(len(english)))
    chance.shuffle(order)
    final = set(order[:FINAL])
    twice = set(chance.sample(order, TWICE))
    rows = [(one, "final" if at in final else "tune", at in twice) for at, one in enumerate(english)]
    return [*rows, *((one, "french", False) for one in french)]


def main() -> None:
    """Writes ``sample.csv`` anew, and with a path the texts too."""
    rows = draw()
    with SAMPLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "row", "column", "language", "sha256", "part", "twice"))
        for one, part, twice in rows:
            writer.writerow((one.file, one.row, one.column, one.language, one.sha256, part, int(twice)))
    if len(sys.argv) > 1:
        with Path(sys.argv[1]).open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("n", "text", "part", "twice"))
            writer.writerows((at, one.text, part, int(twice)) for at, (one, part, twice) in enumerate(rows))
    print(f"{len(rows)} wordings")


if __name__ == "__main__":
    main()
