"""XML of strangers: no document types, and so no entities inside or outside; what is malformed is refused."""

from xml.parsers import expat

from groundswell.engine.sources.guard import MIB, damaged
from groundswell.errors import UserError

LONGEST_TOKEN = 4 * MIB
"""A tag or a text beyond this is no part of a workbook; a parser fed piece by piece looks at it again and again."""


class StrictXml:
    """An XML parser without document types, and so without entities, inside or outside; malformed XML is refused."""

    def __init__(self, part: str, *, namespaces: bool = True) -> None:
        self.part = part
        self.parser = expat.ParserCreate(namespace_separator=" ") if namespaces else expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.buffer_text = True
        self._unclosed = 0

    def _doctype(self, *_: object) -> None:
        raise UserError("file_has_document_type", {"part": self.part})

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Parse some more; ``last`` closes the document. A tag or text without end, which costs a parser dear, is refused."""
        end = data.rfind(b">")
        self._unclosed = len(data) - end if end >= 0 else self._unclosed + len(data)
        if self._unclosed > LONGEST_TOKEN:
            damaged(self.part)
        try:
            self.parser.Parse(data, last)
        except expat.ExpatError:
            damaged(self.part)


def start_tags(data: bytes, part: str) -> list[tuple[str, str, dict[str, str]]]:
    """Every element of a small XML part, in order, as (name of its parent, name, attributes), namespaces left off."""
    found: list[tuple[str, str, dict[str, str]]] = []
    path: list[str] = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        found.append((path[-1], local, {key.rpartition(" ")[2]: value for key, value in attributes.items()}))
        path.append(local)

    def end(_: str) -> None:
        path.pop()

    xml = StrictXml(part)
    xml.parser.StartElementHandler = start
    xml.parser.EndElementHandler = end
    xml.feed(data, last=True)
    return found
