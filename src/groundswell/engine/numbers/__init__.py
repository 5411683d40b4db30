"""Figures as people write them: the reader of texts, and what it gives back."""

from groundswell.engine.numbers.durations import clock_of, of_cell
from groundswell.engine.numbers.figures import (
    NumberRead,
    Refused,
    clean,
    decimal_evidence,
    find_decimal_mark,
    is_state,
    number_of,
    read_number,
)
from groundswell.engine.numbers.states import is_lone_status

__all__ = [
    "NumberRead",
    "Refused",
    "clean",
    "clock_of",
    "decimal_evidence",
    "find_decimal_mark",
    "is_lone_status",
    "is_state",
    "number_of",
    "of_cell",
    "read_number",
]
