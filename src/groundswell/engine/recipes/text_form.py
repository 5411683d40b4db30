"""A recipe as a text that a person can read, change and send: YAML (or JSON) of schema version 1. The old JSON of layouts is read too."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from groundswell.engine.long.grouping import Grouping
from groundswell.engine.proposal import ReadingOptions, Role
from groundswell.engine.recipes.recipe import EVERY, AnswerWord, LineWord, Recipe, TableShape
from groundswell.engine.strict_yaml import Fields, Items, Node, Text, tree_of
from groundswell.errors import UserError

ROOT, SCHEMA = "groundswell_recipe", 1
OLD_ROOT = "groundswell_layout"
HEAD = "# How Groundswell reads sheets of one structure: heads, labels and answers, never a figure.\n"
LARGEST = 1024 * 1024
DEEPEST = 12
LONGEST_NAME = 80
_TRUE, _FALSE = frozenset(("true", "yes", "on")), frozenset(("false", "no", "off"))
_MONTHS = range(1, 13)


def to_text(recipe: Recipe) -> str:
    """One field a line, only what is said; :func:`from_text` brings it back equal."""
    plain: dict[str, Any] = {ROOT: SCHEMA, "name": recipe.name, "version": recipe.version}
    plain["tables"] = [_table(number, table) for number, table in enumerate(recipe.tables, start=1)]
    several = len(recipe.tables) > 1
    for axis, heading, named in (("column", "columns", "head"), ("row", "rows", "label")):
        lines = [_line(word, named, several) for word in recipe.lines if word.axis == axis]
        plain |= {heading: lines} if lines else {}
    if recipe.answers:
        plain["answers"] = [_answer(word, several) for word in recipe.answers]
    if recipe.not_measures or recipe.not_places:
        plain["not_kept"] = {"measures": list(recipe.not_measures), "places": list(recipe.not_places)}
    options = {name: value for name, value in asdict(recipe.options).items() if value is not None and name in _OPTIONS}
    plain |= {"options": options} if options else {}
    plain |= {"grouping": dict(recipe.grouping)} if recipe.grouping else {}
    return HEAD + str(yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120))


class _Dumper(yaml.SafeDumper):
    """Texts with line breaks of any kind, and other signs that nobody sees, in quotes with escapes: they come back as they are."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')


_Dumper.add_representer(str, _represent_text)


def _table(number: int, table: TableShape) -> dict[str, Any]:
    return {"table": number, "form": table.form, "head_rows": table.depth, "sheets": list(table.sheets), "heads": list(table.heads)}


def _line(word: LineWord, named: str, several: bool) -> dict[str, Any]:
    plain: dict[str, Any] = {named: word.text}
    if word.under:
        plain["under"] = word.under
    if word.which == EVERY:
        plain["which"] = "every"
    elif word.of > 1:
        plain |= {"which": word.which, "of": word.of}
    if several:
        plain["table"] = word.table + 1
    if word.sheet:
        plain["sheet"] = word.sheet
    return {**plain, "read_as": word.role.value}


def _answer(word: AnswerWord, several: bool) -> dict[str, Any]:
    plain: dict[str, Any] = {"question": word.question}
    if word.about:
        plain["about"] = word.about
    if several:
        plain["table"] = word.table + 1
    return {**plain, "answer_column" if word.names_column else "answer": word.answer}


def from_file(path: Path) -> Recipe:
    """A recipe from a file. Raises UserError as :func:`from_text`, and ("recipe_file_not_there"), ("file_not_readable")."""
    try:
        with path.open("rb") as file:
            return from_text(file.read(LARGEST + 1))
    except FileNotFoundError:
        raise UserError("recipe_file_not_there", {"name": str(path)}) from None
    except OSError:
        raise UserError("file_not_readable", {"name": str(path)}) from None


def from_text(text: str | bytes) -> Recipe:
    """A recipe from its text. Raises UserError, one sentence: not a text, not YAML (with the line), not a recipe, another schema, a
    field that cannot be (with the line), a grouping that cannot be."""
    if len(text) > LARGEST:
        raise UserError("recipe_too_large", {"limit_mib": LARGEST // (1024 * 1024)})
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UserError("yaml_not_utf8") from None
    if OLD_ROOT in text[:200]:
        return _old(_Reader(_tree_of_json(text)))
    root = tree_of(text, DEEPEST)
    if not isinstance(root, Fields) or ROOT not in root.parts:
        raise UserError("recipe_not_one", {"root": ROOT})
    reader = _Reader(root)
    if reader.text(ROOT) != str(SCHEMA):
        raise UserError("recipe_version", {"version": reader.text(ROOT)})
    tables = tuple(_read_table(one) for one in reader.several("tables"))
    lines = [_read_line(one, "column", "head", len(tables)) for one in reader.several("columns")]
    lines += [_read_line(one, "row", "label", len(tables)) for one in reader.several("rows")]
    answers = tuple(_read_answer(one, len(tables)) for one in reader.several("answers"))
    left = reader.inner("not_kept")
    recipe = Recipe(
        reader.needed("name")[:LONGEST_NAME],
        reader.whole("version", 1),
        tables,
        tuple(lines),
        answers,
        left.texts("measures"),
        left.texts("places"),
        _read_options(reader.inner("options")),
        reader.plain("grouping"),
    )
    left.nothing_else()
    reader.nothing_else()
    if recipe.grouping is not None:
        Grouping.from_plain(recipe.grouping)
    return recipe


class _Reader:
    """The fields of one map, read one by one; what nobody asked for is refused at the end."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._asked: set[str] = set()

    def _node(self, name: str) -> Node | None:
        self._asked.add(name)
        return self._fields.parts[name][1] if name in self._fields.parts else None

    def bad(self, name: str) -> UserError:
        """The refusal of a field, with its line."""
        line = self._fields.parts[name][0] if name in self._fields.parts else self._fields.line
        return UserError("recipe_field", {"field": name, "line": line})

    def text(self, name: str) -> str:
        """A text, "" where it is absent."""
        node = self._node(name)
        if node is not None and not isinstance(node, Text):
            raise self.bad(name)
        return node.value if node is not None else ""

    def needed(self, name: str) -> str:
        """A text that has to be there."""
        found = self.text(name).strip()
        if not found:
            raise self.bad(name)
        return found

    def whole(self, name: str, default: int, least: int = 1, most: int = 9_999_999) -> int:
        """A whole number within bounds."""
        found = self.text(name)
        if not found:
            return default
        if not (found.isascii() and found.isdigit() and len(found) < 8 and least <= int(found) <= most):
            raise self.bad(name)
        return int(found)

    def yes(self, name: str) -> bool | None:
        """Yes, no or nothing."""
        found = self.text(name).lower()
        if found and found not in _TRUE | _FALSE:
            raise self.bad(name)
        return found in _TRUE if found else None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        node = self._node(name)
        if node is None or (isinstance(node, Text) and not node.value):
            return ()
        if not isinstance(node, Items) or not all(isinstance(part, Text) for part in node.parts):
            raise self.bad(name)
        return tuple(part.value for part in node.parts if isinstance(part, Text))

    def several(self, name: str) -> "list[_Reader]":
        """A list of maps."""
        node = self._node(name)
        if node is None or (isinstance(node, Text) and not node.value):
            return []
        if not isinstance(node, Items) or not all(isinstance(part, Fields) for part in node.parts):
            raise self.bad(name)
        return [_Reader(part) for part in node.parts if isinstance(part, Fields)]

    def inner(self, name: str) -> "_Reader":
        """A map within."""
        node = self._node(name)
        if node is None or (isinstance(node, Text) and not node.value):
            return _Reader(Fields({}, self._fields.line))
        if not isinstance(node, Fields):
            raise self.bad(name)
        return _Reader(node)

    def plain(self, name: str) -> dict[str, Any] | None:
        """A map as plain values, whatever it holds: its owner judges it."""
        node = self._node(name)
        if node is None or (isinstance(node, Text) and not node.value):
            return None
        if not isinstance(node, Fields):
            raise self.bad(name)
        return {key: plain_of(value) for key, (_, value) in node.parts.items()}

    def nothing_else(self) -> None:
        """Refuses a field that nobody asked for: a slip of the pen would be forgotten in silence."""
        for name in self._fields.parts:
            if name not in self._asked:
                raise self.bad(name)


def plain_of(node: Node) -> Any:
    """A tree as plain values: bare whole numbers, true, false and null are such; everything else is text."""
    if isinstance(node, Items):
        return [plain_of(part) for part in node.parts]
    if isinstance(node, Fields):
        return {key: plain_of(value) for key, (_, value) in node.parts.items()}
    if node.quoted:
        return node.value
    if node.value in ("true", "false"):
        return node.value == "true"
    digits = node.value.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) < 16 and (digits == "0" or digits[0] != "0"):
        return int(node.value)
    return node.value or None


def _read_table(reader: _Reader) -> TableShape:
    reader.whole("table", 1)
    shape = TableShape(reader.needed("form"), reader.texts("heads"), reader.whole("head_rows", 1), reader.texts("sheets"))
    reader.nothing_else()
    return shape


def _table_number(reader: _Reader, tables: int) -> int:
    return reader.whole("table", 1, most=max(tables, 1)) - 1


def _read_line(reader: _Reader, axis: str, named: str, tables: int) -> LineWord:
    which, every = reader.text("which"), reader.text("which") == "every"
    of = reader.whole("of", 1)
    word = LineWord(
        _table_number(reader, tables),
        axis,
        reader.needed(named),
        _role(reader, reader.needed("read_as")),
        reader.text("under"),
        EVERY if every else reader.whole("which", 1, most=of) if which else 1,
        1 if every else of,
        reader.text("sheet"),
    )
    reader.nothing_else()
    return word


def _role(reader: _Reader, text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise reader.bad("read_as") from None


def _read_answer(reader: _Reader, tables: int) -> AnswerWord:
    column = reader.text("answer_column")
    answer = column or reader.needed("answer")
    reader.text("answer")
    word = AnswerWord(_table_number(reader, tables), reader.needed("question"), reader.text("about"), answer, bool(column))
    reader.nothing_else()
    return word


_OPTIONS = ("fiscal_start", "school_start", "day_first", "decimal_mark")


def _read_options(reader: _Reader) -> ReadingOptions:
    months: Mapping[str, int] = {name: reader.whole(name, 0, most=max(_MONTHS)) for name in ("fiscal_start", "school_start")}
    mark = reader.text("decimal_mark")
    if mark not in ("", ".", ","):
        raise reader.bad("decimal_mark")
    options = ReadingOptions(months["fiscal_start"] or None, months["school_start"] or None, reader.yes("day_first"), mark or None)
    reader.nothing_else()
    return options


def _tree_of_json(text: str) -> Fields:
    """JSON as a tree; its texts may hold characters that YAML does not have. Without lines."""

    def node(value: object) -> Node:
        if isinstance(value, dict):
            return Fields({str(key): (1, node(inner)) for key, inner in value.items()}, 1)
        if isinstance(value, list):
            return Items([node(inner) for inner in value], 1)
        return Text("" if value is None else str(value), 1)

    try:
        root = node(json.loads(text))
    except (ValueError, RecursionError):
        root = None
    if not isinstance(root, Fields):
        raise UserError("recipe_not_one", {"root": ROOT})
    return root


def _old(reader: _Reader) -> Recipe:
    """A layout of version 0.2 or before: its words were about every sheet, by the folded head or label and its place among those alike."""
    if reader.text(OLD_ROOT) != "1":
        raise UserError("recipe_version", {"version": reader.text(OLD_ROOT)})
    tables = []
    for signature in reader.texts("signatures"):
        form, *heads = signature.split("|")
        tables.append(TableShape(form, tuple(heads)))
    shapes = list(dict.fromkeys(tables))
    lines = []
    for one in reader.several("corrections"):
        role = _role(one, one.needed("role"))
        at = one.whole("occurrence", 0, least=0) + 1
        lines += [LineWord(table, one.needed("axis"), one.needed("text"), role, "", at, at) for table in range(len(shapes))]
    answers = [
        AnswerWord(table, one.needed("question"), one.text("about"), one.needed("answer"))
        for one in reader.several("answers")
        for table in range(len(shapes))
    ]
    return Recipe(reader.needed("name")[:LONGEST_NAME], 1, tuple(shapes), tuple(lines), tuple(answers))
