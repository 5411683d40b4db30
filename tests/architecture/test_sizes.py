"""Sizes and shapes that keep a file readable in one sitting."""

import ast
import re
from pathlib import Path

from tests.architecture.source import ORDINARY, Function, files, functions, tree, where

MOST_LINES = 500
LONG_FILE = 300
LONG_FUNCTION = 50
MOST_PARAMETERS = 6
SHARE_OF_LONG_FUNCTIONS = 0.02
SHARE_OF_LONG_FILES = 0.10
VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc|stuff)(_|$)", re.IGNORECASE)


def length(node: ast.AST) -> int:
    """Lines of a function's body, without its decorators and its docstring."""
    body = list(getattr(node, "body", ()))
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and isinstance(body[0].value.value, str):
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_file_is_over_500_lines_and_few_are_over_300() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files(*ORDINARY)}
    assert {where(path): count for path, count in lines.items() if count > MOST_LINES} == {}
    long = [where(path) for path, count in lines.items() if count > LONG_FILE]
    assert len(long) <= SHARE_OF_LONG_FILES * len(lines), long


def test_functions_over_50_lines_are_rare() -> None:
    lengths = {where(path, node.lineno): length(node) for path in files("src") for node in functions(path)}
    assert len(lengths) > 500
    long = {place: lines for place, lines in lengths.items() if lines > LONG_FUNCTION}
    assert len(long) <= SHARE_OF_LONG_FUNCTIONS * len(lengths), long


def test_functions_take_at_most_six_parameters() -> None:
    """Options that must be named by the caller are a bundle of their own and count apart."""
    many = {}
    for path in files("src"):
        for node in functions(path):
            positional = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args) if argument.arg not in ("self", "cls")]
            if len(positional) > MOST_PARAMETERS or len(node.args.kwonlyargs) > MOST_PARAMETERS:
                many[where(path, node.lineno)] = node.name
    assert many == {}


def test_nothing_is_named_for_being_vague() -> None:
    names = {where(path): path.stem for path in files(*ORDINARY)}
    names |= {where(path.parent): path.parent.name for path in files(*ORDINARY)}
    classes = [(path, node) for path in files("src") for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    names |= {where(path, node.lineno): node.name for path, node in classes}
    split = {place: re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name) for place, name in names.items()}
    assert {place: name for place, name in split.items() if VAGUE.search(name)} == {}


def test_no_function_hides_an_import_of_the_package() -> None:
    hidden = [
        where(path, inner.lineno)
        for path in files("src")
        for node in functions(path)
        for inner in ast.walk(node)
        if (isinstance(inner, ast.ImportFrom) and (inner.module or "").startswith("groundswell"))
        or (isinstance(inner, ast.Import) and any(name.name.startswith("groundswell") for name in inner.names))
    ]
    assert hidden == []


def test_public_things_say_what_they_are() -> None:
    silent = [
        where(path, getattr(node, "lineno", 1))
        for path in files("src")
        for node in (tree(path), *_public(path))
        if ast.get_docstring(node) is None and not (isinstance(node, ast.Module) and not node.body)
    ]
    assert silent == []


def _public(path: Path) -> list[ast.ClassDef | Function]:
    """The classes and functions at a file's top that others may use."""
    return [node for node in tree(path).body if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_")]
