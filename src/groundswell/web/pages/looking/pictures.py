"""A measure page drawn at half width, for two of them beside each other."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from groundswell.charts.chart import Chart
from groundswell.charts.drawing.svg import full_svg
from groundswell.web.drawn import drawn, readout, says


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart under its heading. ``word`` is empty where there are too few figures for one."""

    ident: str
    heading: str
    mark: str
    word: str
    sentence: SafeString
    detail: str
    readout: SafeString
    chart: SafeString
    chart_narrow: SafeString
    rules: str


def picture(chart: Chart, heading: str, ident: str, *, worded: bool = True, says_it: bool = True) -> Picture:
    """The picture of a chart; ``ident`` tells its elements from those of other charts of the page.

    ``says_it`` False: without its sentence, where the page says what is to be said.
    """
    return Picture(
        ident=ident,
        heading=heading,
        mark=chart.word.value,
        word=chart.word_text if worded else "",
        sentence=says(chart) if says_it else SafeString(),
        detail=chart.detail,
        readout=readout(chart),
        chart=drawn(full_svg(chart, "half", ident=ident)),
        chart_narrow=drawn(full_svg(chart, "narrow", ident=ident)),
        rules=chart.rules,
    )
