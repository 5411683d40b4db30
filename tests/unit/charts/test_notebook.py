"""What a notebook shows of a chart: one figure with its picture and its figures below, sound markup, no script."""

import re
import xml.etree.ElementTree as ET

from groundswell.charts.drawing.notebook import notebook_html
from groundswell.charts.smart_chart import chart

VALUES = [12, 14, None, 15, 12, 13, 30]


def test_a_chart_shows_itself_as_html_and_as_svg() -> None:
    made = chart(VALUES, name="Days & <nights>")
    html = made._repr_html_()
    figure = ET.fromstring(html)
    assert figure.tag == "figure"
    assert len(figure.findall(".//tbody/tr")) == len(VALUES)
    assert "Days &amp; &lt;nights&gt;" in html and "<script" not in html
    assert ET.fromstring(made._repr_svg_()).tag.endswith("svg")


def test_several_charts_on_a_page_keep_their_ids_apart() -> None:
    html = notebook_html([chart(VALUES).value] * 3)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 6
    assert set(re.findall(r'aria-labelledby="([^"]+)"', html)) <= set(ids)
