"""A file that is one undated column of figures: a header if there is one, an empty line is a gap (contracts 2).

The delimiter is never sniffed from digits: a line is a figure, or the file is not such a column.
"""

from pathlib import Path

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.series import Series
from groundswell.engine.numbers import NumberRead, find_decimal_mark, read_number
from groundswell.engine.sources.csv_dialect import decoded

LARGEST = 4 * 1024 * 1024
"""Bytes; a longer file is somebody's table, read with the guards of a table."""
TEXT_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".dat", ""})


def undated_column(path: Path) -> Series | None:
    """The series of such a file, or None when it is anything else (then it is read as a sheet).

    The measure is the header, or the file's stem where the first line is a figure.
    """
    if path.suffix.lower() not in TEXT_ENDINGS or not path.is_file() or path.stat().st_size > LARGEST:
        return None
    content = path.read_bytes()
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    lines = [line.strip().strip('"').strip() for line in decoded(content)[0].splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    header = bool(lines) and _figure(lines[0], None) is None and _figure(lines[0], ".") is None
    body = lines[1:] if header else lines
    mark = find_decimal_mark(line for line in body if line)
    figures = [_figure(line, "." if mark in (None, "?") else mark) if line else None for line in body]
    if not any(body) or any(line and figure is None for line, figure in zip(body, figures, strict=True)):
        return None
    return Series.of_numbers(figures, measure=lines[0] if header and lines[0] else path.stem)


def _figure(line: str, mark: str | None) -> Exact | None:
    read = read_number(line, mark)
    return read.value if isinstance(read, NumberRead) and not read.unit else None
