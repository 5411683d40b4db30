"""The files below ``deploy``, read: what a container file copies and runs, and what the units start and forbid."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.source import ROOT

DEPLOY = ROOT / "deploy"
PROGRAM = ("-P", "-m", "groundswell.cli.main")


@dataclass(frozen=True, slots=True)
class Step:
    """An instruction of a container file, its lines joined."""

    word: str
    rest: str


def steps(text: str) -> Iterator[Step]:
    """All of them, without remarks."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        word, _, rest = line.partition(" ")
        yield Step(word, rest.strip())


def copied(text: str) -> list[str]:
    """What is copied from the checkout."""
    sources = []
    for step in steps(text):
        if step.word == "COPY" and "--from=" not in step.rest:
            sources += shlex.split(step.rest)[:-1]
    return sources


def started(text: str) -> list[list[str]]:
    """The command lines that a container file runs when the container does, without the interpreter: ENTRYPOINT with CMD, HEALTHCHECK."""
    words = {step.word: step.rest for step in steps(text)}
    entry, command = json.loads(words["ENTRYPOINT"]), json.loads(words["CMD"])
    health = json.loads(words["HEALTHCHECK"].partition("CMD ")[2])
    return [[*entry, *command], health]


def settings(unit: Path) -> dict[str, list[str]]:
    """The settings of a unit, each with its values in order; a line that is none is a failure."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith(("#", "[")):
            continue
        name, separator, value = line.partition("=")
        assert separator and name.isidentifier(), f"{unit.name}: {line}"
        found.setdefault(name, []).append(value)
    return found
