"""What a person does with the product, by what they see: labels, headings, buttons. No test looks at how a page is made."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.server import Served


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in front of a browser window, with the product open in it."""

    page: Page
    served: Served

    def arrive(self) -> None:
        """Opens the address that ``serve`` printed."""
        self.page.goto(self.served.start)

    def open(self, path: str) -> None:
        """Opens a page by its address."""
        self.page.goto(self.served.at(path))

    def go(self, name: str) -> None:
        """Follows a link of the main menu, wherever this window keeps it."""
        menu = self.page.locator("details.menu > summary")
        if menu.is_visible():
            menu.click()
        menus = self.page.get_by_role("navigation", name=re.compile("^Main"))
        menus.get_by_role("link", name=name, exact=True).locator("visible=true").click()

    def press(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Presses a button."""
        (within or self.page).get_by_role("button", name=name).locator("visible=true").first.click()

    def follow(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Follows a link."""
        (within or self.page).get_by_role("link", name=name).locator("visible=true").first.click()

    def bring(self, file: Path) -> None:
        """Brings a file and waits until its reading is shown."""
        self.go("Bring data")
        self.page.get_by_label(re.compile("Drop a workbook here")).set_input_files(file)
        self.press("Read this file")
        expect(self.page.get_by_role("button", name="See what would change").last).to_be_visible(timeout=30_000)

    def headline(self) -> str:
        """The page's first heading."""
        return self.page.locator("h1").first.inner_text()

    def text(self) -> str:
        """What the page says, without what only its menus say."""
        return self.page.locator("main").inner_text()

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Waits until the page says this, and fails when it does not."""
        expect(self.page.locator("main")).to_contain_text(text)

    def measure(self, name: str) -> None:
        """Opens a measure from the home page."""
        self.go("Measures")
        self.follow(name)
        expect(self.page.locator("h1")).to_contain_text(name)
