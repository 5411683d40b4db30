"""The start token: it becomes a cookie, it is new at each start, nothing opens without it, and the Host must be ours."""

import stat
from pathlib import Path

import pytest
from django.test import Client, override_settings

from groundswell.web import start_token
from groundswell.web.middleware import LISTENER, SHARE
from groundswell.web.secret_key import secret_key
from tests.pages import TOKEN


def test_the_token_in_the_address_becomes_a_cookie_and_leaves_the_address(stranger: Client) -> None:
    answer = stranger.get(f"/settings/?start={TOKEN}&look=1")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/settings/?look=1"
    cookie = answer.cookies[start_token.COOKIE]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Strict"
    assert TOKEN not in cookie.value
    assert stranger.get("/settings/").status_code == 200


@pytest.mark.parametrize("given", ["", "0", TOKEN[:-1], TOKEN + "0", TOKEN.upper() + "x", "é" * 32])
def test_a_wrong_token_opens_nothing(stranger: Client, given: str) -> None:
    answer = stranger.get("/settings/", {"start": given})
    assert answer.status_code == 403
    assert start_token.COOKIE not in answer.cookies


def test_the_refusal_is_one_plain_sentence(stranger: Client) -> None:
    answer = stranger.get("/")
    assert answer.status_code == 403
    assert "Open the whole address from the window where Groundswell was started; each start has its own key." in answer.content.decode()


def test_no_token_set_opens_nothing_to_an_empty_one(data_directory: Path) -> None:
    with override_settings(GROUNDSWELL_START_TOKEN=""):
        client = Client(headers={"host": "localhost"})
        client.cookies[start_token.COOKIE] = start_token.cookie_value("")
        assert client.get("/").status_code == 403
        assert client.get("/?start=").status_code == 403


def test_the_token_itself_is_no_cookie(stranger: Client) -> None:
    stranger.cookies[start_token.COOKIE] = TOKEN
    assert stranger.get("/settings/").status_code == 403


def test_a_token_has_128_bits_and_each_start_its_own() -> None:
    tokens = {start_token.new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(token) == 32 and int(token, 16) >= 0 for token in tokens)


def test_the_address_and_the_key_are_kept_for_their_owner_alone(tmp_path: Path) -> None:
    start_token.keep_address(tmp_path, "http://127.0.0.1:8000/?start=first")
    kept = start_token.keep_address(tmp_path, "http://127.0.0.1:8000/?start=second")
    assert kept.read_text() == "http://127.0.0.1:8000/?start=second\n"
    key = secret_key(tmp_path)
    assert secret_key(tmp_path) == key
    assert len(key) >= 50
    for path in (kept, tmp_path / "secret-key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    start_token.forget_address(tmp_path)
    assert not kept.exists()


FOREIGN = ("evil.example", "localhost.evil.example", "127.0.0.2", "0.0.0.0", "testserver", "192.168.1.5:8000", "localhost:99999x", "")


@pytest.mark.parametrize("host", FOREIGN)
def test_any_other_host_is_refused(pages: Client, host: str) -> None:
    answer = pages.get("/settings/", headers={"host": host})
    assert answer.status_code == 400
    assert b"Settings" not in answer.content


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8001", "[::1]:8000"])
def test_this_machines_own_names_are_served(pages: Client, host: str) -> None:
    assert pages.get("/settings/", headers={"host": host}).status_code == 200


def test_the_share_listener_knows_share_links_alone(pages: Client) -> None:
    by_share = {LISTENER: SHARE}
    for address in ("/", "/settings/", "/bring/", "/record/", f"/?start={TOKEN}", "/help/", "/no-such-page/"):
        assert pages.get(address, **by_share).status_code == 404, address
    assert pages.get("/s/" + "a" * 32 + "/", **by_share).status_code == 404
    assert pages.get("/static/css/app.css", **by_share).status_code == 200


@override_settings(ALLOWED_HOSTS=["localhost", "192.0.2.7"])
def test_the_address_of_the_share_listener_opens_nothing_on_the_local_one(pages: Client) -> None:
    assert pages.get("/settings/", headers={"host": "192.0.2.7:9000"}).status_code == 400
