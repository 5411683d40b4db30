"""Periods as people write them: the parser and what it gives back."""

from groundswell.engine.periods.axes import Writing, named_month, rewritten, writing_of, writing_of_numbers
from groundswell.engine.periods.folding import folded
from groundswell.engine.periods.forms import (
    CADENCE_OF,
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    WEEK,
    Ambiguous,
    Calendar,
    Form,
    Part,
    PeriodRead,
    YearLabel,
)
from groundswell.engine.periods.parser import PeriodParser
from groundswell.engine.periods.years import combined, parse_part, parse_year, year_read

__all__ = [
    "CADENCE_OF",
    "DAY",
    "FIRST_YEAR",
    "LAST_YEAR",
    "WEEK",
    "Ambiguous",
    "Calendar",
    "Form",
    "Part",
    "PeriodParser",
    "PeriodRead",
    "Writing",
    "YearLabel",
    "combined",
    "folded",
    "named_month",
    "parse_part",
    "parse_year",
    "rewritten",
    "writing_of",
    "writing_of_numbers",
    "year_read",
]
