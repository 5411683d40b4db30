"""The library's chart: figures or an analysis in, a smart chart that a notebook shows by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from groundswell.charts.chart import Chart
from groundswell.charts.drawing.notebook import notebook_html
from groundswell.charts.drawing.picture import picture_svg
from groundswell.charts.drawing.png import png
from groundswell.charts.drawing.svg import full_svg
from groundswell.charts.drawing.terminal import TerminalLook, terminal_text
from groundswell.charts.drawing.vega_lite import as_json, vega_lite
from groundswell.charts.xmr_chart import ChartLook, xmr_chart
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.direction import band_given
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.errors import UserError


@dataclass(frozen=True, slots=True)
class SmartChart:
    """A chart with its analysis. ``value`` is the chart as a value; a notebook shows the drawing."""

    analysis: XmrAnalysis
    value: Chart

    def svg(self, shape: str = "wide") -> str:
        """The drawing with its palette written out: ``wide``, ``narrow`` or ``print``."""
        return full_svg(self.value, shape, literal=True)

    def png(self, scale: float = 2.0) -> bytes:
        """A picture with title, finding and notes as PNG bytes, ``scale`` pixels a unit."""
        return png(picture_svg(self.value), scale)

    def vega_lite(self) -> dict[str, Any]:
        """A Vega-Lite specification with its data in it, as plain values."""
        return vega_lite(self.value)

    def text(self, width: int = 80, *, ascii_only: bool = False) -> str:
        """The drawing in characters, ``width`` columns wide, without colour."""
        return terminal_text(self.value, TerminalLook(width, ascii=ascii_only))

    def save(self, path: str | Path) -> Path:
        """Write it as ``.svg``, ``.png``, ``.vl.json`` (Vega-Lite) or ``.txt``.

        Raises UserError("picture_kind_unknown") for another ending.
        """
        target = Path(path)
        if target.name.lower().endswith(".vl.json"):
            target.write_text(as_json(self.value), encoding="utf-8")
            return target
        if target.suffix.lower() == ".txt":
            target.write_text(self.text(), encoding="utf-8")
            return target
        if target.suffix.lower() == ".svg":
            target.write_text(picture_svg(self.value), encoding="utf-8")
        elif target.suffix.lower() == ".png":
            target.write_bytes(self.png())
        else:
            raise UserError("picture_kind_unknown", {"name": target.name})
        return target

    def _repr_svg_(self) -> str:
        return self.svg()

    def _repr_html_(self) -> str:
        return notebook_html([self.value])

    def __str__(self) -> str:
        return f"{self.value.title}: {self.value.sentence}" if self.value.title else self.value.sentence


def chart(
    figures: XmrAnalysis | Series | Sequence[float | int | str | None],
    *,
    name: str = "",
    measurement_unit: str = "",
    direction: Direction | str = Direction.UNKNOWN,
    band: tuple[int | float | str, int | float | str] | None = None,
    look: ChartLook | None = None,
) -> SmartChart:
    """The smart chart of an analysis, a series, or numbers in order (None is a gap).

    ``direction`` (``up``, ``down``, ``in_band``, ``neutral``) gives signals their meaning; ``band`` names the two ends that ``in_band``
    needs; ``look`` adds notes, targets and the locale. Raises UserError("band_form"), ("band_needed"), ("band_without_direction").

    >>> print(chart([12, 14, 13, 15, 12, 13, 14, 12, 13, 14, 13, 30], name="Days to answer"))
    Days to answer: No. 12 rose above the upper limit of 22.
    """
    analysis = figures if isinstance(figures, XmrAnalysis) else analyse(figures)
    series = analysis.series
    wanted = Direction(direction)
    if (band is None) == (wanted is Direction.IN_BAND):
        raise UserError("band_needed" if band is None else "band_without_direction")
    ends = None if band is None else band_given(str(band[0]), str(band[1]))
    definition = MeasureDefinition(name or series.measure, measurement_unit=measurement_unit, direction=wanted, band=ends)
    cadence = replace(definition, cadence=series.cadence)
    return SmartChart(analysis, xmr_chart(analysis, cadence, look=look))
