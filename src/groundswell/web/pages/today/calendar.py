"""The plan as a calendar file (RFC 5545): a repeating quarter of an hour that any calendar takes."""

import re
from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _

from groundswell.domain.authoring.sessions.steps import LONGEST
from groundswell.errors import UserError
from groundswell.records.selectors.sessions import PlanRow, session_plan
from groundswell.web.requests import PageRequest

DAYS = dict(zip("1234567", ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))
LINE_OCTETS = 75
"""Longest line of a calendar file; a longer one goes on in the next with a blank before it (RFC 5545, 3.1)."""


def calendar_file(request: PageRequest) -> HttpResponse:
    """The plan that holds as an .ics file. Raises UserError("no_plan") where there is none."""
    plan = session_plan(request.actor)
    if plan is None:
        raise UserError("no_plan")
    text = calendar_text(plan, request.today, request.now, request.actor.ref)
    response = HttpResponse(text.encode(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="groundswell.ics"'
    return response


def calendar_text(plan: PlanRow, today: date, now: datetime, ref: str) -> str:
    """The whole file. The time is the clock on the wall wherever the calendar is (no zone), as a plan at one's desk is meant."""
    first = next(today + timedelta(days=ahead) for ahead in range(7) if str((today + timedelta(days=ahead)).isoweekday()) in plan.weekdays)
    hours, minutes = (int(part) for part in plan.time.split(":"))
    starts = datetime.combine(first, time(hours, minutes))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Groundswell//Fifteen minutes//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:fifteen-minutes-{ref}@groundswell",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{starts:%Y%m%dT%H%M%S}",
        f"DURATION:PT{LONGEST}M",
        "RRULE:FREQ=WEEKLY;BYDAY=" + ",".join(DAYS[day] for day in plan.weekdays),
        f"SUMMARY:{_escaped(_('Fifteen minutes'))}",
        f"DESCRIPTION:{_escaped(_('When %(trigger)s, I do one step.') % {'trigger': plan.trigger})}",
        f"LOCATION:{_escaped(plan.place)}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    """Text as a value: backslash, comma, semicolon and line ends escaped (RFC 5545, 3.3.11); other control characters go."""
    escaped = re.sub(r"([\\;,])", r"\\\1", text).replace("\r\n", "\n").replace("\n", "\\n")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", escaped)


def _folded(line: str) -> str:
    """No line over 75 octets, and no letter cut in two."""
    parts: list[str] = []
    part = ""
    for letter in line:
        if len((part + letter).encode()) > LINE_OCTETS - (1 if parts else 0):
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
