"""A chart as a picture that stands alone: its name and its finding above, its notes below; for a file, a slide, a mail."""

import re
from collections.abc import Sequence

from groundswell.charts.chart import Chart
from groundswell.charts.drawing.canvas import WIDE
from groundswell.charts.drawing.full import full_parts
from groundswell.charts.drawing.marks import xml
from groundswell.charts.drawing.palette import CARD, literal
from groundswell.charts.drawing.svg import FONT, NAMESPACE
from groundswell.charts.drawing.symbols import WIDTHS, symbol_parts
from groundswell.charts.fonts import text_width

MARGIN = 24.0
TITLE, SAYS, NOTE = 22.0, 17.0, 13.0
"""Sizes of the name, of the finding and of the notes."""
MOST_LINES = 3
"""A note is told in at most so many lines; the page has all of it."""


def picture_svg(chart: Chart, origin: str = "", told: Sequence[str] = ()) -> str:
    """The wide chart with title, sentence and notes as one SVG file in the light palette. ``origin`` is told within, and not drawn;
    ``told``: further lines below."""
    inner = WIDE.width
    head, top = _paragraph(chart.title, "title", TITLE, MARGIN + TITLE, inner)
    says, top = _paragraph(f"{chart.word_text}. {chart.sentence}", "says", SAYS, top + 8, inner)
    detail, top = _paragraph(f"{chart.detail} {chart.stale}".strip(), "note", NOTE, top, inner)
    wanted, top = _wanted(chart, top)
    body = "".join(full_parts(chart, WIDE))
    below = top + WIDE.height + 16
    notes: list[str] = []
    for note in chart.notes:
        written, below = _paragraph(f"{note.letter}  {note.label}: {note.text}", "note", NOTE, below, inner)
        notes += written[:MOST_LINES]
        below -= max(0, len(written) - MOST_LINES) * NOTE * 1.4
    rules, below = _paragraph(chart.rules, "note", NOTE, below, inner)
    notes += rules
    for line in told:
        written, _ = _paragraph(line, "note", NOTE, below, inner)
        notes += written[:MOST_LINES]
        below += min(len(written), MOST_LINES) * NOTE * 1.4
    width, height = inner + 2 * MARGIN, below + (MARGIN - NOTE if notes else 0)
    inside = literal("".join([*head, *says, *detail, *wanted, f'<g transform="translate(0 {top:.1f})">{body}</g>', *notes]))
    source = f"<metadata>{xml(origin)}</metadata>" if origin else ""
    return (
        f'<svg {NAMESPACE} width="{width:g}" height="{height:.0f}" viewBox="{-MARGIN:g} 0 {width:g} {height:.0f}" role="group" '
        f'aria-roledescription="{xml(chart.words.role)}" aria-labelledby="picture-t" aria-describedby="picture-d" direction="ltr" {FONT}>'
        f'<title id="picture-t">{xml(chart.title)}: {xml(chart.words.role)}</title><desc id="picture-d">{xml(chart.told)}</desc>'
        f'{source}<rect x="{-MARGIN:g}" width="{width:g}" height="{height:.0f}" fill="{CARD}"/>{inside}</svg>'
    )


def _wanted(chart: Chart, y: float) -> tuple[list[str], float]:
    """The sentences on band, target and standard, the standard's with its sign before it; and the base line after them."""
    aim, standard, sign = chart.wanted.aim, chart.wanted, chart.wanted.assurance
    parts: list[str] = []
    for said in (standard.band, f"{aim.sentence} {aim.ask}".strip() if aim is not None else ""):
        told, y = _paragraph(said, "note", NOTE, y, WIDE.width)
        parts += told
    if standard.standard_sentence:
        begin = WIDTHS[sign.code] + 10 if sign is not None else 0.0
        y += 4 if sign is not None else 0
        if sign is not None:
            parts.append(f'<g transform="translate(0 {y - 15:.1f})">{symbol_parts(sign)}</g>')
        said = f"{standard.standard_sentence} {standard.standard_certainty}".strip()
        lines = wrapped(said, NOTE, WIDE.width - begin)
        parts += [f'<text class="note" x="{begin:g}" y="{y + NOTE * 1.4 * at:.1f}">{xml(line)}</text>' for at, line in enumerate(lines)]
        y += NOTE * 1.4 * len(lines)
    return parts, y


def _paragraph(text: str, kind: str, size: float, y: float, width: float) -> tuple[list[str], float]:
    """Lines of text from a first base line on, and the base line after them; nothing for an empty text."""
    strong = kind == "title"
    lines = wrapped(text, size, width, strong=strong)
    step = size * 1.4
    written = [f'<text class="{kind}" x="0" y="{y + step * at:.1f}">{xml(line)}</text>' for at, line in enumerate(lines)]
    return written, y + step * len(lines)


def wrapped(text: str, size: float, width: float, *, strong: bool = False) -> list[str]:
    """The text in lines no wider than ``width``, broken at spaces (never at a no-break one); a word wider than a line is cut."""
    lines: list[str] = []
    for word in re.findall(r"[^ \t\r\n]+", text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, strong=strong) <= width:
            lines[-1] = longer
        else:
            lines.append(_shortened(word, size, width, strong=strong))
    return lines


def _shortened(word: str, size: float, width: float, *, strong: bool) -> str:
    if text_width(word, size, strong=strong) <= width:
        return word
    while word and text_width(word + "…", size, strong=strong) > width:
        word = word[:-1]
    return word + "…"
