"""Runs axe-core in a page. The script comes in by the debugger's door, so the page's own strict policy stays as it is."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = (Path(__file__).parent / "vendor" / "axe-4.10.3.min.js").read_text("utf-8")
RULES_OF_A_WINDOW = ["color-contrast", "target-size", "scrollable-region-focusable"]
"""What a theme and a width alone can break on a page whose every rule was held in another window."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, *, every_rule: bool = True) -> list[str]:
    """One line for each rule that is broken, with where; WCAG 2.2 A and AA and axe's best practices, or :data:`RULES_OF_A_WINDOW` alone.

    Nothing is loaded ahead: no rule of these needs the style sheets' own text, and the page's policy would refuse it.
    """
    only = {"type": "tag", "values": RULES} if every_rule else {"type": "rule", "values": RULES_OF_A_WINDOW}
    page.evaluate(SOURCE)
    result: dict[str, Any] = page.evaluate(
        "(only) => axe.run(document, { runOnly: only, resultTypes: ['violations'], preload: false })", only
    )
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def wider_than_the_window(page: Page) -> list[str]:
    """What sticks out sideways, outside regions that scroll by themselves; empty is right."""
    found: list[str] = page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          const inside = (element) => element.closest('.scroll, .sheet, .vh, svg') !== null;
          return [...document.body.querySelectorAll('*')]
            .filter((element) => !inside(element) && element.getBoundingClientRect().right > width + 1)
            .map((element) => `${element.tagName}.${element.className}: ${Math.round(element.getBoundingClientRect().right)}`);
        }"""
    )
    return found
