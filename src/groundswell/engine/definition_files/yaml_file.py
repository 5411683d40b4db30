"""A YAML file of definitions, strictly (:mod:`groundswell.engine.strict_yaml`): every field keeps its line."""

from groundswell.domain.authoring.definition.fields import ITEM_SPECS, SPECS, Kind
from groundswell.domain.authoring.definition.texts import YES
from groundswell.engine.definition_files.incoming import MOST_MEASURES, DefinitionFile, Incoming, Said, Unknown
from groundswell.engine.strict_yaml import Fields, Items, Node, Text, tree_of
from groundswell.errors import UserError

ROOT = "definitions"
LARGEST = 16 * 1024 * 1024
"""Bytes: 10,000 measures written out in full are under 10 MB."""
DEEPEST = 5
"""Root map, list of measures, measure, list of items, item."""
_TRUE, _FALSE = frozenset(("true", "yes", "on")), frozenset(("false", "no", "off"))


def read_yaml(data: bytes) -> DefinitionFile:
    """Read a file's content. Raises UserError, one sentence each with the line: not YAML, a feature that is not read, a key twice."""
    if len(data) > LARGEST:
        raise UserError("definitions_too_large", {"limit_mib": LARGEST // (1024 * 1024)})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError("yaml_not_utf8") from None
    root = tree_of(text, DEEPEST)
    if root is None:
        raise UserError("yaml_no_definitions", {"root": ROOT})
    if not isinstance(root, Fields) or ROOT not in root.parts:
        raise UserError("yaml_no_definitions", {"root": ROOT})
    unknown = [Unknown(key, str(line)) for key, (line, _) in root.parts.items() if key != ROOT]
    listed = root.parts[ROOT][1]
    if not isinstance(listed, Items):
        raise UserError("yaml_not_a_list", {"field": ROOT, "line": listed.line})
    if len(listed.parts) > MOST_MEASURES:
        raise UserError("too_many_definitions", {"most": MOST_MEASURES})
    measures = tuple(_measure(one, unknown) for one in listed.parts)
    return DefinitionFile(measures, tuple(unknown), by_line=True)


def _measure(node: Node, unknown: list[Unknown]) -> Incoming:
    if not isinstance(node, Fields):
        raise UserError("yaml_not_fields", {"line": node.line})
    fields: dict[str, Said] = {}
    items: tuple[dict[str, Said], ...] | None = None
    measure_id = ""
    for key, (line, value) in node.parts.items():
        if key == "items":
            items = _items(value, unknown)
        elif key == "id":
            measure_id = _scalar(key, value).text
        elif key in SPECS:
            fields[key] = _said(key, value)
        elif key != "version":
            unknown.append(Unknown(key, str(line)))
    return Incoming(measure_id, str(node.line), fields, items)


def _items(node: Node, unknown: list[Unknown]) -> tuple[dict[str, Said], ...]:
    if isinstance(node, Text) and not node.value:
        return ()
    if not isinstance(node, Items):
        raise UserError("yaml_not_a_list", {"field": "items", "line": node.line})
    found = []
    for part in node.parts:
        if not isinstance(part, Fields):
            raise UserError("yaml_not_fields", {"line": part.line})
        unknown += [Unknown(key, str(line)) for key, (line, _) in part.parts.items() if key not in ITEM_SPECS]
        found.append({key: _scalar(key, value) for key, (_, value) in part.parts.items() if key in ITEM_SPECS})
    return tuple(found)


def _said(key: str, node: Node) -> Said:
    said = _scalar(key, node)
    if SPECS[key].kind is Kind.YES:
        lowered = said.text.lower()
        return Said(YES if lowered in _TRUE else "" if lowered in _FALSE else said.text, said.place)
    return said


def _scalar(key: str, node: Node) -> Said:
    if not isinstance(node, Text):
        raise UserError("yaml_not_a_text", {"field": key, "line": node.line})
    return Said(node.value, str(node.line))
