"""Corrupt files: bytes changed, cut, doubled and swapped. Each ends in a workbook or one UserError, soon, never in a crash.

Packed files (XLSX, ODS) carry checksums, so there a mutation that is taken in must read exactly as the original: no
part of it may be lost in silence. An XLS has none, so there the whole structure must still hold.
"""

import random
import time

import pytest

from groundswell.engine.sources.opening import read_bytes
from groundswell.engine.sources.workbook import Workbook
from groundswell.errors import UserError
from tests.faults.fuzz_worker import changed
from tests.forging import (
    biff_error,
    biff_formula,
    biff_merge,
    biff_number,
    biff_text,
    cells_xml,
    ods,
    sheet_xml,
    xls,
    xlsx_parts,
    zipped,
)

LONGEST_SECONDS = 10.0
PUSH_SEEDS, PUSH_MUTATIONS = 4, 25
LONG_SEEDS, LONG_MUTATIONS = 60, 100

CELLS = {
    f"{column}{row}": f's="{row % 6}"><v>{row * 1.5}</v>' if column != "D" else 't="s"><v>1</v>'
    for row in range(1, 30)
    for column in "ABCD"
} | {"E3": 't="e"><v>#REF!</v>', "E4": "><f>A1</f>"}
XLSX_PARTS = xlsx_parts(
    {
        "Data": sheet_xml(cells_xml(CELLS), after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'),
        "More": sheet_xml(cells_xml({"B2": "><v>1</v>"})),
    },
    texts=["no", "Größe"],
)
ODS_TABLE = (
    '<table:table table:name="T"><table:table-column table:visibility="collapse"/>'
    + '<table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" office:value="1.5"><text:p>1</text:p>'
    '</table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-11-09"/></table:table-row>'
    * 20
    + "</table:table>"
)
XLS = xls(
    {
        "Data": b"".join(biff_number(row, 0, row / 8, row % 6) + biff_text(row, 1, f"row {row}") for row in range(60))
        + biff_error(60, 0, 7)
        + biff_formula(61, 0, bytes(8), 2)
        + biff_merge(0, 0, 0, 1),
        "More": biff_number(1, 1, 1),
    }
)
CSV = "\n".join(f'{row};"text {row}, ""x""";{row * 1.25};é' for row in range(200)).encode()
WHOLE: dict[str, bytes] = {"xlsx": zipped(XLSX_PARTS), "ods": ods(ODS_TABLE), "xls": XLS, "csv": CSV}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One mutation: a cut, or what :func:`changed` does."""
    return data[: chance.randrange(len(data))] if chance.randrange(7) == 0 else changed(data, chance)


def outcome(data: bytes) -> Workbook | str:
    """The workbook, or the code of the refusal; anything else is a fault, and so is taking long."""
    started = time.monotonic()
    try:
        found: Workbook | str = read_bytes(data, "f")
    except UserError as error:
        found = error.code
    assert time.monotonic() - started < LONGEST_SECONDS
    return found


def mutate(kind: str, seeds: range, mutations: int) -> tuple[int, int]:
    """How many mutations were taken in as workbooks and how many refused."""
    whole = WHOLE[kind]
    original = read_bytes(whole, "f")
    taken = refused = 0
    for seed in seeds:
        chance = random.Random(f"{kind} {seed}")
        for _ in range(mutations):
            data = mutated(whole, chance)
            found = outcome(data)
            if isinstance(found, str):
                refused += 1
                continue
            taken += 1
            if kind in ("xlsx", "ods"):
                assert found.sheets == original.sheets, f"seed {seed}: read in part, or otherwise, without a word"
    return taken, refused


def mutate_inside(seeds: range, mutations: int) -> tuple[int, int]:
    """Mutations of a part's XML under a right checksum: what an unsound program might write."""
    taken = refused = 0
    names = sorted(name for name in XLSX_PARTS if name != "[Content_Types].xml")
    for seed in seeds:
        chance = random.Random(f"inside {seed}")
        for _ in range(mutations):
            name = chance.choice(names)
            found = outcome(zipped(XLSX_PARTS | {name: mutated(XLSX_PARTS[name], chance)}))
            taken, refused = (taken, refused + 1) if isinstance(found, str) else (taken + 1, refused)
    return taken, refused


@pytest.mark.parametrize("kind", WHOLE)
def test_C3_corrupt_files_never_crash_hang_or_lose_rows(kind: str) -> None:
    taken, refused = mutate(kind, range(PUSH_SEEDS), PUSH_MUTATIONS)
    assert taken + refused == PUSH_SEEDS * PUSH_MUTATIONS
    assert refused > 0 or kind == "csv"


def test_C3_unsound_xml_under_a_right_checksum_never_crashes_or_hangs() -> None:
    taken, refused = mutate_inside(range(PUSH_SEEDS), PUSH_MUTATIONS)
    assert taken > 0
    assert refused > 0


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("kind", WHOLE)
def test_C3_corrupt_files_sixty_seeds(kind: str) -> None:
    taken, refused = mutate(kind, range(1000, 1000 + LONG_SEEDS), LONG_MUTATIONS)
    assert taken + refused == LONG_SEEDS * LONG_MUTATIONS, "every mutation must have been tried"


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_C3_unsound_xml_sixty_seeds() -> None:
    taken, refused = mutate_inside(range(1000, 1000 + LONG_SEEDS), LONG_MUTATIONS)
    assert taken + refused == LONG_SEEDS * LONG_MUTATIONS


def test_C3_red_control_a_reader_without_checksums_would_be_fooled() -> None:
    """Changing a figure under a right checksum is a sound file with another figure: the check above can tell them apart."""
    other = XLSX_PARTS | {"xl/worksheets/sheet2.xml": XLSX_PARTS["xl/worksheets/sheet2.xml"].replace(b"<v>1</v>", b"<v>2</v>")}
    assert read_bytes(zipped(other), "f").sheets != read_bytes(WHOLE["xlsx"], "f").sheets
