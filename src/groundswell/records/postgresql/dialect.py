"""The records' own statements are written once, as SQLite reads them; here the few idioms that PostgreSQL spells otherwise are put its way.

A statement may use: ``?`` or ``:name`` for values, ``IS ?`` (equal, or both absent), ``json_extract(column, '$.key')`` (text there:
compare with text, count with ``int``), ``json_group_object(name, value)``, ``(SELECT value FROM json_each(?))``, ``instr(text, part)``,
an empty ``IN ()``, and ``BEGIN``, which begins a reading of one moment. Nothing else may differ: no ``INSERT OR …``, ``rowid``,
``PRAGMA``, ``sum`` of a comparison, and NULLS FIRST stands where a column that may be empty is ordered by.
"""

import re
from functools import lru_cache
from typing import Final

_READING: Final = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_WORD: Final = r"[A-Za-z_][A-Za-z0-9_.]*"
_PART: Final = re.compile(
    r"(?P<text>'(?:[^']|'')*')|(?P<cast>::\s*\w+)|\bIS\s+(?P<same>\?|:[a-z_][a-z0-9_]*)|(?P<value>\?|:[a-z_][a-z0-9_]*)|(?P<percent>%)"
)
_IDIOMS: Final = (
    (re.compile(rf"\bjson_extract\(\s*({_WORD})\s*,\s*'\$\.(\w+)'\s*\)"), r"(CAST(\1 AS json) ->> '\2')"),
    (re.compile(rf"\bjson_group_object\(\s*({_WORD})\s*,\s*({_WORD})\s*\)"), r"CAST(json_object_agg(\1, \2) AS text)"),
    (re.compile(r"\bSELECT value FROM json_each\((\?|:\w+)\)"), r"SELECT json_array_elements_text(CAST(\1 AS json))"),
    (re.compile(r"\binstr\("), "strpos("),
    (re.compile(r"(?<!NOT )\bIN \(\)"), "IN (NULL)"),
)


@lru_cache(maxsize=1_000)
def postgresql(query: str) -> str:
    """The statement as psycopg takes it: ``%s`` or ``%(name)s`` for values, and a percent sign of its own doubled."""
    if query.strip().upper() == "BEGIN":
        return _READING
    for idiom, spelled in _IDIOMS:
        query = idiom.sub(spelled, query)
    return _PART.sub(_spelled, query)


def _spelled(found: re.Match[str]) -> str:
    if found["text"] is not None:
        return found["text"].replace("%", "%%")
    if found["cast"] is not None:
        return found["cast"]
    if found["percent"] is not None:
        return "%%"
    if found["same"] is not None:
        return f"IS NOT DISTINCT FROM {_value(found['same'])}"
    return _value(found["value"])


def _value(mark: str) -> str:
    return "%s" if mark == "?" else f"%({mark[1:]})s"
