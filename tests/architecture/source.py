"""The checkout as these tests see it: its Python files, parsed once."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "groundswell"
ORDINARY = ("src", "tests", "tools", "benchmarks")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(*folders: str) -> tuple[Path, ...]:
    """Python files below these folders of the checkout, migrations left out: Django writes those."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(path for path in found if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> list[Function]:
    """Every function and method of a file."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, Function)]


def where(path: Path, line: int | None = None) -> str:
    """Path from the checkout's root, with a line where there is one."""
    relative = path.relative_to(ROOT).as_posix()
    return relative if line is None else f"{relative}:{line}"
