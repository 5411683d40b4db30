"""Charts as HTML for a notebook: each a picture with its name and finding, its figures folded below; no script, nothing to fetch."""

from collections.abc import Sequence

from groundswell.charts.chart import Chart
from groundswell.charts.drawing.marks import xml
from groundswell.charts.drawing.picture import picture_svg
from groundswell.words import words_for

MOST = 20
"""So many charts are shown; how many more there are is said."""


def notebook_html(charts: Sequence[Chart]) -> str:
    """One figure a chart. The element ids of each chart are its own."""
    shown = "".join(_figure(chart, number) for number, chart in enumerate(charts[:MOST]))
    if len(charts) <= MOST:
        return shown
    words = words_for(charts[0].locale)
    return f"{shown}<p>{xml(words.text('notebook.more', {'n': len(charts) - MOST}))}</p>"


def _figure(chart: Chart, number: int) -> str:
    words = words_for(chart.locale)
    picture = picture_svg(chart).replace("picture-t", f"picture-{number}-t").replace("picture-d", f"picture-{number}-d")
    heads = "".join(f'<th scope="col">{xml(words.text(code))}</th>' for code in ("twin.period", "twin.figure", "twin.reading"))
    rows = "".join(
        f'<tr><th scope="row">{xml(point.label)}</th><td>{xml(point.figure)}</td><td>{xml(point.text)}</td></tr>' for point in chart.points
    )
    return (
        f'<figure lang="{xml(chart.locale)}">{picture}<details><summary>{xml(words.text("sheet_file.table"))}</summary>'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details></figure>"
    )
