"""The written pages of the project: where they are, what they link to, what they show as code."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!\\)!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.+?)\s*$", re.MULTILINE)


def code_blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return [body for named, body in FENCE.findall(page.read_text(encoding="utf-8")) if named == language]


def prose(page: Path) -> str:
    """The page without its fenced blocks and code in lines."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text(encoding="utf-8")))


def links(page: Path) -> list[str]:
    """Where the page's links and pictures point."""
    return LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """The names under which a page's headings can be linked to."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(prose(page))}
