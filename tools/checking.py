"""What ./check runs: tools first, then the tests, so that pytest's counted line is the last."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import environment

STYLE = ("ruff", "check", ".")
TYPES = ("mypy",)


@dataclass(frozen=True, slots=True)
class Tier:
    """One choice of what to run: tools by module name with arguments, and pytest's arguments."""

    tools: tuple[tuple[str, ...], ...]
    tests: tuple[str, ...]
    workers: bool = True
    database: str = ""
    """Where the ordinary fixtures keep their record; nothing said: the embedded database."""


ON_EITHER = (
    "tests/unit/records", "tests/unit/cli", "tests/web", "tests/access", "tests/property/test_restatements.py",
    "tests/faults/test_backups.py", "tests/faults/test_clock.py", "tests/faults/test_logs.py", "tests/faults/test_webhooks.py",
)  # fmt: skip
"""What works on a record by the ordinary fixtures, and is not about the bytes of its file."""
LONGEST_FIRST = tuple(
    f"tests/{name}" for name in ("property", "faults", "docs", "access", "e2e", "web", "oracle", "unit", "spec", "architecture")
)
"""A file's tests stay with one worker: what takes minutes, taken last, would leave the others idle."""
HANGS = ("-o", "faulthandler_timeout=420")
"""Seconds: the longest limit of a test that is not a long one, and two minutes."""
TIERS = {
    "": Tier((STYLE, TYPES), ("tests", *HANGS)),
    "--quick": Tier((STYLE,), ("tests/unit", "tests/spec", "tests/oracle", "tests/architecture")),
    "--long": Tier((), (*LONGEST_FIRST, "-m", "long")),
    "--postgresql": Tier((), (*ON_EITHER, "-m", "not long and not browser"), database="postgresql"),
    "--docs": Tier((), ("tests/docs", "-m", "long or not long"), workers=False),
}
MOST_WORKERS = 8
OTHER_PROCESSES = ("tests/access/", "tests/e2e/", "tests/faults/")
"""Their tests drive a browser, or start servers and end them while they work."""
MOST_UNSTEADY = 3
LAST_FAILED = environment.ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"


def main(arguments: Sequence[str]) -> int:
    """Runs the chosen tier; 0 when all is well, 1 when something is not."""
    if {"-h", "--help"} & set(arguments):
        print((environment.ROOT / "check").read_text(encoding="utf-8").split('"""')[1].strip())
        return 0
    chosen = next((name for name in TIERS if name and name in arguments), "")
    further = [argument for argument in arguments if argument != chosen]
    python = environment.ready(environment.TO_CHECK)
    tier = TIERS[chosen]
    red = [tool[0] for tool in tier.tools if _run(python, tool) != 0]
    LAST_FAILED.unlink(missing_ok=True)
    tests = _run(python, ("pytest", *_places(tier.tests, further), *_workers(tier), "-q", "-rsEf", *further), tier.database)
    if tests == 1 and (again := unsteady(LAST_FAILED, tier)):
        tests = _run(python, ("pytest", *again, "-m", "long or not long", "-n0", "-q", "-rsEf"))
        if tests == 0:
            print(f"UNSTEADY, passed when run again alone: {', '.join(again)}", file=sys.stderr, flush=True)
    if red:
        print(f"RED BEFORE THE TESTS: {', '.join(red)} (see above)", file=sys.stderr, flush=True)
    return 1 if red or tests != 0 else 0


def unsteady(last_failed: Path, tier: Tier) -> list[str]:
    """The failed tests, where they are few and all wait for other processes: on a crowded machine those are tried once more, alone.

    None of a tier that keeps the record elsewhere: no browser is in it, and what fails there could pass in the embedded database.
    """
    if tier.database:
        return []
    failed = sorted(json.loads(last_failed.read_text(encoding="utf-8"))) if last_failed.exists() else []
    few = len(failed) <= MOST_UNSTEADY
    return failed if few and all(name.startswith(OTHER_PROCESSES) and "::" in name for name in failed) else []


def _run(python: Path, tool: Sequence[str], database: str = "") -> int:
    """One tool in the environment, from the checkout's root, with its name and its time on standard error."""
    environ = {**environment.with_package(), **({"GROUNDSWELL_TEST_DATABASE": database} if database else {})}
    print(f"-- {' '.join(tool)}", file=sys.stderr, flush=True)
    start = time.monotonic()
    code = subprocess.run([str(python), "-m", *tool], cwd=environment.ROOT, env=environ, check=False).returncode
    print(f"-- {tool[0]}: {'fine' if code == 0 else 'RED'} after {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return code


def _places(tests: Sequence[str], further: Sequence[str]) -> list[str]:
    """The tier's folders, unless the caller names files or folders of their own."""
    if any(argument.startswith("tests") for argument in further):
        return [argument for argument in tests if not argument.startswith("tests")]
    return [place for place in tests if not place.startswith("tests/") or (environment.ROOT / place).exists()]


def _workers(tier: Tier) -> list[str]:
    """As many workers as the machine has processors; a file's tests stay together, so that they share a server.

    Files are taken in their order, the browser's walks among the first: those with few and long tests, taken last, would keep one worker
    busy and the others waiting.
    """
    if not tier.workers:
        return []
    return ["-n", str(min(os.cpu_count() or 1, MOST_WORKERS)), "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "1"]
