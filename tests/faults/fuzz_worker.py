"""The worker of :mod:`tests.faults.fuzz`: changes the files of a folder and reads each change, within the memory of a reading."""

import importlib
import json
import random
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from groundswell.engine.limits import MIB, hold
from groundswell.engine.sources.opening import read_bytes
from groundswell.engine.sources.workbook import Workbook
from groundswell.errors import UserError
from tests.forging import zipped

MEMORY = 1024 * MIB
CHECKED = frozenset(("xlsx", "xlsb", "ods", "gzip", "zip"))
OPEN_ENDED = frozenset(("csv", "csv in utf-16", "jsonl"))
PARTED = frozenset(("xlsx", "xlsb", "ods"))

Read = Callable[[bytes, str], Workbook]


@dataclass(frozen=True, slots=True)
class Seed:
    """A sound file and what it is."""

    number: int
    kind: str
    data: bytes


def changed(data: bytes, chance: random.Random) -> bytes:
    """One mutation: a bit, a byte, a run of bytes, a piece taken out, doubled or swapped."""
    out = bytearray(data)
    at = chance.randrange(len(out))
    kind = chance.randrange(6)
    if kind == 0:
        out[at] ^= 1 << chance.randrange(8)
    elif kind == 1:
        out[at] = chance.choice([0, 255, chance.randrange(256)])
    elif kind == 2:
        out[at : at + chance.randrange(1, 64)] = chance.randbytes(chance.randrange(0, 64))
    elif kind == 3:
        del out[at : at + chance.randrange(1, 600)]
    elif kind == 4:
        out[at:at] = out[at : at + chance.randrange(1, 600)]
    else:
        piece = out[at : min(len(out), at + chance.randrange(2, 600))]
        out[at : at + len(piece)] = piece[len(piece) // 2 :] + piece[: len(piece) // 2]
    return bytes(out)


def mutations(seed: Seed, count: int) -> Iterator[tuple[str, bytes]]:
    """``count`` changed files of a seed, each with how it was changed: ``changed``, ``cut`` or ``inside``."""
    chance = random.Random(f"{seed.kind} {seed.number}")
    for number in range(count):
        if number % 4 == 1:
            yield "cut", seed.data[: chance.randrange(1, len(seed.data))]
        elif number % 4 == 3 and seed.kind in PARTED:
            yield "inside", _inside(seed.data, chance)
        else:
            yield "changed", changed(seed.data, chance)


def _inside(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(name for name in parts if len(parts[name]) > 1 and name != "mimetype"))
    return zipped(parts | {name: changed(parts[name], chance)})


def outcome(read: Read, seed: Seed, how: str, data: bytes, original: Workbook) -> str:
    """``same``, ``otherwise``, ``refused <code>``, or a fault, which begins with ``!``."""
    try:
        found = read(data, "f")
    except UserError as error:
        return f"refused {error.code}"
    except MemoryError:
        return "refused file_too_heavy"
    except BaseException as error:
        return f"! crash: {type(error).__name__}: {error}"[:200]
    if found.sheets == original.sheets:
        return "same"
    must_be_same = (seed.kind in CHECKED and how != "inside") or (how == "cut" and seed.kind not in OPEN_ENDED)
    if must_be_same and not _says_it_is_incomplete(found, original):
        return "! read in part without a word"
    return "otherwise"


def _says_it_is_incomplete(found: Workbook, original: Workbook) -> bool:
    return len(found.problems) > len(original.problems)


def work(reader: str, count: int, folder: Path) -> None:
    """A line before each try and one after it, for each file of the folder, named ``number kind``."""
    module, _, name = reader.partition(":")
    read: Read = getattr(importlib.import_module(module), name)
    for file in sorted(folder.iterdir(), key=lambda file: int(file.name.partition(" ")[0])):
        number, _, kind = file.name.partition(" ")
        seed = Seed(int(number), kind, file.read_bytes())
        original = read_bytes(seed.data, "f")
        for at, (how, data) in enumerate(mutations(seed, count)):
            print(json.dumps(["begins", seed.number, at, seed.kind]), flush=True)
            began = time.monotonic()
            said = outcome(read, seed, how, data, original)
            print(json.dumps(["ends", said, time.monotonic() - began]), flush=True)


if __name__ == "__main__":
    hold(MEMORY, 3600)
    work(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
