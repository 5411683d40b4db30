"""Days that a title, a sheet or a file is named after ("2014-10-07", "Oct-7-2014"), and what they say about the order of day and month."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from groundswell.engine.periods import Ambiguous, Form, PeriodParser, PeriodRead

NEAR, FAR = 31, 62
"""Days: a report is made within NEAR of the last day it is about; a reading that lies FAR before it is the other one."""
_DAYS = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}[-._](?:0[1-9]|1[0-2])[-._][0-3]\d|(?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d"
    r"|\d{1,2}(?:st|nd|rd|th|\.)?[ _-][a-z]{3,9}\.?[ _-](?:19|20)\d{2}|(?<![a-z])[a-z]{3,9}\.?[ _-]\d{1,2},?[ _-](?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)


def day_named(texts: Iterable[str]) -> tuple[date, str] | None:
    """The one day that these texts name, and the first text that does; None where they name none, or several."""
    found: dict[date, str] = {}
    parser = PeriodParser()
    for text in texts:
        for match in _DAYS.finditer(text):
            plain = match[0].replace("_", "-" if match[0][0].isdecimal() and match[0][1].isdecimal() else " ")
            read = parser.read(plain) or parser.read(plain.replace("-", " "))
            if isinstance(read, PeriodRead) and read.form is Form.DAY:
                found.setdefault(read.period.start, text)
    return next(iter(found.items())) if len(found) == 1 else None


def order_by_named_day(reads: Sequence[Ambiguous], named: date) -> bool | None:
    """Whether the day comes first in dates that can be read two ways, by the day of the report that they are in; None where both fit.

    By the right order the last date is of the NEAR days before the report and none comes after it; by the other one, some come after
    it or the last is FAR before.
    """
    fits, cannot = [], []
    for place in (0, 1):
        last = max(read.readings[place].period.start for read in reads)
        before = (named - last).days
        fits.append(0 <= before <= NEAR)
        cannot.append(before < 0 or before > FAR)
    if fits[0] and cannot[1]:
        return True
    return False if fits[1] and cannot[0] else None
