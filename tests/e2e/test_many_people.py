"""From one to many in Chromium: an administrator, a team member, somebody of another unit, an executive and a stranger with a link.

Alice works alone, sets the records up for many, brings the tree and invites; her team shows one measure upward and keeps another. What is
kept is nowhere for the others, and Charlie's is nowhere for the administrator. The long walk goes on: last night's backup is restored,
and the record moves into PostgreSQL.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.records.postgresql.moving import MOVE_TO
from tests.access.axe import violations, wider_than_the_window
from tests.browser import DESKTOP, LOCALE
from tests.postgresql import Cluster, is_wanted
from tests.server import Served, groundswell, serving

pytestmark = pytest.mark.timeout(180)

SHOWN, KEPT, ELSEWHERE = "Ferries on time", "Near misses", "Repairs on the day"
TREE = """Name,Parent,Head count
Harbour Council,,
Port,Harbour Council,40
Waiting times,Port,6
Docks,Port,9
Housing,Harbour Council,60
Repairs,Housing,14
"""
NOT_THERE = "There is no such measure here."
DEAD = "This link shows nothing any more."
UNITS = {"Bob": "Harbour Council / Port / Waiting times", "Charlie": "Harbour Council / Housing / Repairs", "Dana": "Harbour Council"}


@dataclass
class Somebody:
    """One person in a browser of their own."""

    page: Page
    name: str = ""

    def press(self, name: str) -> None:
        """A button, by its own words."""
        self.page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()

    def write(self, label: str, text: str) -> None:
        """Typed into a field."""
        self.page.get_by_label(label, exact=True).fill(text)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """The page says so."""
        expect(self.page.locator("main")).to_contain_text(text)

    def has(self, measure: str) -> bool:
        """Whether the page as it stands names it anywhere."""
        return measure in self.page.content()

    def looks_well(self) -> None:
        """No rule of accessibility is broken, and nothing is wider than the window."""
        assert violations(self.page) + wider_than_the_window(self.page) == []


@dataclass
class Council:
    """The served records, and everybody's browser."""

    browser: Browser
    data: Path
    served: Served
    windows: list[Page] = field(default_factory=list)

    def somebody(self, name: str = "") -> Somebody:
        """A fresh browser, which shares nothing with the others."""
        context = self.browser.new_context(viewport=DESKTOP, locale=LOCALE, timezone_id="Europe/London", reduced_motion="reduce")  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        self.windows.append(context.new_page())
        return Somebody(self.windows[-1], name)

    def open(self, who: Somebody, path: str) -> Somebody:
        """A page by its address."""
        who.page.goto(self.served.at(path))
        return who

    def signs_in(self, name: str) -> Somebody:
        """By address and password, in a fresh browser."""
        who = self.open(self.somebody(name), "/sign-in/")
        who.write("E-mail address", f"{name.lower()}@harbour.example")
        who.write("Password", password(name))
        who.press("Sign in")
        return who

    def brings(self, who: Somebody, *measures: str) -> None:
        """Figures of twelve months of each, as a file."""
        months = [f"2026-{month:02d}" for month in range(1, 13)]
        rows = [",".join(["Measure", *months])]
        rows += [",".join([name, *(str(20 + (place * 7) % 5) for place in range(12))]) for name in measures]
        file = self.data.parent / f"{who.name}.csv"
        file.write_text("\n".join(rows), encoding="utf-8")
        self.open(who, "/bring/")
        who.page.get_by_label(re.compile("Drop a workbook here")).set_input_files(file)
        who.press("Read this file")
        who.page.get_by_role("button", name="See what would change").last.click()
        who.press(f"Store {12 * len(measures)} figures")
        who.sees(f"{12 * len(measures)} figures stored.")

    def address_of(self, who: Somebody, measure: str) -> str:
        """Where a measure stands, for whoever sees it."""
        self.open(who, "/")
        found = who.page.locator("main").get_by_role("link", name=measure, exact=True).first.get_attribute("href")
        assert found is not None
        return found

    def is_nowhere(self, who: Somebody, measure: str, address: str) -> None:
        """Not on the first page, in a search, on the record, nor at its own address, which is as if it were not there."""
        for path in ("/", f"/definitions/?q={measure.split(maxsplit=1)[0]}", "/record/", f"{address}chart.svg"):
            assert measure not in who.page.request.get(self.served.at(path)).text(), path
        self.open(who, address).sees(NOT_THERE)
        here, nowhere = (who.page.request.get(self.served.at(path)) for path in (address, "/measures/nothing/"))
        assert (here.status, here.text()) == (nowhere.status, nowhere.text())


def password(name: str) -> str:
    """One of each person's own."""
    return f"the quiet words of {name.lower()}"


@contextmanager
def at_work(browser: Browser, data: Path, *further: str) -> Iterator[Council]:
    """The records served, and every browser closed at the end."""
    with serving(data, *further) as served:
        council = Council(browser, data, served)
        try:
            yield council
        finally:
            for page in council.windows:
                page.context.close()
    assert "Traceback" not in served.log.read_text(encoding="utf-8")


def from_one_to_many(council: Council) -> dict[str, Somebody]:
    """Alice alone brings two measures, sets up, brings the tree and invites three, who join."""
    alice = council.somebody("Alice")
    alice.page.goto(council.served.start)
    council.brings(alice, SHOWN, KEPT)
    council.open(alice, "/setup/").write("The code from the console", groundswell(council.data, "setup").stdout.strip())
    alice.write("Your name", "Alice Arden")
    alice.write("E-mail address", "alice@harbour.example")
    alice.page.locator("input[type=password]").fill(password("Alice"))
    alice.write("Name of your organisation", "Harbour Council")
    alice.write("Your own team is called", "Waiting times")
    alice.press("Begin")
    alice.sees("One person works here.")
    tree = council.data.parent / "units.csv"
    tree.write_text(TREE, encoding="utf-8")
    council.open(alice, "/units/import/").page.locator("input[type=file]").set_input_files(tree)
    alice.press("Look at this file")
    alice.sees("6 rows were read.")
    alice.press("Store all of this")
    alice.sees("The units are stored.")
    people = {"Alice": alice}
    for name, unit in UNITS.items():
        council.open(alice, "/people/invite/").write("Name", f"{name} of Harbour")
        alice.write("E-mail address", f"{name.lower()}@harbour.example")
        alice.page.get_by_label("Works in").select_option(label=unit)
        alice.press("Make the link")
        link = alice.page.get_by_label("The link", exact=True).input_value()
        people[name] = council.somebody(name)
        people[name].page.goto(link)
        people[name].page.locator("input[type=password]").fill(password(name))
        people[name].press("Keep it and sign in")
        people[name].sees("You are in.")
    council.open(council.somebody(), urlsplit(link).path).sees("This link does not work")
    return people


def shows_upward(council: Council, who: Somebody, address: str) -> None:
    """To the top of the tree, after a look at who will see it then."""
    council.open(who, f"{address}audience/").page.get_by_label("The team, and units above that you name").check()
    who.page.get_by_label("Harbour Council", exact=True).check()
    who.write("Reason", "The council asks how the ferries do.")
    who.press("Who will see it then")
    who.sees("People of Waiting times can see this, and of Harbour Council above.")
    who.looks_well()
    who.press("Make it so")
    who.sees("Who can see it is changed.")


def keeps_to_the_team(council: Council, who: Somebody, address: str) -> None:
    """Back to the team alone."""
    council.open(who, f"{address}audience/").page.get_by_label("Only the team: nobody else finds it anywhere").check()
    who.write("Reason", "We look at it among ourselves first.")
    who.press("Make it so")
    who.sees("Who can see it is changed.")


def link_to(council: Council, who: Somebody, address: str) -> str:
    """A link to the chart, for somebody without an account."""
    council.open(who, f"{address}share/").press("Make the link")
    return who.page.get_by_label("The link", exact=True).input_value()


def test_D4_D6_D8_D11_one_becomes_many_and_each_sees_what_is_theirs(browser: Browser, tmp_path: Path) -> None:
    with at_work(browser, tmp_path / "data") as council:
        people = from_one_to_many(council)
        alice, charlie = people["Alice"], people["Charlie"]
        bob, dana = council.signs_in("Bob"), council.signs_in("Dana")
        shown, kept = council.address_of(bob, SHOWN), council.address_of(bob, KEPT)
        dana.sees("What another team measures is that team's until it is shown to you.")
        shows_upward(council, bob, shown)
        council.open(dana, shown).sees("You can look at it; Waiting times changes it.")
        council.is_nowhere(dana, KEPT, kept)
        for measure, address in ((SHOWN, shown), (KEPT, kept)):
            council.is_nowhere(charlie, measure, address)
        council.brings(charlie, ELSEWHERE)
        theirs = council.address_of(charlie, ELSEWHERE)
        council.is_nowhere(alice, ELSEWHERE, theirs)
        stranger = council.somebody()
        link = link_to(council, bob, shown)
        stranger.page.goto(link)
        stranger.sees("Bob of Harbour would like your eyes on this.")
        keeps_to_the_team(council, bob, shown)
        stranger.page.goto(link)
        stranger.sees(DEAD)
        assert not stranger.has(SHOWN)
        council.is_nowhere(dana, SHOWN, shown)


@pytest.mark.long
def test_G1_G3_last_nights_backup_is_restored_and_the_record_moves_to_postgresql(
    browser: Browser, tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_wanted():
        pytest.skip("the ordinary data directory is in PostgreSQL already")
    data, anchor, backups = tmp_path / "data", tmp_path / "anchor.txt", tmp_path / "backups"
    backups.mkdir()
    with at_work(browser, data) as council:
        people = from_one_to_many(council)
        bob, stranger = people["Bob"], council.somebody()
        shown, kept = council.address_of(bob, SHOWN), council.address_of(bob, KEPT)
        shows_upward(council, bob, shown)
        link = link_to(council, bob, shown)
        stranger.page.goto(link)
        stranger.write("Your first words", "The yard was full in May.")
        stranger.press("Send to Bob of Harbour")
        stranger.sees("Your words are kept as you wrote them.")
        works(data, "ledger", "anchor", anchor)
        works(data, "backup", "--to", backups, "--keep", "3", "--schedule", "24")
        works(data, "drill")
        council.brings(bob, "After the backup")
    (backup,) = backups.glob("*.sqlite3")
    works(data, "restore", backup, "--replace")
    works(data, "ledger", "verify", "--anchor", anchor)
    database = cluster.new_database()
    monkeypatch.setenv(MOVE_TO, cluster.address(database))
    works(data, "move")
    works(data, "ledger", "verify", "--anchor", anchor)
    assert (data / "database").exists()
    assert not (data / "records.sqlite3").exists()
    with at_work(browser, data) as council:
        bob, dana, charlie, stranger = council.signs_in("Bob"), council.signs_in("Dana"), council.signs_in("Charlie"), council.somebody()
        bob.sees(SHOWN)
        assert not bob.has("After the backup")
        council.open(bob, shown).sees("The yard was full in May.")
        council.open(dana, shown).sees("You can look at it; Waiting times changes it.")
        council.is_nowhere(dana, KEPT, kept)
        council.is_nowhere(charlie, SHOWN, shown)
        council.open(stranger, urlsplit(link).path).sees(DEAD)
    with closing(cluster.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM reaction").fetchone() == (1,)
    cluster.drop(database)


def works(data: Path, *arguments: str | Path) -> str:
    """What a command said; it did what it was asked."""
    ran = groundswell(data, *arguments)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
