"""Which batch an entry belongs to, and the file that batch came from."""

import bisect
from dataclasses import dataclass

from groundswell.records.databases import reading_connection
from groundswell.records.selectors.acts import position


@dataclass(frozen=True, slots=True)
class BatchFile:
    """An import: the batch's ref, the file's name as it was brought, and when."""

    ref: str
    file_name: str
    recorded_at: str


class FileOf:
    """Looks up the batch of an entry's number among the imports."""

    def __init__(self, rows: list[tuple[int, str, str, str]]) -> None:
        self._first = [row[0] for row in rows]
        self._batches = [BatchFile(ref, name or "", at) for _, ref, name, at in rows]

    def batch(self, seq: int) -> BatchFile:
        """The import that stored this figure."""
        return self._batches[bisect.bisect_right(self._first, seq) - 1]


def files_of(as_of_seq: int | None) -> FileOf:
    """All imports up to a position."""
    query = """
        SELECT b.first_seq, b.ref, json_extract(o.payload, '$.file_name'), b.recorded_at
        FROM batch b JOIN act o ON o.seq = b.first_seq
        WHERE b.first_seq <= :seq AND json_extract(o.payload, '$.what') = 'import' ORDER BY b.first_seq"""
    return FileOf(reading_connection().execute(query, {"seq": position(as_of_seq)}).fetchall())
