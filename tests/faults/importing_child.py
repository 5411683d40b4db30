"""A process that imports batch after batch until it is killed, and says which were acknowledged. Run by test_kills.

``acknowledge-first`` is the red control: it speaks before it stores, as a program without durable commits would.
"""

import os
import sys
from pathlib import Path


def main(folder: str, start: int, first: bool) -> None:
    os.environ["GROUNDSWELL_DATA"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.records.settings"
    import django

    django.setup()
    from groundswell.records.actors import local_actor
    from groundswell.records.opening import open_data_directory
    from groundswell.records.services import intake
    from tests.intakes import months_of

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
    os.write(1, line.encode() + b"\n")


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "src")]
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3] == "acknowledge-first")
