"""A large text file looked at without reading it whole into cells: its columns, a first grouping, and its first rows. The child's jobs."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from groundswell.engine.long.duck_tally import load_texts
from groundswell.engine.long.grouping import Grouping
from groundswell.engine.long.heads import key_text
from groundswell.engine.long.plain import found_plain, intake_plain
from groundswell.engine.long.profiles import ColumnProfile, Counts, Profile, judged
from groundswell.engine.long.proposing import propose_from
from groundswell.engine.long.reading import group_file
from groundswell.engine.long.text_file import TextFile, text_file
from groundswell.engine.reading import Progress, options_from
from groundswell.engine.sources.duck import locked_down
from groundswell.engine.sources.opening import workbook_job
from groundswell.engine.sources.workbook import Sheet, Workbook, workbook_plain

LARGE = 16 << 20
"""Bytes of a text file that is not read whole into cells: its rows are counted, or a person says that it is to be."""
SHOWN_ROWS = 2_000
MOST_VALUES = 5_000
AT_ONCE = 3
"""Columns that are in memory together."""
_DAY = "CASE WHEN regexp_matches({c}, '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[Tt ]') THEN {c}[1:10] ELSE split_part({c}, ' ', 1) END"


def bring_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's job "bring": the workbook as plain values, or for a large text file of rows its first ones, its columns and a grouping.

    ``options``: ``name``, the reading options, and ``rows_name`` for what its rows are called; ``whole`` reads it whole all the same.
    """
    file = Path(path)
    if not options.get("whole") and file.stat().st_size >= LARGE:
        long = text_file(file, str(options.get("name") or file.name))
        looked = None if long is None else _looked_at(long, options, progress)
        if looked is not None:
            return looked
    return workbook_job(path, options, progress)


def tally_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's job "tally": a file grouped (``options["grouping"]``), as a plain intake."""
    grouping = Grouping.from_plain(options["grouping"])
    return intake_plain(group_file(Path(path), grouping, options_from(options), name=options.get("name") or "", progress=progress))


def _looked_at(file: TextFile, options: Mapping[str, Any], progress: Progress) -> dict[str, Any] | None:
    found = profile_of_file(file, progress)
    proposed = None if found is None else propose_from([file.long], found, options_from(options), str(options.get("rows_name") or ""))
    if found is None or proposed is None:
        return None
    sheet = Sheet(file.long.sheet.name, file.long.sheet.rows[:SHOWN_ROWS])
    workbook = Workbook("csv", str(options.get("name") or file.path.name), file.sha256, [sheet])
    return {**workbook_plain(workbook), "large": {"rows": found.rows, "found": found_plain(proposed)}}


def profile_of_file(file: TextFile, progress: Progress = lambda *_: None) -> Profile | None:
    """The columns of a large text file, by all of its rows, a few at a time; None where DuckDB does not read it as we do."""
    columns: list[ColumnProfile] = []
    names = list(file.long.names.items())
    with locked_down(file.path) as connection:
        try:
            for first in range(0, len(names), AT_ONCE):
                some = names[first : first + AT_ONCE]
                rows = load_texts(connection, file, [at for at, _ in some])
                if rows is None:
                    return None
                columns += [_column(connection, at, name) for at, name in some]
                progress(rows * len(columns) // len(names), rows)
        except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException):
            return None
    return Profile(tuple(columns), columns[0].filled + columns[0].blanks if columns else 0)


def _column(connection: duckdb.DuckDBPyConnection, at: int, name: str) -> ColumnProfile:
    column = f"c{at}"
    counted = f"SELECT count(*), count({column}), approx_count_distinct({column}) FROM raw WHERE filled > 0"
    rows, filled, about = connection.execute(counted).fetchall()[0]
    if about <= MOST_VALUES:
        listed = f"SELECT {column}, count(*), min(rowid) AS r FROM raw WHERE filled > 0 AND {column} IS NOT NULL GROUP BY 1 ORDER BY r"
        found = connection.execute(listed).fetchall()
        values: Counter[str] = Counter()
        for value, times, _ in found:
            values[key_text(value)] += times
        filled -= values.pop("", 0)
        if rows - filled:
            values[""] = rows - filled
        return judged(name, at, [value for value, _, _ in found], Counts(rows, filled, len(values), values))
    first = f"SELECT {column} FROM raw WHERE {column} IS NOT NULL LIMIT {MOST_VALUES}"
    texts = [value for (value,) in connection.execute(first).fetchall()]
    days = f"SELECT {_DAY.format(c=column)} AS day, min(rowid) AS r FROM (SELECT {column}, rowid FROM raw WHERE contains({column}, ':')) "
    texts += [value for value, _ in connection.execute(f"{days} GROUP BY 1 ORDER BY r LIMIT {MOST_VALUES}").fetchall()]
    return judged(name, at, list(dict.fromkeys(texts)), Counts(rows, filled, about, {}))
