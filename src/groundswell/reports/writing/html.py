"""A measure page as one HTML file to mail: chart, sentence, question, table. It needs no script, no network and no account."""

import base64
from functools import cache
from html import escape
from pathlib import Path

from groundswell.charts.chart import Chart, Mark
from groundswell.charts.drawing.palette import BETTER, CARD, EDGE, INK, INK_2, INK_3, LINE, PAPER, WORSE
from groundswell.charts.drawing.svg import full_svg
from groundswell.charts.drawing.symbols import symbol_svg
from groundswell.charts.fonts import FAMILY, REGULAR, SEMIBOLD
from groundswell.reports.corrections import CorrectionTold, in_parts
from groundswell.reports.measure_page import MeasurePage
from groundswell.reports.value_rows import ValueRow

POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
SHAPES = {
    Mark.BETTER: f'<circle cx="7" cy="7" r="5.5" fill="{BETTER}"/>',
    Mark.WORSE: f'<path d="M7 0l7 7-7 7-7-7z" fill="{WORSE}"/>',
    Mark.CHANGED: f'<rect x="1.5" y="1.5" width="11" height="11" fill="{INK}"/>',
    Mark.ROUTINE: f'<circle cx="7" cy="7" r="3.2" fill="{INK_3}"/>',
}
TOKENS = {"paper": PAPER, "card": CARD, "ink": INK, "ink-2": INK_2, "ink-3": INK_3, "line": LINE, "edge": EDGE}
COLOURS = {Mark.BETTER: BETTER, Mark.WORSE: WORSE, Mark.CHANGED: INK, Mark.ROUTINE: INK_3}


def html_file(page: MeasurePage, question: str = "", *, asker: str = "", as_on: str = "") -> str:
    """The whole file. ``question`` goes with the chart; ``asker`` and ``as_on`` (a day in words) head it where they are given."""
    words, chart = page.words, page.chart
    text = words.text
    parts = [
        f'<p class="top">{escape(" · ".join(part for part in (asker, as_on) if part))}</p>' if asker or as_on else "",
        f"<h1>{escape(chart.title)}</h1>",
        f'<p class="lead">{escape(page.record.definition.description)}</p>' if page.record.definition.description else "",
        f'<p class="lead">{escape(page.record.org_unit)}</p>' if page.record.org_unit else "",
        _says(chart),
        _wanted(chart),
        f'<figure><div class="wide">{full_svg(chart, "wide", ident="w", literal=True)}</div>',
        f'<div class="narrow">{full_svg(chart, "narrow", ident="n", literal=True)}</div>{_notes(chart)}',
        f'<p class="faint">{escape(chart.rules)}</p></figure>{_corrected(page)}',
        f'<p class="faint">{escape(text("sheet_file.how"))}</p>',
        _asks(page, question) if question else "",
        f'<h2>{escape(text("sheet_file.table"))}</h2>{_table(page)}',
        f'<h2>{escape(text("sheet_file.rests"))}</h2><dl>{_rests(page)}</dl>',
        f"<footer>{escape(_made(page))}</footer>",
    ]
    direction = ' dir="rtl"' if words.right_to_left and words.language == words.locale.language else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{words.language}"{direction}><head><meta charset="utf-8"><title>{escape(chart.title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<meta name="referrer" content="no-referrer"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<style>{_style()}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def _made(page: MeasurePage) -> str:
    """With what it was made, and where the record stood then: entry and anchor."""
    text, record = page.words.text, page.record
    made = text("sheet_file.made", {"title": page.chart.title, "seq": str(record.as_of_seq)})
    return f"{made} {text('sheet_file.anchor', {'anchor': record.anchor})}" if record.anchor else made


def _asks(page: MeasurePage, question: str) -> str:
    text = page.words.text
    head, reply = escape(text("sheet_file.asks")), escape(text("sheet_file.reply"))
    return f'<section class="asks"><h2>{head}</h2><p>{escape(question)}</p><p class="faint">{reply}</p></section>'


def _says(chart: Chart) -> str:
    """Signal word by shape, word and colour; the sentence with its typical value in bold; the smaller line."""
    before, typical, after = map(escape, chart.sentence_parts)
    sentence = f"{before}<b>{typical}</b>{after}" if typical else before
    mark = f'<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{SHAPES[chart.word]}</svg>'
    return (
        f'<p class="sig {chart.word.value}">{mark} {escape(chart.word_text)}</p><p class="says">{sentence}</p>'
        + "".join(f'<p class="quiet">{escape(line)}</p>' for line in (chart.detail, chart.stale) if line)
    )


def _wanted(chart: Chart) -> str:
    """What is wanted: the band's sentence, the target's sentence and ask, the standard's with its sign."""
    wanted, aim = chart.wanted, chart.wanted.aim
    lines = [line for line in (wanted.band, f"{aim.sentence} {aim.ask}".strip() if aim is not None else "") if line]
    found = [f'<p class="quiet">{escape(line)}</p>' for line in lines]
    if wanted.standard_sentence:
        sign = symbol_svg(wanted.assurance, named=False, literal=True) + " " if wanted.assurance is not None else ""
        found.append(f'<p class="quiet">{sign}{escape(f"{wanted.standard_sentence} {wanted.standard_certainty}".strip())}</p>')
    return "".join(found)


def _notes(chart: Chart) -> str:
    items = "".join(
        f'<li><span class="pin" aria-hidden="true">{escape(note.letter)}</span>'
        f"<span><b>{escape(note.label)}</b><br>{escape(note.text)}</span></li>"
        for note in chart.notes
    )
    return f'<ul class="notes">{items}</ul>' if items else ""


def _corrected(page: MeasurePage) -> str:
    """What was corrected of the published figures, each as a line: a file has no page beside it on which the rest stands."""
    return "".join(f'<p class="quiet">{_set_apart(in_parts(page, one))}</p>' for one in page.corrections)


def _set_apart(told: CorrectionTold) -> str:
    reason = f"<bdi>{escape(told.reason)}</bdi>" if told.reason else ""
    return f"{escape(told.before)}{reason}{escape(told.after)}"


def _table(page: MeasurePage) -> str:
    text = page.words.text
    unit = page.chart.unit
    shown = [("period", ""), ("figure", "num"), ("state", ""), ("reading", ""), ("note", "")]
    names = {"figure": unit[:1].upper() + unit[1:]} if unit else {}
    head = "".join(f'<th scope="col" class="{kind}">{escape(names.get(name) or text(f"twin.{name}"))}</th>' for name, kind in shown)
    caption = text("twin.caption", {"unit": names["figure"]}) if names else text("twin.caption_plain")
    body = "".join(_table_row(row) for row in page.newest_first)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _table_row(row: ValueRow) -> str:
    figure = escape(row.figure) + (f'<span class="faint"> {escape(row.sign)}</span>' if row.figure and row.sign else "") or escape(row.sign)
    reading = escape(row.reading) + (f": {escape(row.left_out)}" if row.left_out else "")
    return (
        f'<tr><th scope="row">{escape(row.label)}</th><td class="num">{figure}</td><td>{escape(row.state_text)}</td>'
        f"<td>{reading}</td><td>{escape(row.note)}</td></tr>"
    )


def _rests(page: MeasurePage) -> str:
    return "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(line)}</dd></div>" for name, line in page.chart.rests_on)


def _packed(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()


@cache
def _style() -> str:
    faces = "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/ttf;base64,{_packed(file)})}}"
        for weight, file in ((400, REGULAR), (600, SEMIBOLD))
    )
    colours = "".join(f".sig.{mark.value}{{color:{colour}}}" for mark, colour in COLOURS.items())
    tokens = "".join(f"--{name}:{value};" for name, value in TOKENS.items())
    return f":root{{{tokens}}}{faces}{colours}\n{(Path(__file__).parent / 'mailed.css').read_text('utf-8')}"
