"""From one to many: the code of the console, the first administrator, and what becomes of what was there."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from groundswell.errors import UserError
from groundswell.records import databases, setup_code
from groundswell.records.actors import actor_of, is_shared, local_actor
from groundswell.records.models import Account, Post
from groundswell.records.selectors import results_maps as results_maps_read
from groundswell.records.selectors.definitions import acting, catalogue
from groundswell.records.selectors.organisation import settings
from groundswell.records.services import results_maps
from groundswell.records.services.setting_up import SetUp, set_up
from groundswell.records.settings import FILE_NAME
from tests.signing_in import not_signed_in
from tests.web.filled import measure

NOW = datetime.now(UTC)
ASKED = {
    "name": "Ines Halloran", "login": "Ines@harbour.example", "password": "four grey gulls at noon",
    "organisation": "Marram Harbour Council", "team": "Harbour office",
}  # fmt: skip


def code(folder: Path) -> str:
    return setup_code.make(folder, now=datetime.now(UTC))


def test_D18_the_code_makes_one_administrator_and_then_every_set_up_address_is_gone(pages: Client, data_directory: Path) -> None:
    alone = local_actor()
    berths, plan = measure(), results_maps.make_map(alone, "Plan").id
    stranger = not_signed_in()
    assert stranger.get("/setup/").status_code == 200
    assert stranger.post("/setup/", {**ASKED, "code": "aaaa-bbbb-cccc-dddd"}).status_code == 422
    assert not is_shared()
    answer = stranger.post("/setup/", {**ASKED, "code": code(data_directory).upper()})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/")
    assert stranger.get("/people/").status_code == 200, "whoever set it up is signed in"

    assert not (data_directory / setup_code.FILE_NAME).exists()
    for method in ("get", "post", "put", "delete", "head"):
        for client in (stranger, pages, not_signed_in()):
            assert getattr(client, method)("/setup/").status_code == 404, method
    account = Account.objects.get()
    assert (account.id, account.name, account.login) == (alone.ref, "Ines Halloran", "ines@harbour.example")
    assert account.password.startswith("argon2$argon2id$")
    ines = actor_of(account.id)
    assert settings().name == "Marram Harbour Council"
    units = catalogue(ines).org_units
    team = Post.objects.get().unit
    assert units[team] == "Harbour office"
    assert "Marram Harbour Council" in units.values()
    assert acting(ines, berths).team == team
    assert [one.map.id for one in results_maps_read.maps(ines)] == [plan], "a map is the team's as well"


def test_D18_of_two_who_set_up_at_once_one_is_administrator(data_directory: Path) -> None:
    one = code(data_directory)

    def attempt(number: int) -> str:
        try:
            asked = SetUp(**{**ASKED, "login": f"person{number}@harbour.example"}, code=one)
            return set_up(asked, "", now=NOW, today=NOW.date()).account_id
        except UserError as error:
            return error.code

    with ThreadPoolExecutor(4) as together:
        found = list(together.map(attempt, range(4)))
    assert sorted(found)[-3:] == ["setup_over"] * 3 or found.count("setup_code_wrong") + found.count("setup_over") == 3
    assert Account.objects.filter(administrator=True).count() == 1
    assert Post.objects.count() == 1


def test_D18_a_code_ends_after_an_hour_with_the_next_one_and_lies_in_a_private_file(data_directory: Path) -> None:
    first = code(data_directory)
    kept = data_directory / setup_code.FILE_NAME
    assert kept.stat().st_mode & 0o777 == 0o600
    assert first.replace("-", "") not in kept.read_text()
    assert len(first.replace("-", "")) * 5 >= 128
    now = datetime.now(UTC)
    assert setup_code.fits(data_directory, f" {first.upper()} ", now=now)
    assert not setup_code.fits(data_directory, first, now=now + timedelta(minutes=61))
    assert not setup_code.fits(data_directory, code(data_directory)[:-1] + "?", now=now)
    assert not setup_code.fits(data_directory, first, now=now)
    setup_code.forget(data_directory)
    assert not setup_code.fits(data_directory, "", now=now)


def test_the_start_token_opens_nothing_once_people_sign_in(pages: Client, data_directory: Path) -> None:
    assert pages.get("/").status_code == 200
    not_signed_in().post("/setup/", {**ASKED, "code": code(data_directory)})
    answer = pages.get("/record/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=%2Frecord%2F")
    assert pages.post("/settings/").status_code == 403
    assert pages.get("/?start=0123456789abcdef0123456789abcdef").status_code == 302


@pytest.mark.parametrize(("field", "value", "says"), [
    ("password", "short one", "at least 12 characters"), ("password", "Groundswell2026", "first passwords"),
    ("login", "ines", "not an e-mail address"), ("team", " ", "required"),
])  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(pages: Client, data_directory: Path, field: str, value: str, says: str) -> None:
    answer = not_signed_in().post("/setup/", {**ASKED, "code": code(data_directory), field: value})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert re.search(rf'id="{field}_error">[^<]*{says}', page) or says in page
    assert not is_shared()
    assert databases.database_file().name == FILE_NAME
