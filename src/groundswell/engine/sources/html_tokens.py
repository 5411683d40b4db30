"""The tags and texts of an HTML page in one pass forward, in time that grows with its length alone.

The standard library's parser looks again and again at a page with many things left open; this one never looks back. It knows
no more of HTML than a table needs: tags, attributes, comments, scripts, entities.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from groundswell.engine.sources.guard import damaged

LONGEST_TAG = 65_536
_SHORT, _MOST_KNOWN = 400, 10_000
"""Most tags of a table are the same few, written again and again."""
_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/><]{0,99})")
_STOP = re.compile(r"[<>\"']")
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]{1,200})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_SKIPPED = frozenset(("script", "style", "title", "textarea", "noscript", "template", "select", "svg", "xml"))
"""Elements whose content is no text of the page."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag, or an end tag (``closing``); names in lower case."""

    name: str
    closing: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


def tokens(page: str) -> Iterator[Tag | str]:
    """Tags and the texts between them; raises UserError ``file_damaged`` where the page breaks off inside a tag or comment."""
    at, end = 0, len(page)
    known: dict[str, Tag] = {}
    while at < end:
        opening = page.find("<", at)
        if opening < 0:
            yield unescape(page[at:])
            return
        if opening > at:
            text = page[at:opening]
            yield unescape(text) if "&" in text else text
        written = page[opening : page.find(">", opening, opening + _SHORT) + 1]
        if (again := known.get(written)) is not None:
            yield again
            at = opening + len(written)
        elif page.startswith("<!--", opening):
            at = _after(page, "-->", opening + 4)
        elif page.startswith(("<!", "<?"), opening):
            at = _after(page, ">", opening)
        elif (found := _NAME.match(page, opening)) is None or (close := _close(page, found.end())) < 0:
            yield "<"  # a sign, as in "<5"
            at = opening + 1
        else:
            name, closing, inside = found[2].lower(), bool(found[1]), page[found.end() : close]
            at = close + 1
            if name in _SKIPPED and not closing:
                if not inside.endswith("/"):
                    at = _after_element(page, name, at)
                continue
            tag = Tag(name, closing, {} if closing or not inside.strip(" /") else _attributes(inside))
            if len(known) < _MOST_KNOWN and page[opening:at] == written:
                known[written] = tag
            yield tag


def _close(page: str, at: int) -> int:
    """Where the tag ends whose name ends at ``at``; -1 where another begins before, so that this one is none.

    A quote counts behind an equals sign alone, as browsers have it.
    """
    end = at + LONGEST_TAG
    quoted = False
    while (found := _STOP.search(page, at, end)) is not None:
        at = found.end()
        if found[0] == ">":
            return found.start()
        if found[0] == "<":
            if quoted:
                damaged()
            return -1
        if page[max(0, found.start() - 20) : found.start()].rstrip().endswith("="):
            quoted = True
            at = page.find(found[0], at, end) + 1
            if at == 0:
                damaged()
    return damaged()


def _attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def _after(page: str, mark: str, at: int) -> int:
    found = page.find(mark, at)
    if found < 0:
        damaged()
    return found + len(mark)


def _after_element(page: str, name: str, at: int) -> int:
    """Behind the end tag of an element that is passed over."""
    while (at := page.find("</", at)) >= 0:
        at += 2
        if page[at : at + len(name)].lower() == name:
            return _after(page, ">", at)
    return damaged()
