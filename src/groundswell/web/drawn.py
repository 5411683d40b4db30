"""The one place where finished markup of our own is let through a template unescaped, and the sentence with its bold figure."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from groundswell.charts.chart import Chart


def drawn(markup: str) -> SafeString:
    """A drawing of ``charts`` or a part rendered by our own templates: every text in it is escaped already."""
    return mark_safe(markup)  # noqa: S308 - made by our own drawing, which escapes; tests C24 try to break it


def says(chart: Chart) -> SafeString:
    """The chart's sentence with its typical value in bold."""
    before, typical, after = chart.sentence_parts
    return format_html("{}<b>{}</b>{}", before, typical, after) if typical else format_html("{}", before)


def readout(chart: Chart) -> SafeString:
    """The latest point's words, its month and figure bold."""
    head, dot, rest = chart.readout.partition(". ")
    return format_html("<b>{}{}</b> {}", head, "." if dot else "", rest)
