"""Sign in, stay signed in, sign out: by password and second factor, and what somebody meets who guesses."""

import time
from datetime import UTC, datetime, timedelta
from statistics import median

import pyotp
import pytest
from django.conf import settings
from django.test import Client, override_settings

from groundswell.errors import UserError
from groundswell.records import clock, passwords
from groundswell.records.models import Account, RecoveryCode, SignIn, SignInAttempt
from groundswell.records.opening import write
from groundswell.records.services import people, second_factor, signing_in
from groundswell.records.services.attempts import BY_ADDRESS, BY_LOGIN, WINDOW, Trying, count_try
from groundswell.records.services.signing_in import IDLE, LONGEST
from groundswell.web.cookies import HOST_PREFIX
from groundswell.web.serving import bind_cookies
from groundswell.web.signed_in import COOKIE, wanted_path
from tests.cast import Cast
from tests.signing_in import PASSWORD, give_password, not_signed_in, signed_in

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def attempt(login: str, password: str, address: str = "192.0.2.1", now: datetime = NOW) -> str:
    """What comes of it: the account's reference, or the code of the refusal."""
    try:
        return signing_in.sign_in(Trying(login, address), password, "", now=now).account_id
    except UserError as error:
        return error.code


def test_who_signs_in_goes_on_to_where_they_wanted_and_signs_out_again(cast: Cast) -> None:
    login = give_password(cast, "alice")
    client = not_signed_in()
    answer = client.get("/record/?from=3")
    assert answer.headers["Location"] == "/sign-in/?next=%2Frecord%2F%3Ffrom%3D3"
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
    assert b'value="/record/?from=3"' in page.content
    answer = client.post("/sign-in/", {"login": f" {login.upper()} ", "password": PASSWORD, "next": "/record/?from=3"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/record/?from=3")
    cookie = answer.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert len(cookie.value) >= 43
    assert SignIn.objects.filter(token_hash=cookie.value).count() == 0, "only a hash is kept"
    home = client.get("/").content.decode()
    assert "Alice" in home
    assert "stays on this computer" not in home
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    client.cookies[COOKIE] = cookie.value
    assert client.get("/").status_code == 302, "the old token is dead, not only forgotten"


ELSEWHERE = ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\t//evil.example", "/\t/evil.org", "")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_after_signing_in_nobody_is_sent_elsewhere(elsewhere: str) -> None:
    assert wanted_path(elsewhere) == "/"
    assert wanted_path("/people/?a=1") == "/people/?a=1"


def test_D16_two_hundred_tries_at_one_account_open_nothing_and_lock_it(cast: Cast) -> None:
    login = give_password(cast, "alice")
    found = [attempt(login, f"guess number {n}", f"192.0.2.{n}", NOW + timedelta(seconds=n)) for n in range(200)]
    assert found.count("sign_in_refused") == BY_LOGIN
    assert found.count("locked_out") == 200 - BY_LOGIN
    assert attempt(login, PASSWORD, "198.51.100.1", NOW + timedelta(minutes=4)) == "locked_out", "also for the right password"
    later = NOW + WINDOW + timedelta(seconds=BY_LOGIN)
    assert attempt(login, PASSWORD, "198.51.100.1", later) == cast.accounts["alice"]
    assert SignInAttempt.objects.filter(at__lte=clock.stamp(later - WINDOW)).count() == 0, "old rows are gone"


def test_D16_two_hundred_accounts_from_one_address_lock_the_address(cast: Cast) -> None:
    found = [attempt(f"somebody{n}@harbour.example", PASSWORD) for n in range(200)]
    assert found.count("sign_in_refused") == BY_ADDRESS
    login = give_password(cast, "bob")
    assert attempt(login, PASSWORD) == "locked_out"
    assert attempt(login, PASSWORD, "198.51.100.7") == cast.accounts["bob"], "others go on"


def test_D16_known_and_unknown_logins_get_the_same_answer_after_the_same_work(cast: Cast) -> None:
    known = give_password(cast, "alice")
    invited, unknown = "bob@harbour.example", "nobody@harbour.example"
    assert attempt(known, "a wrong password") == attempt(unknown, "a wrong password") == attempt(invited, "a wrong password")
    pages = {
        login: not_signed_in().post("/sign-in/", {"login": login, "password": "wrong"}).content.decode().replace(login, "")
        for login in (known, invited, unknown)
    }
    for page in pages.values():
        assert "do not go together" in page
    passwords.fits("x", "")  # the hash of nobody's is made once
    took: dict[str, list[float]] = {known: [], unknown: []}
    for n in range(4):
        for login, seconds in took.items():
            begun = time.thread_time()
            attempt(login, "a wrong password", f"203.0.113.{n}", NOW + timedelta(hours=1 + n))
            seconds.append(time.thread_time() - begun)
    assert 0.5 < median(took[known]) / median(took[unknown]) < 2


def test_D16_a_locked_page_says_when_to_try_again(cast: Cast) -> None:
    login, now = give_password(cast, "alice"), datetime.now(UTC)
    for _ in range(BY_LOGIN):
        count_try(Trying(login, "192.0.2.9"), now=now)
    answer = not_signed_in().post("/sign-in/", {"login": login, "password": PASSWORD})
    assert answer.status_code == 429
    assert "Try again in 15 minutes" in answer.content.decode()


def test_a_sign_in_ends_when_nobody_uses_it_and_after_two_weeks_at_most(cast: Cast) -> None:
    done = write(lambda: signing_in.begin(cast.accounts["alice"], "", now=NOW))
    assert signing_in.signed_in_by(done.token, now=NOW + IDLE - timedelta(minutes=1)) is not None
    assert signing_in.signed_in_by(done.token, now=NOW + 2 * IDLE - timedelta(minutes=2)) is not None, "used meanwhile"
    assert signing_in.signed_in_by(done.token, now=NOW + 3 * IDLE) is None
    for hours in range(0, 24 * 14, 11):
        assert signing_in.signed_in_by(done.token, now=NOW + timedelta(hours=hours)) is not None
    assert signing_in.signed_in_by(done.token, now=NOW + LONGEST) is None
    assert signing_in.signed_in_by("", now=NOW) is None
    assert signing_in.signed_in_by(done.token + "x", now=NOW) is None


def test_the_second_factor_is_asked_after_the_password_and_no_code_is_taken_twice(cast: Cast) -> None:
    login, client = give_password(cast, "alice"), signed_in(cast, "alice")
    assert b"Or type this into the app" in client.get("/account/second-factor/").content
    secret = second_factor.prepare(cast.accounts["alice"])
    picture = client.get("/account/second-factor/picture/")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert b"style=" not in picture.content
    assert client.post("/account/second-factor/", {"code": "000000", "current": PASSWORD}).status_code == 422
    page = client.post("/account/second-factor/", {"code": pyotp.TOTP(secret).now(), "current": PASSWORD}).content.decode()
    codes = [line.split("<")[0] for line in page.split('<bdi class="hash">')[1:]]
    assert len(codes) == 10
    assert RecoveryCode.objects.count() == 10
    assert client.get("/account/second-factor/picture/").status_code == 404
    assert secret not in client.get("/account/second-factor/").content.decode()

    fresh = not_signed_in()
    answer = fresh.post("/sign-in/", {"login": login, "password": PASSWORD, "next": "/record/"})
    assert answer.headers["Location"] == "/sign-in/code/?next=%2Frecord%2F"
    assert fresh.get("/").status_code == 302, "not in yet"
    half = fresh.cookies[COOKIE].value
    used = pyotp.TOTP(secret).now()
    assert fresh.post("/sign-in/code/", {"code": used, "next": "/record/"}).status_code == 422, "that code switched it on"
    answer = fresh.post("/sign-in/code/", {"code": codes[3].upper(), "next": "/record/"})
    assert answer.headers["Location"] == "/record/"
    assert fresh.get("/").status_code == 200
    assert fresh.cookies[COOKIE].value != half

    again = not_signed_in()
    again.post("/sign-in/", {"login": login, "password": PASSWORD})
    assert again.post("/sign-in/code/", {"code": codes[3]}).status_code == 422, "a recovery code is used up"
    assert RecoveryCode.objects.count() == 9


def test_codes_of_the_second_factor_fit_a_step_once_and_guesses_are_locked_out(cast: Cast) -> None:
    login, alice = give_password(cast, "alice"), cast.accounts["alice"]
    secret = second_factor.prepare(alice)
    totp = pyotp.TOTP(secret)
    second_factor.confirm(alice, totp.at(NOW), now=NOW)
    for seconds, fits in ((30, True), (30, False), (60, True), (59, False), (150, True)):
        moment = NOW + timedelta(seconds=seconds)
        code = totp.at(moment)
        assert write(lambda code=code, moment=moment: second_factor.take_code(alice, code, now=moment)) is fits, seconds
    late = NOW + timedelta(hours=1)
    assert not write(lambda: second_factor.take_code(alice, totp.at(late), now=late + timedelta(minutes=2)))
    done = signing_in.sign_in(Trying(login, "192.0.2.1"), PASSWORD, "", now=late)
    found = []
    for n in range(8):
        try:
            signing_in.enter_code(done.token, f"{n:06}", "192.0.2.1", "", now=late)
        except UserError as error:
            found.append(error.code)
    assert found == ["code_wrong"] * (BY_LOGIN - 1) + ["locked_out"] * (9 - BY_LOGIN)


def test_a_whole_office_with_second_factors_signs_in_from_one_address(cast: Cast) -> None:
    login, secret = give_password(cast, "alice"), second_factor.prepare(cast.accounts["alice"])
    second_factor.confirm(cast.accounts["alice"], pyotp.TOTP(secret).at(NOW), now=NOW)
    for at in range(BY_ADDRESS + 1):
        moment = NOW + timedelta(seconds=30 * (at + 1))
        half = signing_in.sign_in(Trying(login, "192.0.2.1"), PASSWORD, "", now=moment)
        signing_in.enter_code(half.token, pyotp.TOTP(secret).at(moment), "192.0.2.1", "", now=moment)
    assert not SignInAttempt.objects.exists()
    for at in range(BY_LOGIN):
        assert attempt(login, PASSWORD) == cast.accounts["alice"], at
    assert attempt(login, PASSWORD) == "locked_out", "a password alone is tried no more often than any other"


def test_a_new_password_signs_other_browsers_out_and_needs_the_old_one(cast: Cast) -> None:
    give_password(cast, "alice")
    here, elsewhere = signed_in(cast, "alice"), signed_in(cast, "alice")
    new = {"current": "something else", "password": "harbour wall in fog"}
    assert here.post("/account/password/", new).status_code == 422
    assert here.post("/account/password/", {**new, "current": PASSWORD}).status_code == 302
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    login = "alice@harbour.example"
    assert attempt(login, "harbour wall in fog") == cast.accounts["alice"]
    assert attempt(login, PASSWORD) == "sign_in_refused"


def test_one_sees_where_one_is_signed_in_and_ends_it_there_or_everywhere(cast: Cast) -> None:
    here, elsewhere, bob = signed_in(cast, "alice"), signed_in(cast, "alice"), signed_in(cast, "bob")
    assert here.get("/account/").content.decode().count("Sign out there") == 1
    own = SignIn.objects.filter(account=cast.accounts["alice"]).order_by("-made_at")[0].id
    bob.post(f"/account/signed-in/{own}/end/")
    assert elsewhere.get("/account/").status_code == 200, "nobody ends another's"
    here.post(f"/account/signed-in/{own}/end/")
    assert elsewhere.get("/account/").status_code == 302
    third = signed_in(cast, "alice")
    assert here.post("/account/sign-out-everywhere/").status_code == 302
    assert here.get("/").status_code == third.get("/").status_code == 302
    assert bob.get("/account/").status_code == 200


def test_the_second_factor_is_switched_by_whoever_knows_the_password_and_ends_other_browsers(cast: Cast) -> None:
    give_password(cast, "alice")
    here, elsewhere = signed_in(cast, "alice"), signed_in(cast, "alice")
    secret = second_factor.prepare(cast.accounts["alice"])
    sent = {"code": pyotp.TOTP(secret).now()}
    assert here.post("/account/second-factor/", sent).status_code == 422
    assert here.post("/account/second-factor/", {**sent, "current": "not hers at all"}).status_code == 422
    assert Account.objects.get(id=cast.accounts["alice"]).factor_since is None
    assert elsewhere.get("/account/").status_code == 200
    assert here.post("/account/second-factor/", {**sent, "current": PASSWORD}).status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    third = signed_in(cast, "alice")
    assert here.post("/account/second-factor/off/", {"current": PASSWORD}).status_code == 302
    assert third.get("/account/").status_code == 302


def test_whoever_signs_out_leaves_nothing_of_our_pages_in_the_browser(cast: Cast) -> None:
    answer = signed_in(cast, "alice").post("/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies[COOKIE].value == ""


def test_over_https_every_cookie_is_secure_and_bound_to_the_host(cast: Cast) -> None:
    client = signed_in(cast, "alice")
    token = client.cookies.pop(COOKIE).value
    names = [f"{part}_COOKIE_{what}" for part in ("CSRF", "SESSION") for what in ("SECURE", "NAME")]
    kept = {name: getattr(settings, name) for name in names}
    with override_settings(GROUNDSWELL_HTTPS=False, **kept):
        bind_cookies(https=True)
        client.cookies[HOST_PREFIX + COOKIE] = token
        unit = cast.units["Harbour"]
        answers = [client.get("/settings/", secure=True), client.post("/works-for/", {"unit": unit}, secure=True),
                   client.post("/account/", {"name": "Alice", "login": "alice@harbour.example"}, secure=True)]
        cookies = [cookie for answer in answers for cookie in answer.cookies.values()]
        assert {cookie.key.removeprefix(HOST_PREFIX) for cookie in cookies} >= {"csrftoken", "messages", "groundswell_unit"}
        for cookie in cookies:
            assert cookie.key.startswith(HOST_PREFIX), cookie.key
            assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", ""), cookie.key
            assert cookie["httponly"] or not cookie.value, cookie.key
    assert settings.CSRF_COOKIE_NAME == "csrftoken"


def test_over_https_the_cookie_is_secure_and_bound_to_the_host(cast: Cast) -> None:
    login = give_password(cast, "alice")
    with override_settings(GROUNDSWELL_HTTPS=True, CSRF_COOKIE_SECURE=True):
        client = Client(headers={"host": "localhost"})
        answer = client.post("/sign-in/", {"login": login, "password": PASSWORD}, secure=True)
        cookie = answer.cookies[HOST_PREFIX + COOKIE]
        assert cookie["secure"]
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        page = client.get("/settings/", secure=True)
        assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
        assert page.cookies["csrftoken"]["secure"]


def test_a_link_for_a_new_start_works_once_and_is_seen_by_its_person(cast: Cast) -> None:
    login = give_password(cast, "alice")
    before, admin = signed_in(cast, "alice"), cast.actor("admin")
    first = people.invite_again(admin, cast.accounts["alice"], now=datetime.now(UTC))
    made = people.invite_again(admin, cast.accounts["alice"], now=datetime.now(UTC))
    client = not_signed_in()
    assert client.get(f"/join/{first.token}/").status_code == 404, "the newer link takes its place"
    assert "new start for Alice" in client.get(f"/join/{made.token}/").content.decode()
    assert client.post(f"/join/{made.token}/", {"password": "too short"}).status_code == 422
    assert client.post(f"/join/{made.token}/", {"password": "harbour wall in fog"}).status_code == 302
    assert client.get("/").status_code == 200
    assert before.get("/").status_code == 302
    assert not_signed_in().get(f"/join/{made.token}/").status_code == 404
    assert attempt(login, "harbour wall in fog") == cast.accounts["alice"]
    assert "Admin made one on" in client.get("/account/").content.decode()
