"""A process that imports batch after batch until it is killed, and says which were acknowledged. Run by test_kills.

``acknowledge-first`` is the red control: it speaks before it stores, as a program without durable commits would.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ["GROUNDSWELL_DATA"] = sys.argv[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.records.settings"

import django  # noqa: E402 - the data directory is named before Django reads its settings

django.setup()

from groundswell.records.actors import local_actor  # noqa: E402
from groundswell.records.opening import open_data_directory  # noqa: E402
from groundswell.records.services import intake  # noqa: E402
from tests.intakes import months_of  # noqa: E402


def main(start: int, first: bool) -> None:
    """Imports from that number on; speaks before or after each."""
    open_data_directory(command="importing child")
    actor = local_actor()
    for number in range(start, start + 100_000):
        file = months_of(f"Measure {number}", [str(number + at) for at in range(40)], f"{number}.csv")
        if first:
            say(f"stored {number}")
        intake.store(actor, file)
        if not first:
            say(f"stored {number}")


def say(line: str) -> None:
    """One line, at once."""
    os.write(1, line.encode() + b"\n")


if __name__ == "__main__":
    main(int(sys.argv[2]), sys.argv[3] == "acknowledge-first")
