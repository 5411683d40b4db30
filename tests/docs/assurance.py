"""Which faults and attacks the suite tries: read off the names of the tests, one page for a reviewer.

A test that stands for a row is named by it: ``test_C9_error_cells_are_refused`` stands for row C9, ``test_C9_C10_…`` for both.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ROWS = {
    "A1": "reading under load",
    "A2": "month end: everybody enters at once",
    "A3": "a big board",
    "A4": "an import beside readers",
    "A5": "hours of use",
    "A6": "costly requests of one person",
    "A7": "many pictures at once",
    "B1": "kill -9 in an import",
    "B2": "power loss",
    "B3": "a wrong database setting ships",
    "B4": "an old SQLite moving its log",
    "B5": "a full disk",
    "B6": "a sync to disk that fails",
    "B7": "bit rot",
    "B8": "a job killed half way",
    "B9": "the database is away",
    "B10": "a clock that jumps",
    "B11": "out of memory while reading",
    "B12": "two servers on one file",
    "C1": "zip bombs",
    "C2": "a header that lies, duplicate entries",
    "C3": "corrupt or truncated files",
    "C4": "outside entities, billion laughs, outside links",
    "C5": "macros, embedded objects, passwords",
    "C6": "a million rows",
    "C7": "a full sheet: rows may be missing",
    "C8": "cells read = kept + refused + left out",
    "C9": "error cells",
    "C10": "formulas never calculated",
    "C11": "formula text as a value",
    "C12": "1900 and 1904 dates",
    "C13": "ambiguous dates",
    "C14": "merged cells",
    "C15": "hidden rows, filters, sheets, totals",
    "C16": "right-to-left marks, look-alikes, normal forms",
    "C17": "numbers as text",
    "C18": "NaN, infinity, −0, very long numbers",
    "C19": "denominator 0, negative, missing",
    "C20": "a period twice in one file",
    "C21": "overlapping uploads",
    "C22": "restatements out of order",
    "C23": "the quirks of CSV",
    "C24": "stored scripts",
    "C25": "formulas in exports",
    "C26": "fields that a form does not have",
    "D1": "an address without a rule",
    "D2": "a route that answers whom it should not",
    "D3": "a right beyond one's org unit",
    "D4": "a name that tells that a measure exists",
    "D5": "the right to do, without the right to that thing",
    "D6": "a way round: search, files, maps, parameters",
    "D7": "a right that is kept in a cache",
    "D8": "the past of what was narrowed",
    "D9": "guessable share links",
    "D10": "a link widened by parameters",
    "D11": "a link that outlives its reason",
    "D12": "a link that leaks by referrer, index, preview",
    "D13": "a right that was taken goes on to work",
    "D14": "one person's answer for another, under load",
    "D15": "an upgrade that widens rights",
    "D16": "guessed passwords, accounts found out",
    "D17": "a default or weak key",
    "D18": "a set-up that somebody takes over",
    "D19": "DuckDB reaching outside its file",
    "D20": "options in the address of a database",
    "D21": "requests to inside, by a webhook",
    "D22": "SQL in filters and parameters",
    "D23": "names of files that climb",
    "D24": "errors that tell too much",
    "D25": "forged forms, framing, content policy, cookies",
    "E1": "silent overwriting",
    "E2": "update or delete in SQL",
    "E3": "tampering with the file",
    "E4": "re-sealed by an insider",
    "E5": "a cut end, an old backup put back",
    "E6": "a picture of an earlier day",
    "E7": "definition, target, baseline or limits quietly changed",
    "E8": "a bad measure dropped or hidden",
    "E9": "points left out",
    "E10": "approving one's own release",
    "E11": "a release seen early",
    "E12": "a release corrected in silence",
    "E13": "a figure reproduced elsewhere",
    "E14": "drift of floats",
    "E15": "two roundings",
    "E16": "clocks that change, time zones",
    "E17": "calendars",
    "E18": "an upgrade that changes figures",
    "F1": "a measure of a person",
    "F2": "a comparison of one or two units",
    "F3": "small numbers worked out from sums, filters or two dates",
    "F4": "a figure held back that looks like a zero",
    "F5": "an export of one's data that lacks some, or holds somebody else's",
    "F6": "erased, and still there",
    "F7": "who looked",
    "F8": "logs, traces and mails that hold data",
    "G1": "a backup that does not restore",
    "G2": "a backup that fails unseen",
    "G3": "a restore that brings back rights, links, tokens",
    "G4": "a source that is away, slow or changed",
    "G5": "half an import",
    "G6": "an import twice",
    "G7": "undoing an import",
    "G8": "leaving the product",
    "G9": "a part of somebody else's that was swapped",
}

REASONS = {
    "A1": "*Not tried:* no load is put on a running server. One request is measured: the home page of 200 measures takes 65 to 95 ms warm "
    "and 7 queries (`benchmarks/home.py`); what an agency's pages cost is measured by `benchmarks/agency.py`.",
    "A2": "Measured, not tested: `benchmarks/month_end.py` has fifty people enter for ten seconds, in the embedded database and in "
    "PostgreSQL; nothing may be lost. In the embedded database, while the machine had other work: 196 batches, none lost, "
    "4.4 s for the slowest of a hundred, where the goal is 2 s.",
    "A7": "Does not arise: pictures are drawn in the process, by no browser (decision 21).",
    "C6": "Measured, not tested: a million rows of a sheet are stored in 48 s of CPU and 842 MiB, a CSV of a million rows is grouped in "
    "1.6 s (`benchmarks/`); a timed test would only measure the machine.",
    "E11": "*Not there yet:* there are no releases with a day before which nobody may see them. What a team has not published is seen by "
    "nobody (D2, D4, D6), each change of that has its person, day and reason on the record, and so has an opening by an administrator.",
    "G4": "Does not arise: the product fetches from no source, files are brought to it.",
}
"""Rows that no test is named for, each with the reason."""

BEYOND = {
    "A4": "No reader is timed beside an import. Reading takes no lock in either database (decisions 55, 106).",
    "A5": "No server is run for hours: files and threads that would grow with use are counted instead.",
    "B6": "A sync of PostgreSQL that fails is PostgreSQL's own to survive.",
    "D15": "Releases that are kept hold one person's record. The first release with accounts is the first whose audiences can be compared.",
    "E10": "There are no releases to approve. What needs somebody else's yes is a role and a hand-over.",
    "E12": "No notice goes out by mail: nobody subscribes to a measure, so there is nobody to send it to. A file or picture that went out "
    "before a correction stays as it was.",
    "D13": "There is no export that runs on after its request: an answer is made whole before it is sent.",
    "B4": "The fault itself is too rare to be provoked: what is tried is that no connection but the writer's moves the log.",
    "B5": "A small disk in memory needs the superuser; elsewhere the tests say that they were skipped.",
    "G2": "No timer is waited for: the clock is set.",
    "A6": "Guests, programs and sign-ins are slowed; somebody signed in who takes many exports is not.",
    "G9": "No SBOM is written; the notices and the two locks say what is in it.",
    "E13": "There is no PDF of its own: a page is printed by the browser, whose bytes are not ours.",
    "E16": "Periods are days without a clock; the zone matters where a moment becomes a day, and that is what is tried.",
    "E17": "4-4-5 years and a calendar that changes within a series are not offered.",
    "E18": "There is no way down: an older product refuses a newer record and says so; the copy made before the upgrade is the way back.",
    "F7": "An opening is an hour and a count: by whom is nowhere, so that the log cannot become a measure of people.",
}
"""What of a row is not tried, and why."""

FIGURES = {
    "A3": "200 measures of 60 months.",
    "A4": "400 figures are being stored while four pages are read.",
    "A5": "36 pages, the same files and threads as before.",
    "B6": "Each sync of six commits fails once: none acknowledged, none lost, each done again.",
    "B1": "10 kills at every push, 200 in the long run: none lost, none in part.",
    "B2": "50 crash images at every push, 500 in the long run: none lost; without syncing the same recorder loses some.",
    "C1": "32 files, each refused within a second and 300 MiB.",
    "C2": "15 archives, each refused within two seconds.",
    "C3": "60 seeds in the long run.",
    "C17": "256 texts.",
    "C25": "10,000 texts and numbers.",
    "D2": "More than 2,000 cells of route, person and audience.",
    "D4": "More than 100 routes and methods, byte for byte.",
    "D9": "10,000 tokens, 10,000 guesses in the long run.",
    "D14": "Five people, 160 pages each, at the same time, in the long run.",
    "D15": "Records of three releases, five people and a guest.",
    "D16": "Of 200 tries at one account 5 are looked at; of 200 accounts from one address 20.",
    "D19": "60 statements; as DuckDB comes more than 25 of them reach outside, locked down none.",
    "D20": "60 options, 100 seeded twists: none taken.",
    "D21": "45 addresses: no connection.",
    "D22": "Every operation at every push; 500 tries an operation as three people in the long run.",
    "D23": "65 names, 25 addresses.",
    "E3": "1,000 edits, all found and named.",
    "E6": "200 pictures in the long run.",
    "E14": "10,000 figures.",
    "E17": "Every day of forty years.",
    "F3": "60 trees at every push, 1,000 in the long run.",
    "F7": "Kept twelve months.",
}
"""How much of a row is tried: figures that its tests assert."""

NAME = re.compile(r"^test_((?:[A-G]\d{1,2}_)+)(.+)$")


@dataclass(frozen=True, slots=True, order=True)
class Assured:
    """A test that stands for a row: where it is, what its name says, and whether only the long run holds it."""

    row: str
    file: str
    says: str
    long: bool


def assured(tests: Path = ROOT / "tests") -> Iterator[Assured]:
    """Every test named by a row, in files' order."""
    for path in sorted(tests.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (found := NAME.match(node.name)):
                marks = " ".join(ast.unparse(mark) for mark in node.decorator_list)
                for row in found[1].strip("_").split("_"):
                    yield Assured(row, str(path.relative_to(ROOT)), found[2].replace("_", " "), "mark.long" in marks)


def page() -> str:
    """The page as Markdown."""
    by_row: dict[str, list[Assured]] = {}
    for test in assured():
        by_row.setdefault(test.row, []).append(test)
    named = {(test.file, test.says, test.long) for tests in by_row.values() for test in tests}
    long = sum(one[2] for one in named)
    lines = [
        "# Assurance",
        "",
        "Faults and attacks that the suite tries, by row of the project's reliability goals. This page is made from the names of the",
        "tests; it is red when stale. *long* marks what runs with `./check --long` and, bounded, in CI. *Figures* says how much is tried,",
        "*Not tried* what is not and why.",
        "",
        f"**{len(ROWS)} rows: {sum(row in by_row for row in ROWS)} are tried, {sum(row in REASONS for row in ROWS)} say why not.**",
        f"{len(named)} tests stand for them, {long} of them long.",
        "",
        "`tests/e2e/test_many_people.py` walks it in a browser as an administrator, a team member, somebody of another unit, an executive",
        "and a stranger with a link: set up, invite, bring the tree, show one measure upward, keep another, look for it from elsewhere,",
        "open an old link, restore last night's backup, move into PostgreSQL.",
        "",
        "What a standard for web applications asks, one by one, and how it stands here: [ASVS 5.0.0, level 2](asvs.md).",
        "",
        "| Row | Threat or fault | Tests |",
        "|---|---|---|",
    ]
    extra = sorted(set(by_row) - set(ROWS), key=_order)
    for row in [*ROWS, *extra]:
        tests = "<br>".join(
            f"{test.says}{' (*long*)' if test.long else ''} · `{test.file}`" for test in sorted(by_row.get(row, []))
        )
        figures = f"<br>*Figures:* {FIGURES[row]}" if row in FIGURES else ""
        beyond = f"<br>*Not tried:* {BEYOND[row]}" if row in BEYOND else ""
        lines.append(f"| {row} | {ROWS.get(row, '')} | {tests or REASONS.get(row, '**none yet**')}{figures}{beyond} |")
    return "\n".join(lines) + "\n"


def missing() -> list[str]:
    """Rows with neither a test nor a stated reason, and what is said of rows that are not there or have tests after all."""
    named = {test.row for test in assured()}
    stale = [row for row in REASONS if row in named] + [row for row in [*BEYOND, *FIGURES, *named] if row not in ROWS]
    return [row for row in ROWS if row not in named and row not in REASONS] + stale


def _order(row: str) -> tuple[str, int]:
    return row[0], int(row[1:])
