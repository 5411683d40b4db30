"""Two ways of working a page: with a pointer or a finger, and with the keyboard alone. Both find things by what they are called."""

import re
from pathlib import Path
from typing import Protocol

from playwright.sync_api import FileChooser, Locator, Page, expect

Name = str | re.Pattern[str]
MOST_STOPS = 160
"""Tab stops after which a control counts as out of reach."""
PATIENCE = 300
"""Tenths of a second to wait for the choice of files."""


class Hands(Protocol):
    """What a person does with controls. A name is a label's or a button's own words."""

    page: Page

    def press(self, name: Name) -> None:
        """A button."""

    def follow(self, name: Name) -> None:
        """A link."""

    def unfold(self, name: str) -> None:
        """What folds open under these words."""

    def go(self, name: str) -> None:
        """A link of the main menu."""

    def write(self, label: Name, text: str) -> None:
        """Replaces what a field holds."""

    def choose(self, group: Name, option: Name | int) -> None:
        """One of a few in a group, by its words or its place."""

    def tick(self, label: Name) -> None:
        """A box that is ticked."""

    def pick(self, label: Name, option: str) -> None:
        """One of a list that opens."""

    def day(self, label: Name, iso: str) -> None:
        """Some day in a field for days; by keyboard whichever day the field steps to."""

    def hand_over(self, label: Name, file: Path) -> None:
        """Gives a file to the page."""


class Pointer:
    """A mouse at a desk, a finger on a phone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, name: Name) -> None:
        """A click."""
        button(self.page, name).click()

    def follow(self, name: Name) -> None:
        """A click."""
        link(self.page, name).click()

    def unfold(self, name: str) -> None:
        """A click."""
        fold(self.page, name).click()

    def go(self, name: str) -> None:
        """A click, after one that opens the menu of a narrow window."""
        menu = self.page.locator("details.menu > summary")
        if menu.is_visible():
            menu.click()
        menu_link(self.page, name).click()

    def write(self, label: Name, text: str) -> None:
        """Typed over what was there."""
        self.page.get_by_label(label).fill(text)

    def choose(self, group: Name, option: Name | int) -> None:
        """A click on the option."""
        choice(self.page, group, option).check()

    def tick(self, label: Name) -> None:
        """A click on the box."""
        self.page.get_by_label(label).check()

    def pick(self, label: Name, option: str) -> None:
        """Chosen from the list."""
        self.page.get_by_label(label).select_option(label=option)

    def day(self, label: Name, iso: str) -> None:
        """Written."""
        self.page.get_by_label(label).fill(iso)

    def hand_over(self, label: Name, file: Path) -> None:
        """Dropped."""
        self.page.get_by_label(label).set_input_files(file)


class Keys:
    """Tab, arrows, Enter, Space and letters; nothing else. What Tab does not come to cannot be used."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._opened: list[FileChooser] = []
        page.on("filechooser", self._open)  # from the start: one that opens unwatched stays open, and no other can

    def _open(self, opened: FileChooser) -> None:
        self._opened.append(opened)

    def press(self, name: Name) -> None:
        """Enter on the button."""
        self._reach(button(self.page, name))
        self.page.keyboard.press("Enter")

    def follow(self, name: Name) -> None:
        """Enter on the link."""
        self._reach(link(self.page, name))
        self.page.keyboard.press("Enter")

    def unfold(self, name: str) -> None:
        """Enter on the words."""
        self._reach(fold(self.page, name))
        self.page.keyboard.press("Enter")

    def go(self, name: str) -> None:
        """Enter on the link of the menu."""
        self._reach(menu_link(self.page, name))
        self.page.keyboard.press("Enter")

    def write(self, label: Name, text: str) -> None:
        """Typed over what was there; a line's end is Enter."""
        self._reach(self.page.get_by_label(label))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)

    def choose(self, group: Name, option: Name | int) -> None:
        """Space on the stop of the group, then arrows to the option."""
        options = self.page.get_by_role("group", name=group).get_by_role("radio")
        wanted = choice(self.page, group, option)
        self._reach(options)
        self.page.keyboard.press("Space")
        for _ in range(options.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()

    def tick(self, label: Name) -> None:
        """Space on the box."""
        self._reach(self.page.get_by_label(label))
        self.page.keyboard.press("Space")

    def pick(self, label: Name, option: str) -> None:
        """The list is typed into, as lists let one do."""
        field = self.page.get_by_label(label)
        self._reach(field)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_have_text(option)

    def day(self, label: Name, iso: str) -> None:
        """Each part of the day is stepped up once, in whichever order this browser shows them."""
        field = self.page.get_by_label(label)
        self._reach(field)
        for _part in range(3):
            self.page.keyboard.press("ArrowUp")
            self.page.keyboard.press("ArrowRight")
        assert field.input_value(), "a day can be written by keys"

    def hand_over(self, label: Name, file: Path) -> None:
        """Enter opens the choice of files, which belongs to the system."""
        self._reach(self.page.get_by_label(label))
        self._opened.clear()
        self.page.keyboard.press("Enter")
        for _ in range(PATIENCE):
            if self._opened:
                self._opened.pop().set_files(file)
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"no choice of files opened for {label}")

    def _reach(self, wanted: Locator) -> None:
        """Tab until one of these has the focus."""
        expect(wanted.first).to_be_visible()
        for _stop in range(MOST_STOPS):
            if wanted.evaluate_all("(all) => all.includes(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not come to {wanted}")


def button(page: Page, name: Name) -> Locator:
    """The first button of this name that is seen."""
    return page.get_by_role("button", name=name).locator("visible=true").first


def link(page: Page, name: Name) -> Locator:
    """The first link of this name in the page itself."""
    return page.locator("main").get_by_role("link", name=name).locator("visible=true").first


def fold(page: Page, name: str) -> Locator:
    """The words that something folds open under."""
    return page.locator("main summary").get_by_text(name, exact=True)


def menu_link(page: Page, name: str) -> Locator:
    """A link of the main menu."""
    return page.get_by_role("navigation", name=re.compile("^Main")).get_by_role("link", name=name, exact=True).locator("visible=true")


def choice(page: Page, group: Name, option: Name | int) -> Locator:
    """One option of a group."""
    there = page.get_by_role("group", name=group)
    if isinstance(option, int):
        return there.get_by_role("radio").nth(option)
    return there.get_by_role("radio", name=option)
