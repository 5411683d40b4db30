"""What was recognised in a measure's figures, as the page shows it: each in a sentence, with its one click or what would help."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from groundswell.domain.measurement.chart_kind import PLAIN
from groundswell.reports.fit_lines import FitLine
from groundswell.web.pages.measure.kind_names import kind_label
from groundswell.web.pages.measure.kinds import reason_of, token_of
from groundswell.web.pages.measure.load import Loaded
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class SeenLine:
    """One line. ``button``, ``kind``, ``reason`` and ``preview`` are empty where no chart of these figures would be better."""

    text: str
    instead: str = ""
    button: str = ""
    kind: str = ""
    reason: str = ""
    preview: str = ""


@dataclass(frozen=True, slots=True)
class FitView:
    """``drawn`` says which chart was chosen, or why it is not drawn; empty for the plain chart."""

    drawn: str
    lines: Sequence[SeenLine]
    back_kind: str = ""
    back_reason: str = ""


def fit_view(loaded: Loaded, words: Words) -> FitView:
    """The view of the page's fit."""
    fit = loaded.page.fit
    lines = [_line(loaded, line, words) for line in fit.lines]
    if not fit.kind_name:
        return FitView("", lines)
    kind = kind_label(loaded.record.kind, words)
    drawn = words.text("fit.refused" if fit.refused else "fit.drawn", {"kind": kind, "why": fit.refused})
    return FitView(drawn, lines, token_of(PLAIN), words.text("kind.back_because"))


def _line(loaded: Loaded, line: FitLine, words: Words) -> SeenLine:
    if line.offer is None:
        return SeenLine(line.text, line.instead)
    token = token_of(line.offer)
    address = reverse("measure_kind", args=[loaded.line.measure_id])
    asked = {"kind": token} | ({"place": loaded.line.org_unit_id} if loaded.line.org_unit_id else {})
    return SeenLine(line.text, "", line.button, token, reason_of(line, words), f"{address}?{urlencode(asked)}")
