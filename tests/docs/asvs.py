"""What OWASP's ASVS 5.0.0 asks at level 2, answered one by one in ``docs/asvs.toml``: the page that is made from it, and what is wrong."""

import ast
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
DATA: Final = ROOT / "docs" / "asvs.toml"
LEVEL_1, LEVEL_2, WEBRTC = 70, 183, 7
ASKED: Final = LEVEL_1 + LEVEL_2 - WEBRTC
PICKED: Final = frozenset({"1.2.10", "2.3.5", "5.2.4", "5.3.3", "8.3.2", "14.2.7", "15.4.1", "16.5.4"})
"""Of level 3, what the project's goals took up."""


class Answer(StrEnum):
    """How a requirement stands."""

    TESTED = "tested"
    MET = "met"
    PART = "in part"
    NOT_MET = "not met"
    NOT_HERE = "does not apply"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement in our own few words. ``tests`` as ``path::name``."""

    id: str
    level: int
    asks: str
    answer: Answer
    how: str = ""
    tests: tuple[str, ...] = field(default=())


def chapters() -> dict[str, list[Requirement]]:
    """Requirements by chapter, in the order of the file."""
    kept = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {
        name: [
            Requirement(key, one["level"], one["asks"], Answer(one["answer"]), one.get("how", ""), tuple(one.get("tests", ())))
            for key, one in requirements.items()
        ]
        for name, requirements in kept.items()
    }


def wrong() -> list[str]:
    """What is not true of the answers: tests or files that do not exist, answers without a ground."""
    found = []
    for requirements in chapters().values():
        for one in requirements:
            found += [f"{one.id}: no test {test}" for test in one.tests if not _exists(test)]
            if one.answer is Answer.TESTED and not one.tests:
                found.append(f"{one.id}: tested, without a test")
            if one.answer is not Answer.TESTED and not one.how:
                found.append(f"{one.id}: {one.answer}, without a word")
            places = re.split(r"[\s,:]+", one.how)
            if one.answer is Answer.MET and not (ROOT / places[0]).exists():
                found.append(f"{one.id}: met, without a place where")
    return found


def page() -> str:
    """The page as Markdown."""
    everything = [one for requirements in chapters().values() for one in requirements]
    asked = [one for one in everything if one.level < 3]
    more, counts = len(everything) - len(asked), Counter(one.answer for one in asked)
    lines = [
        "# ASVS 5.0.0, level 2",
        "",
        f"{len(asked)} of {ASKED} requirements of levels 1 and 2 of OWASP's Application Security Verification Standard 5.0.0 are",
        f"answered here, and {more} of level 3 that the project's goals took up. No chapter is incomplete. Left out is V17 (WebRTC,",
        f"{WEBRTC} requirements): there is none. The words are ours, a few for each; the standard itself is at owasp.org, by the same",
        "numbers. The answers are the project's own: nobody from outside has looked at them.",
        "",
        f"Of the {len(asked)}: " + ", ".join(f"**{counts[answer]} {answer}**" for answer in Answer) + ".",
        "",
        "*tested*: tests of the suite hold it. *met*: it is so, where it says. *in part*: what is missing stands there. This page is made",
        "from `docs/asvs.toml`; it is red when stale, or when a test that it names does not exist.",
    ]
    for name, requirements in chapters().items():
        lines += ["", f"## {name}", "", "| Requirement | Level | It asks for | Answer |", "|---|---|---|---|"]
        for one in requirements:
            tests = "<br>".join(f"`{test.partition('::')[2]}` · `{test.partition('::')[0]}`" for test in one.tests)
            said = f"*{one.answer}*" + (f": {one.how}" if one.how else "")
            lines.append(f"| V{one.id} | {one.level} | {one.asks} | {said}{'<br>' if tests else ''}{tests} |")
    return "\n".join(lines) + "\n"


def _exists(test: str) -> bool:
    path, _, name = test.partition("::")
    file = ROOT / path
    if not file.is_file():
        return False
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
