"""PNG of a drawing, by resvg with the vendored font and no other: the same picture on every machine."""

import resvg_py

from groundswell.charts.fonts import FAMILY, FILES


def png(svg: str, scale: float = 2.0) -> bytes:
    """PNG bytes of an SVG with literal values (``full_svg(..., literal=True)``), ``scale`` pixels a unit."""
    return bytes(resvg_py.svg_to_bytes(
        svg_string=svg, zoom=scale, skip_system_fonts=True, font_files=[str(file) for file in FILES],
        font_family=FAMILY, sans_serif_family=FAMILY,
    ))
