"""Counting the rows of a file by keyboard, on a desk and on a phone, and by those who hear the page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.access.axe import violations, wider_than_the_window
from tests.server import Served
from tests.web.test_long_page import cases, levels

LOOKS = 20


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "cases.csv").write_bytes(cases())
    (folder / "zones.csv").write_bytes(cases("+03:00"))
    (folder / "levels.csv").write_bytes(levels())
    return folder


def _bring(page: Page, served: Served, file: Path, looks: int = 0) -> None:
    page.goto(served.start)
    page.goto(served.at("bring/"))
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Read this file").click()
    for _ in range(looks):  # without scripts the page stands still while the file is read, and a person looks again
        if "/runs/" in page.url:
            page.wait_for_timeout(1_000)
            page.reload()
    expect(page.locator("#result")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("window", [pytest.param("desktop", marks=pytest.mark.long), "phone"])
def test_the_page_is_clean_and_fits(window: str, served: Served, lists: Path, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(window)
    for name in ("cases.csv", "zones.csv", "levels.csv"):
        _bring(page, served, lists / name)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            assert violations(page, every_rule=theme == "light") == [], name
            assert wider_than_the_window(page) == [], name
        page.get_by_role("button", name="Give up").click()


def test_an_answer_changes_the_result_at_once_and_keeps_the_focus(desktop: Page, served: Served, lists: Path) -> None:
    said: list[str] = []
    desktop.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    _bring(desktop, served, lists / "cases.csv")
    expect(desktop.locator(".found")).to_have_text("96 figures: 1 measure, 4 places, 24 months.")
    desktop.locator("#cadence").focus()
    desktop.keyboard.press("ArrowDown")
    expect(desktop.locator(".found")).to_have_text("32 figures: 1 measure, 4 places, 8 quarters.")
    expect(desktop.locator("#cadence")).to_be_focused()
    desktop.locator("summary", has_text="Kind").press("Enter")
    desktop.get_by_label("Litter (160 rows)").press("Space")
    expect(desktop.get_by_text("480 rows read = 320 counted + 160 left out + 0 not read")).to_be_visible()
    expect(desktop.get_by_label("Litter (160 rows)")).to_be_visible()
    desktop.get_by_role("button", name="Take this reading").press("Enter")
    expect(desktop.locator("[data-sheet]")).to_be_visible(timeout=20_000)
    assert said == []


def test_an_answer_given_before_the_scripts_are_there_is_shown_as_well(desktop: Page, served: Served, lists: Path) -> None:
    _bring(desktop, served, lists / "cases.csv")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desktop.route("**/htmx*.js", hold)
    desktop.reload(wait_until="commit")
    desktop.select_option("#cadence", "quarter")
    held[0].continue_()
    expect(desktop.locator(".found")).to_have_text("32 figures: 1 measure, 4 places, 8 quarters.")


def test_it_works_without_scripts(served: Served, lists: Path, browser: object) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page: Page = context.new_page()
    _bring(page, served, lists / "cases.csv", LOOKS)
    page.select_option("#cadence", "quarter")
    page.get_by_role("button", name="Show what it gives").last.click()
    expect(page.locator(".found")).to_have_text("32 figures: 1 measure, 4 places, 8 quarters.")
    page.get_by_role("button", name="Take this reading").click()
    expect(page.locator("[data-sheet]")).to_be_visible(timeout=20_000)
    context.close()
