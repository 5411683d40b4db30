"""Bringing data as it is used: by keyboard and by touch, on a desk and on a phone, and by those who hear the page."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.access.axe import violations, wider_than_the_window
from tests.e2e.harbour_files import next_month, scorecard
from tests.server import Served, serving


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with this month's scorecard and next month's."""
    folder = tmp_path_factory.mktemp("sheets")
    (folder / "Scorecard 26-27.xlsx").write_bytes(scorecard())
    (folder / "Scorecard November.xlsx").write_bytes(next_month())
    return folder


def _bring(page: Page, served: Served, file: Path, *, scripts: bool = True) -> None:
    page.goto(served.start)
    page.goto(served.at("bring/"))
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Read this file").click()
    while not scripts and "/runs/" in page.url:
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("[data-sheet]")).to_be_visible(timeout=20_000)
    page.wait_for_load_state()  # keys are the script's once it has run


def _role_of(page: Page, column: int) -> str:
    return page.locator(f"button.rowrole[value='column-{column}-{column}']").get_attribute("data-role") or ""


@pytest.mark.parametrize("window", ["desktop", "phone"])
def test_every_page_of_bringing_is_clean_and_fits(window: str, served: Served, sheets: Path, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(window)
    _bring(page, served, sheets / "Scorecard 26-27.xlsx")
    address = page.url.partition("?")[0]
    further = (f"{address}?pick=column-2-14", f"{address}confirm/", served.at("record/"), served.at("settings/"))
    for at in (served.at("bring/"), address, *further):
        page.emulate_media(color_scheme="light")
        page.goto(at)
        _clean(page, at)
    page.goto(address)
    page.get_by_role("button", name="Give up").click()


def _clean(page: Page, said: str) -> None:
    """Every rule in the light; in the dark, what a theme can break."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        assert violations(page, every_rule=theme == "light") + wider_than_the_window(page) == [], (said, theme)


def test_no_page_of_bringing_breaks_the_strict_policy(desktop: Page, served: Served, sheets: Path) -> None:
    said: list[str] = []
    desktop.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    desktop.on("pageerror", lambda error: said.append(str(error)))
    _bring(desktop, served, sheets / "Scorecard 26-27.xlsx")
    desktop.locator("button.role").nth(3).click()
    desktop.get_by_role("menuitemradio", name="Figures").click()
    expect(desktop.get_by_text("You changed the reading of one column or row.")).to_be_visible()
    desktop.get_by_role("button", name="Take the last one back").click()
    expect(desktop.get_by_text("You changed the reading of one column or row.")).to_have_count(0)
    assert said == []


def test_the_grid_is_walked_and_its_roles_changed_by_keyboard_alone(desktop: Page, served: Served, sheets: Path) -> None:
    _bring(desktop, served, sheets / "Scorecard 26-27.xlsx")
    focused = "document.activeElement.id"
    desktop.locator("[data-sheet]").focus()
    for _ in range(60):
        desktop.keyboard.press("Tab")
        if desktop.evaluate(focused) == "cell-F10":
            break
    assert desktop.evaluate(focused) == "cell-F10", "the cell that needs a hand is the grid's one stop"
    desktop.keyboard.press("ArrowRight")
    desktop.keyboard.press("ArrowDown")
    assert desktop.evaluate(focused) == "cell-G11"
    desktop.keyboard.press("End")
    assert desktop.evaluate(focused) == "cell-Q11"
    was = _role_of(desktop, 16)
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("menu", name="Read it as")).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.get_by_role("menu", name="Read it as")).to_be_hidden()
    desktop.keyboard.press("Enter")
    desktop.keyboard.type("le")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("You changed the reading of one column or row.")).to_be_visible()
    assert _role_of(desktop, 16) == "left_out" != was
    expect(desktop.locator("#reading-said")).to_contain_text("7 measures over 13 months")
    desktop.keyboard.press("Control+z")
    expect(desktop.get_by_text("You changed the reading of one column or row.")).to_have_count(0)
    assert _role_of(desktop, 16) == was


def test_a_menu_gives_the_focus_back_to_its_button(desktop: Page, served: Served, sheets: Path) -> None:
    _bring(desktop, served, sheets / "Scorecard 26-27.xlsx")
    button = desktop.locator("button.role").first
    button.focus()
    desktop.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    for key in ("ArrowDown", "End", "Home", "ArrowUp"):
        desktop.keyboard.press(key)
        assert desktop.evaluate("document.activeElement.getAttribute('role')") == "menuitemradio", key
    desktop.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_back_works_and_nothing_chosen_is_lost(desktop: Page, served: Served, sheets: Path) -> None:
    _bring(desktop, served, sheets / "Scorecard 26-27.xlsx")
    first = desktop.locator("#keep input[name=measure]").first
    first.uncheck()
    desktop.locator("input[name=recipe_name]").fill("Corporate scorecard")
    desktop.locator("#keep").get_by_role("button", name="See what would change").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("figures to begin with")
    desktop.get_by_role("link", name="Back to the reading").click()
    expect(desktop.locator("#keep input[name=measure]").first).not_to_be_checked()
    expect(desktop.locator("input[name=recipe_name]")).to_have_value("Corporate scorecard")
    desktop.go_back()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("figures to begin with")


def test_without_script_the_roles_are_a_list_and_a_button(served: Served, sheets: Path, desktop: Page) -> None:
    browser = desktop.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    _bring(page, served, sheets / "Scorecard 26-27.xlsx", scripts=False)
    page.locator("button.role").nth(3).click()
    assert "pick=column-15-15" in page.url
    expect(page.locator("#range")).to_have_value("column-15-15")
    page.locator("#role").select_option("value")
    page.get_by_role("button", name="Change the reading").click()
    expect(page.get_by_text("You changed the reading of one column or row.")).to_be_visible()
    context.close()


def test_a_wide_sheet_scrolls_is_walked_and_explains_its_cells(desktop: Page, served: Served, tmp_path: Path) -> None:
    heads = [date(2000 + at // 12, at % 12 + 1, 1).strftime("%b %Y") for at in range(120)]
    rows = [",".join([f"Station {row:03}", *(str(20 + row * at % 79) for at in range(120))]) for row in range(150)]
    (tmp_path / "stations.csv").write_text("\n".join([",".join(["Station", *heads]), *rows]), encoding="utf-8")
    _bring(desktop, served, tmp_path / "stations.csv")
    sheet, bar = desktop.locator("[data-sheet]"), desktop.locator("#window-bar")
    sheet.evaluate("(box) => box.scrollTo(3000, 2000)")
    cell = desktop.locator("#cell-AP80")
    expect(cell).to_be_visible()
    assert cell.evaluate("(one) => one.closest('tbody').querySelectorAll('td').length") <= 60 * 30, "only one window is drawn"
    cell.click()
    says = desktop.locator("#cell-says")
    expect(says).to_contain_text("Station 078, May 2003")
    desktop.keyboard.press("ControlOrMeta+End")
    expect(desktop.locator("#cell-DQ151")).to_be_focused()
    expect(says).to_contain_text("Station 149, December 2009")
    expect(bar).to_contain_text("DQ151 of 151 rows and 121 columns")
    assert violations(desktop) == []
    desktop.keyboard.press("ControlOrMeta+Home")
    expect(desktop.locator("#cell-A1")).to_be_focused()
    first, last = (desktop.locator(f"button.rowrole[value='row-{row}-{row}']").bounding_box() for row in (2, 5))
    assert first is not None
    assert last is not None
    desktop.mouse.move(first["x"] + 8, first["y"] + 8)
    desktop.mouse.down()
    desktop.mouse.move(last["x"] + 8, last["y"] + 8, steps=4)
    desktop.mouse.up()
    expect(desktop.locator("[data-menu-head]")).to_have_text("Rows 3 to 6")
    desktop.get_by_role("menuitemradio", name="Left out").click()
    expect(desktop.locator("[data-step-said]")).to_have_text("Rows 3 to 6 are now left out.")
    desktop.keyboard.press("ControlOrMeta+z")
    expect(desktop.locator("[data-step-said]")).to_have_count(0)


@pytest.mark.parametrize("window", [pytest.param("desktop", marks=pytest.mark.long), "phone"])
def test_the_confirm_page_of_changed_figures_is_clean_and_fits(
    window: str, tmp_path: Path, sheets: Path, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(window)
    with serving(tmp_path / "data") as served:
        for file in ("Scorecard 26-27.xlsx", "Scorecard November.xlsx"):
            _bring(page, served, sheets / file)
            page.locator("#keep").get_by_role("button", name="See what would change").click()
            expect(page.get_by_role("heading", level=1)).to_contain_text(
                "figures to begin with" if "26-27" in file else "Two past values change"
            )
            assert violations(page) == []
            assert wider_than_the_window(page) == []
            page.locator("aside").get_by_role("button").click()
            expect(page.locator(".toast")).to_contain_text("figures stored.")
        page.locator(".toast").get_by_role("button", name="Undo").click()
        expect(page.locator(".toast")).to_contain_text("9 figures undone.")
        expect(page.get_by_role("heading", level=1)).to_contain_text("every figure can be traced")
        assert violations(page) == []
