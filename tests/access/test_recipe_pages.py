"""Recipes and names for those who hear the page, at a desk and on a phone."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.access.windows import broken
from tests.server import Served
from tests.web.recipe_files import MONTHS, ROWS, rename, sheet


def _bring(page: Page, served: Served, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    page.goto(served.at("bring/"))
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Read this file").click()


def _clean(page: Page) -> None:
    assert broken(page) == [], page.url


def test_recipes_and_questions_about_names_are_clean_and_fit(desktop: Page, served: Served, tmp_path: Path) -> None:
    desktop.goto(served.start)
    _bring(desktop, served, tmp_path / "September.xlsx", sheet(ROWS))
    desktop.get_by_role("button", name="Leave it out").click()
    desktop.locator("input[name=recipe_name]").fill("Corporate scorecard")
    desktop.get_by_role("button", name="See what would change").last.click()
    desktop.get_by_role("button", name="Store 24 figures").click()
    expect(desktop.get_by_text("24 figures stored.")).to_be_visible()
    _bring(
        desktop,
        served,
        tmp_path / "October.xlsx",
        sheet(rename(ROWS, Ferries_leaving_on_time="Ferrys leaving on time"), (*MONTHS, "Oct 2026"), notes="Owner"),
    )
    expect(desktop.get_by_role("radiogroup")).to_have_accessible_name("“Ferrys leaving on time” is no measure that you have. What is it?")
    _clean(desktop)
    desktop.get_by_label("The same as “Ferries leaving on time”").check()
    desktop.get_by_role("button", name="Remember this").click()
    expect(desktop.get_by_text("“Ferrys leaving on time” is read as “Ferries leaving on time”.")).to_be_visible()
    desktop.goto(served.at("recipes/"))
    _clean(desktop)
    desktop.get_by_role("link", name="Corporate scorecard", exact=True).click()
    expect(desktop.get_by_role("textbox", name="The same as text")).to_be_visible()
    _clean(desktop)
