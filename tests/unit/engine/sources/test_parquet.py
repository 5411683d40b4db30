"""Parquet: decimals exact, floats to 15 digits, and nothing of the file left out without a word. polars writes the files."""

import io
import random
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from groundswell.engine.child import Limits, read_in_child
from groundswell.engine.limits import MIB
from groundswell.engine.sources.opening import read_bytes
from groundswell.engine.sources.workbook import Row, Workbook, workbook_of_plain
from groundswell.errors import UserError
from groundswell.words import words_for


def parquet(columns: dict[str, object], **options: object) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def read(data: bytes) -> Workbook:
    workbook = read_bytes(data, "figures.parquet")
    assert workbook.kind == "parquet"
    return workbook


def rows(columns: dict[str, object]) -> list[Row]:
    return read(parquet(columns)).sheets[0].rows


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_bytes(data, "figures.parquet")
    return caught.value.code


def test_every_plain_type_is_a_cell() -> None:
    moment, day = datetime(2026, 1, 2, 3, 4, 5), date(2026, 1, 2)
    found = rows(
        {
            "text": ["Größe", None, ""],
            "whole": [1, None, -(2**62)],
            "yes": [True, False, None],
            "day": [day, None, day],
            "moment": [moment, datetime(2026, 1, 2), None],
            "clock": [time(6, 30), None, None],
            "size": pl.Series(["a", "b", None], dtype=pl.Enum(["a", "b"])),
            "yet": [None, None, 7],
            "zoned": pl.Series([moment, None, None]).dt.replace_time_zone("Europe/London"),
        }
    )
    assert found[0] == ["text", "whole", "yes", "day", "moment", "clock", "size", "yet", "zoned"]
    assert found[1][:6] == ["Größe", 1, True, day, moment, time(6, 30)]
    assert found[1][6:] == ["a", None, moment]
    assert found[2] == [None, None, False, None, day, None, "b"]
    assert found[3] == [None, -(2**62), None, day, None, None, None, 7]


def test_C18_decimals_stay_exact_and_floats_have_fifteen_digits() -> None:
    exact = [Decimal("12345678901234567890.123456"), Decimal("0.100000"), Decimal("-7.500000"), Decimal("0.123457")]
    found = rows(
        {
            "exact": pl.Series(exact, dtype=pl.Decimal(38, 6)),
            "double": [0.1 + 0.2, 5.0, float("nan"), float("inf")],
            "single": pl.Series([0.1, 2.5, 16_777_216.0, None], dtype=pl.Float32),
        }
    )
    assert found[1:] == [
        ["12345678901234567890.123456", 0.3, 0.1],
        [0.1, 5, 2.5],
        [-7.5, "NaN", 16_777_216],
        [0.123457, "Infinity"],
    ]


def test_columns_that_are_no_cells_are_left_out_and_said() -> None:
    workbook = read(parquet({"n": [1, 2], 'odd "name"; --': ["a", "b"], "several": [[1], [2, 3]], "inside": [{"a": 1}, {"a": 2}]}))
    assert workbook.sheets[0].rows == [["n", 'odd "name"; --'], [1, "a"], [2, "b"]]
    assert [(p.code, p.values["column"]) for p in workbook.problems] == [("column_left_out", "several"), ("column_left_out", "inside")]
    assert words_for("en").problem(workbook.problems[0]).startswith("The column several holds BIGINT[]")
    assert refused(parquet({"several": [[1], [2, 3]]})) == "file_empty"


@pytest.mark.parametrize("compression", ["zstd", "snappy", "gzip", "lz4", "brotli", "uncompressed"])
def test_packings_read_alike(compression: str) -> None:
    columns = {"a": list(range(5_000)), "b": [f"row {i % 7}" for i in range(5_000)]}
    assert read(parquet(columns, compression=compression, row_group_size=700)).sheets[0].rows[-1] == [4_999, "row 1"]


WHOLE = parquet({"a": list(range(300)), "b": [f"row {i}" for i in range(300)]})


@pytest.mark.parametrize("part", [0.01, 0.3, 0.5, 0.9, 0.999])
def test_C3_a_parquet_file_that_breaks_off_is_refused(part: float) -> None:
    assert refused(WHOLE[: int(len(WHOLE) * part)]) == "file_damaged"


def forged(kind: str) -> bytes:
    """Files made to hurt: a footer that points outside, sizes that lie, random pages under a sound footer, a footer alone."""
    size = int.from_bytes(WHOLE[-8:-4], "little")
    footer = WHOLE[-8 - size : -8]
    if kind == "footer longer than the file":
        return WHOLE[:-8] + (1 << 31).to_bytes(4, "little") + b"PAR1"
    if kind == "random pages":
        return b"PAR1" + random.Random(1).randbytes(len(WHOLE) - 12 - size) + WHOLE[-8 - size :]
    if kind == "a footer alone":
        return b"PAR1" + footer + WHOLE[-8:]
    return WHOLE[: -8 - size] + bytes(byte ^ 0x15 for byte in footer) + WHOLE[-8:]


@pytest.mark.parametrize("kind", ["footer longer than the file", "random pages", "a footer alone", "changed footer"])
def test_D19_forged_parquet_files_are_refused_in_the_child(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "forged.parquet"
    file.write_bytes(forged(kind))
    with pytest.raises(UserError) as caught:
        read_in_child(file, "workbook", {}, limits=Limits(memory=1024 * MIB, seconds=20))
    assert caught.value.code == "file_damaged"


def test_D19_red_control_the_sound_file_is_read_in_the_child(tmp_path: Path) -> None:
    file = tmp_path / "sound.parquet"
    file.write_bytes(WHOLE)
    told = workbook_of_plain(read_in_child(file, "workbook", {}, limits=Limits(memory=1024 * MIB, seconds=20)))
    assert (len(told.sheets[0].rows), told) == (301, read_bytes(WHOLE, "sound.parquet"))
    assert file.read_bytes() == WHOLE
