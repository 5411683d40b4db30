"""PNG of a drawing, by resvg with the vendored font and no other: the same picture on every machine."""

from zlib import crc32

import resvg_py

from groundswell.charts.fonts import FAMILY, FILES

HEADER = 33
"""Bytes of a PNG before its second chunk: the signature and the chunk that says its size."""


def png(svg: str, scale: float = 2.0, origin: str = "") -> bytes:
    """PNG bytes of an SVG with literal values (``full_svg(..., literal=True)``), ``scale`` pixels a unit; ``origin`` as its description."""
    drawn = bytes(resvg_py.svg_to_bytes(
        svg_string=svg, zoom=scale, skip_system_fonts=True, font_files=[str(file) for file in FILES],
        font_family=FAMILY, sans_serif_family=FAMILY,
    ))
    return drawn[:HEADER] + _described(origin) + drawn[HEADER:] if origin else drawn


def _described(text: str) -> bytes:
    """A chunk iTXt (PNG 1.2, 4.2.3.3): keyword, not compressed, no language, the text in UTF-8."""
    content = b"iTXt" + b"Description\0\0\0\0\0" + text.encode()
    return (len(content) - 4).to_bytes(4, "big") + content + crc32(content).to_bytes(4, "big")
