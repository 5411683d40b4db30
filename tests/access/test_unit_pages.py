"""The tree of org units for each of the cast, and for those who hear the page, at a desk and on a phone."""

import re
from pathlib import Path

from django.test import Client
from playwright.sync_api import Page, expect

from groundswell.web.access import RULES, Caller
from tests.access.windows import broken
from tests.cast import Cast
from tests.server import Served
from tests.signing_in import not_signed_in, signed_in
from tests.unit.records.test_org_units import owned, planted

COUNCIL = "Marram Harbour Council"
FILE = f"Agency,Division,Team,Head count\n{COUNCIL},,,\n" + "".join(
    f"{COUNCIL},Division {at},Team of a rather long name {at} {team},{at + team}\n" for at in range(4) for team in range(9)
)


def status(client: Client, address: str, data: dict[str, str] | None = None) -> int:
    return (client.get(address) if data is None else client.post(address, data)).status_code


def test_D3_everybody_signed_in_looks_at_the_tree_and_an_administrator_alone_changes_it(cast: Cast) -> None:
    planted(cast)
    measure = owned(cast, "Berths that nobody may hear of")
    harbour = cast.units["Harbour"]
    forms = [name for name, rule in RULES.items() if rule.caller is Caller.ADMINISTRATOR and name.startswith(("unit_", "post_"))]
    assert len(forms) == 11
    for name, sees in {"alice": True, "bob": True, "charlie": False, "dana": False, "admin": False}.items():
        client = signed_in(cast, name)
        assert status(client, "/units/") == status(client, f"/units/{harbour}/") == status(client, "/units/groups/") == 200
        page = client.get(f"/units/{harbour}/").content.decode()
        assert ("Berths that nobody may hear of" in page) is (measure in page) is sees
        assert "Alice" in page and "Bob" in page
        assert ("/rename/" in page) is (name == "admin")
        for act in ("rename", "move", "merge", "split", "close", "people", "post"):
            assert status(client, f"/units/{harbour}/{act}/") == (200 if name == "admin" else 404), (name, act)
        if name != "admin":
            assert status(client, "/units/new/", {"name": "Mine", "parent": "", "day": ""}) == 404
            assert status(client, f"/units/{harbour}/close/", {"day": "2026-01-01", "to": "", "reason": "x"}) == 404
            assert status(client, "/units/import/") == 404
    stranger = not_signed_in()
    for address in ("/units/", f"/units/{harbour}/", "/units/export/", "/units/groups/"):
        assert b"Harbour" not in stranger.get(address).content
        assert stranger.get(address).status_code != 200


def test_D3_people_answer_for_their_own_unit_alone(cast: Cast) -> None:
    planted(cast)
    harbour, docks = cast.units["Harbour"], cast.units["Docks"]
    asked = {"name": "Quays", "similar": "Same ships", "units": [harbour, docks]}
    assert signed_in(cast, "dana").post("/units/groups/", asked).status_code == 422
    assert signed_in(cast, "alice").post("/units/groups/", asked).status_code == 302
    charlies = signed_in(cast, "charlie")
    page = charlies.get("/units/groups/").content.decode()
    (group,) = set(re.findall(r'name="group" value="([^"]+)"', page))
    assert f'value="{docks}"' in page
    assert f'name="unit" value="{harbour}"' not in page
    answer = {"group": group, "answer": "accept"}
    assert charlies.post("/units/groups/answer/", {**answer, "unit": harbour}).status_code == 403
    assert charlies.post("/units/groups/answer/", {**answer, "unit": docks}).status_code == 302


def test_the_tree_is_clean_and_fits(desktop: Page, served: Served, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(FILE, encoding="utf-8")
    desktop.goto(served.start)
    desktop.goto(served.at("units/import/"))
    desktop.set_input_files("#file", file)
    desktop.get_by_role("button", name="Look at this file").click()
    expect(desktop.get_by_role("heading", name="This is what the file would do.")).to_be_visible()
    _clean(desktop)
    desktop.get_by_role("button", name="Store all of this").click()
    expect(desktop.get_by_role("link", name="Division 2", exact=True)).to_be_visible()
    _clean(desktop)
    desktop.get_by_role("link", name="Division 2", exact=True).click()
    _clean(desktop)
    _many_choices_are_narrowed(desktop, served.at("units/new/"))
    desktop.go_back()
    desktop.get_by_role("link", name="Close it").click()
    desktop.get_by_role("button", name="Close it").click()
    expect(desktop.get_by_text("Write why.").first).to_be_visible()
    _clean(desktop)


def _many_choices_are_narrowed(page: Page, address: str) -> None:
    """The words typed, in any order and without accents; what is chosen stays, and everything is back when nothing is typed."""
    page.goto(address)
    parents, narrow = page.get_by_role("combobox", name="Hangs under"), page.get_by_label("Type to narrow the list")
    everything = parents.locator("option").all_inner_texts()
    assert len(everything) > 40
    narrow.fill("nÁme 3 téam")
    expect(page.get_by_text(f"12 / {len(everything) - 1}")).to_be_visible()
    assert len(parents.locator("option").all_inner_texts()) == 13
    parents.select_option(index=4)
    chosen = parents.input_value()
    narrow.fill("no such unit")
    assert parents.locator("option").count() == 2 and parents.input_value() == chosen
    _clean(page)
    narrow.press("Enter")
    narrow.fill("")
    assert parents.locator("option").all_inner_texts() == everything and parents.input_value() == chosen


def _clean(page: Page) -> None:
    assert broken(page) == [], page.url
