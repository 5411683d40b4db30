"""Raised digits of a text (superscript): a footnote's number behind a name or a figure, a square or a cube.

Every kind of file keeps them as plain digits with a font: without that font, 20 with a raised 1 is the figure 201. They become the
raised digits of Unicode, which are no part of a number. Where a blank stands before them they stay as they are: they stand apart anyhow.
"""

import re

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBERS = re.compile(r"[,;]?\d[\d\s,;]*")
_RUN = re.compile(rb"<((?:[\w.-]+:)?)r>[^<]*(?:<(?!/?\1r>)[^<]*)*</\1r>")
_IS_RAISED = re.compile(rb"\bvertAlign\s[^>]*[\"']superscript[\"']")
_TEXT = re.compile(rb"(<(?:[\w.-]+:)?t(?:\s[^>]*)?>)([,;]?\d[\d\s,;]*)(?=</)")
_BLANK_BEFORE = re.compile(rb"\s</(?:[\w.-]+:)?t>\s*</(?:[\w.-]+:)?r>\s*$")
_LOOK_BACK = 64
_MENTIONED = b"superscript"
_RAISED_BYTES = {str(digit).encode(): "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit].encode() for digit in range(10)}


def raised(text: str, before: str = "") -> str:
    """A raised text with its numbers in raised digits; as it is behind a blank, or where it holds anything else (``1st``, ``(1)``)."""
    return text.translate(_RAISED) if _NUMBERS.fullmatch(text) and not before[-1:].isspace() else text


def mentions_raised(block: bytes) -> bool:
    """Whether a piece of an Office Open XML part may hold raised text."""
    return _MENTIONED in block


def with_raised_runs(block: bytes) -> bytes:
    """UTF-8 XML of shared texts or of a sheet, with the digits of its raised runs as raised digits."""
    if _MENTIONED not in block:
        return block
    return _RUN.sub(_raised_run, block)


def _raised_run(run: re.Match[bytes]) -> bytes:
    before = run.string[max(0, run.start() - _LOOK_BACK) : run.start()]
    stays = _IS_RAISED.search(run[0]) is None or _BLANK_BEFORE.search(before) is not None
    return run[0] if stays else _TEXT.sub(_raised_text, run[0])


def _raised_text(found: re.Match[bytes]) -> bytes:
    return found[1] + re.sub(rb"\d", lambda digit: _RAISED_BYTES[digit[0]], found[2])
