"""What a terminal can show: its width, whether it knows Unicode, whether colour is wanted."""

import os
import shutil
import sys

from groundswell.charts.drawing.terminal import UNICODE, WIDEST, TerminalLook

NEEDED = "".join(UNICODE.points.values()) + UNICODE.limit + UNICODE.limit_provisional + UNICODE.central + UNICODE.target + UNICODE.steps


def look_of_terminal(width: int | None = None, *, plain: bool = False) -> TerminalLook:
    """How to draw for standard output. Colour only where a person looks on, and not where NO_COLOR is set or TERM is ``dumb``."""
    watched = sys.stdout.isatty()
    colour = watched and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    columns = width or min(WIDEST, shutil.get_terminal_size((80, 24)).columns)
    return TerminalLook(columns, ascii=plain or not knows_unicode(), colour=colour)


def knows_unicode() -> bool:
    """Whether standard output's encoding has all signs of the drawing."""
    try:
        NEEDED.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
