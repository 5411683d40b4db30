"""The written pages: links lead somewhere, the index knows them all, the mark is named once, code in them runs."""

import re
import tomllib
from pathlib import Path

import pytest

import groundswell
from tests.docs.generated import holds
from tests.docs.written import PAGES, ROOT, anchors, code_blocks, links, prose

INDEX = ROOT / "docs" / "index.md"
DECISIONS = ROOT / "docs" / "decisions"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_something(page: Path) -> None:
    broken = []
    for link in links(page):
        where, _, anchor = link.partition("#")
        if where.startswith(("https://", "mailto:")):
            continue
        target = (page.parent / where).resolve() if where else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_the_index_knows_every_page_of_the_docs() -> None:
    known = {(page.parent / link.partition("#")[0]).resolve() for page in (INDEX, DECISIONS / "index.md") for link in links(page)}
    pages = {page for page in PAGES if page.is_relative_to(ROOT / "docs") and page != INDEX}
    assert {page.relative_to(ROOT).as_posix() for page in pages - known} == set()


def test_the_readme_opens_with_two_commands_and_one_picture() -> None:
    lines = [line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line.strip()]
    assert lines[0] == "# Groundswell"
    assert [line.split("#")[0].strip() for line in lines[2:4]] == ["./run", "./check"]
    assert lines[5].startswith("![")
    assert len(links(ROOT / "README.md")) > 5


def test_the_readme_says_once_that_the_project_is_independent() -> None:
    said = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert "PuMP is a registered trademark of Stacey Barr Pty Ltd; this project is independent of it" in said
    others = [page for page in PAGES if page.name != "README.md" and "PuMP" in page.read_text(encoding="utf-8")]
    assert others == []


def test_the_list_of_decisions_is_fresh() -> None:
    records = sorted(DECISIONS.glob("[0-9]*.md"))
    titles = {record: record.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for record in records}
    lines = ["# Decisions", "", "What was dear to decide, with its reasons. A decision changes by a newer record that says so.", ""]
    holds("docs/decisions/index.md", "\n".join([*lines, *(f"- [{title}]({record.name})" for record, title in titles.items())]) + "\n")


def test_every_decision_says_context_decision_and_consequences() -> None:
    records = sorted(DECISIONS.glob("[0-9]*.md"))
    assert len(records) >= 10
    for record in records:
        text = record.read_text(encoding="utf-8")
        number = int(record.name[:4])
        assert re.match(rf"# {number}\. \S", text), f"{record.name} does not open with its number and title"
        for part in ("Context", "Decision", "Consequences"):
            assert f"**{part}.**" in text or f"## {part}" in text, f"{record.name} has no {part}"


def test_pictures_of_the_docs_are_used_and_not_too_heavy() -> None:
    pictures = set((ROOT / "docs" / "images").glob("*.png"))
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page) if link.endswith(".png")}
    assert pictures == {picture for picture in shown if picture.is_relative_to(ROOT / "docs" / "images")}
    assert [picture.name for picture in pictures if picture.stat().st_size > 400_000] == []


def test_the_python_of_the_readme_runs_and_says_what_it_says() -> None:
    blocks = code_blocks(ROOT / "README.md", "python")
    assert blocks
    for block in blocks:
        named: dict[str, object] = {}
        *statements, last = [line for line in block.splitlines() if line.strip()]
        expression, _, shown = last.partition("#")
        exec("\n".join(statements), named)
        assert repr(eval(expression, named)) == shown.strip()


def test_the_glossary_is_sorted() -> None:
    words = re.findall(r"^\| ([^|]+?) \| ", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), re.MULTILINE)[2:]
    plain = [word.split(" (")[0].lower() for word in words if word != "Word"]
    assert len(plain) > 40
    assert plain == sorted(plain)


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == groundswell.__version__
    assert f"## {groundswell.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_pages_of_the_docs_hold_no_words_of_the_workplace() -> None:
    forbidden = re.compile(r"\b(TODO|FIXME|XXX|lorem ipsum)\b", re.IGNORECASE)
    assert [page.name for page in PAGES if forbidden.search(prose(page))] == []
