"""SVG of a chart: for pages by classes (the style sheet holds the palette), for files with the light palette written out."""

from groundswell.charts.chart import Chart
from groundswell.charts.drawing.canvas import SHAPES
from groundswell.charts.drawing.full import LinkOf, full_parts
from groundswell.charts.drawing.marks import xml
from groundswell.charts.drawing.palette import CARD
from groundswell.charts.drawing.palette import literal as written_out
from groundswell.charts.drawing.small import card_parts, spark_parts

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
FONT = "font-family=\"'Public Sans', system-ui, sans-serif\" font-size=\"13\""


def full_svg(
    chart: Chart, shape: str = "wide", *, ident: str = "chart", literal: bool = False, links: LinkOf | None = None
) -> str:
    """The full chart (``wide``, ``narrow``, ``print``, ``half``): a group with title and description, each point with its text.

    ``ident`` begins the element ids, which must differ from those of other charts of the same page. ``literal``: for a file.
    ``links``: on a page, each point leads to what is known about it.
    """
    form = SHAPES[shape]
    mark = f"{ident}-{shape[0]}"
    says = xml(chart.told)
    head = f'<title id="{mark}-t">{xml(chart.title)}: {xml(chart.words.role)}</title><desc id="{mark}-d">{says}</desc>'
    attributes = (
        f'viewBox="0 0 {form.width:g} {form.height:g}" role="group" aria-roledescription="{xml(chart.words.role)}" '
        f'aria-labelledby="{mark}-t" aria-describedby="{mark}-d"'
    )
    inside = head + "\n" + "\n".join(full_parts(chart, form, links))
    return _wrapped(attributes, inside, "chart", (form.width, form.height), literal=literal)


def card_svg(chart: Chart, *, ident: str = "card", literal: bool = False) -> str:
    """The card chart (352 × 150): one image with a full sentence as its name."""
    return _small(chart, "".join(card_parts(chart)), (352, 150), ident, "chart", literal=literal)


def spark_svg(chart: Chart, *, ident: str = "spark", literal: bool = False) -> str:
    """The row's small chart (360 × 64): one image with a full sentence as its name."""
    body = "".join(spark_parts(chart))
    if literal:
        body = body.replace('class="cl"', 'class="mini-cl"').replace('class="line"', 'class="mini-line"')
    return _small(chart, body, (360, 64), ident, "chart mini", literal=literal)


def _small(chart: Chart, body: str, size: tuple[int, int], ident: str, kind: str, *, literal: bool) -> str:
    head = f'<title id="{ident}-t">{xml(chart.title)}. {xml(chart.sentence)}</title><desc>{xml(chart.rules)}</desc>'
    return _wrapped(f'viewBox="0 0 {size[0]} {size[1]}" role="img" aria-labelledby="{ident}-t"', head + body, kind, size, literal=literal)


def _wrapped(attributes: str, inside: str, kind: str, size: tuple[float, float], *, literal: bool) -> str:
    if not literal:
        return f'<svg class="{kind}" {attributes}>{inside}</svg>'
    ground = f'<rect width="{size[0]:g}" height="{size[1]:g}" fill="{CARD}"/>'
    measure = f'width="{size[0]:g}" height="{size[1]:g}"'
    return f'<svg {NAMESPACE} {measure} {attributes} direction="ltr" {FONT}>{ground}{written_out(inside)}</svg>'
