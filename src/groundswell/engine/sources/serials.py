"""Spreadsheet serial numbers as days and times, in both date systems.

The 1900 system counts 1 January 1900 as 1 and holds a 29 February 1900 (serial 60) that never was; the
1904 system counts 1 January 1904 as 0. A number under a date format that is no day is refused, never bent.
"""

from datetime import date, datetime, time, timedelta

from groundswell.engine.sources.number_formats import Shown
from groundswell.engine.sources.workbook import CellError, CellValue, shortest

_BEFORE_MARCH_1900 = date(1899, 12, 31)
_FROM_MARCH_1900 = date(1899, 12, 30)
_OF_1904 = date(1904, 1, 1)
_DAY_MS = 86_400_000
_PHANTOM_DAY = 60
_LAST_DAY = date(9999, 12, 31)


def moment(serial: float, shown: Shown, date_1904: bool) -> CellValue:
    """The day, time or length of time that ``serial`` stands for under a format; a CellError where it is none."""
    if shown is Shown.DURATION:
        return _duration(serial)
    if serial < 0:
        return _refused(serial)
    days, thousandths = divmod(round(serial * _DAY_MS), _DAY_MS)
    if shown is Shown.TIME and days == 0:
        return clock(timedelta(milliseconds=thousandths))
    day = _day(days, date_1904)
    if day is None:
        return _refused(serial)
    if thousandths == 0:
        return day
    return datetime.combine(day, time()) + timedelta(milliseconds=thousandths)


def clock(since_midnight: timedelta) -> time:
    """The time of day so long after midnight; less than a day."""
    return (datetime(2000, 1, 1) + since_midnight).time()  # noqa: DTZ001 - workbooks hold naive times


def _day(days: int, date_1904: bool) -> date | None:
    if date_1904:
        start = _OF_1904
    elif days == 0 or days == _PHANTOM_DAY:
        return None
    else:
        start = _BEFORE_MARCH_1900 if days < _PHANTOM_DAY else _FROM_MARCH_1900
    if days > (_LAST_DAY - start).days:
        return None
    return start + timedelta(days=days)


def _duration(serial: float) -> CellValue:
    if abs(serial) > 10_000_000:
        return _refused(serial)
    return timedelta(milliseconds=round(serial * _DAY_MS))


def _refused(serial: float) -> CellError:
    return CellError(str(shortest(float(serial))), "date_not_real")
