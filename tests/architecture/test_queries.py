"""Nothing of a request reaches a query as a name: pages ask selectors, and columns are named in the code."""

import ast
from pathlib import Path

from tests.architecture.source import ROOT, files, tree, where

ASKING = {"filter", "exclude", "get", "annotate", "aggregate", "Q", "order_by", "values", "values_list", "alias"}
BY_COLUMN = {
    "src/groundswell/records/services/erasing.py": 2,
    "src/groundswell/records/selectors/own_data.py": 1,
}
"""Where columns are walked by the models' own names, and how often."""


def calls(path: Path) -> list[tuple[str, ast.Call]]:
    """Every call of a file by the last part of its name."""
    found = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return [(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""), node) for node in found]


def test_D22_no_query_takes_its_names_from_somewhere_else() -> None:
    spread: dict[str, int] = {}
    for path in files("src"):
        for name, call in calls(path):
            if name in ASKING and any(keyword.arg is None for keyword in call.keywords):
                spread[path.relative_to(ROOT).as_posix()] = spread.get(path.relative_to(ROOT).as_posix(), 0) + 1
    assert spread == BY_COLUMN


def test_D22_no_page_and_no_route_talks_to_the_database_itself() -> None:
    web = files("src/groundswell/web")
    assert len(web) > 100
    direct = [
        where(path, node.lineno)
        for path in web
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "cursor", "reading_connection")
    ]
    assert direct == []
    raw = [where(path, call.lineno) for path in files("src") for name, call in calls(path) if name in ("raw", "extra", "RawSQL")]
    assert raw == []


def test_no_query_takes_the_first_row_without_saying_in_which_order() -> None:
    """PostgreSQL gives rows in any order; one row of several is another one from day to day. Whether there is a row at all has none."""
    limited = [
        (where(path, node.lineno), text)
        for path in files("src")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant | ast.JoinedStr) and " LIMIT 1" in (text := ast.unparse(node))
    ]
    assert len(limited) >= 5
    assert [place for place, text in limited if "ORDER BY" not in text and "SELECT 1 FROM" not in text] == []
