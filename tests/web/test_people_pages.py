"""People: invited, here, gone; what an administrator may do, and what that does to whoever it is done to."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.errors import UserError
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.lines import Line
from groundswell.records.models import Account, OneTimeLink, Post, SignIn
from groundswell.records.opening import write
from groundswell.records.selectors.acts import all_acts
from groundswell.records.selectors.organisation import settings
from groundswell.records.services import intake, measures, people, sharing
from groundswell.records.services.audiences import Wanted, set_audience
from groundswell.records.services.recording import seal_acts
from groundswell.records.services.sharing import ShareContent
from tests.cast import Cast
from tests.intakes import intake_of, month, months_of
from tests.mail_server import mail_server
from tests.mail_server import text_of as message_text
from tests.signing_in import PASSWORD, give_password, not_signed_in, signed_in
from tests.web.test_home import text_of

NOW = datetime.now(UTC)
NEW = {"name": "Erik Månsson", "login": "erik@harbour.example", "title": "Performance officer"}


@pytest.fixture
def admin(cast: Cast) -> Client:
    """The administrator's pages."""
    return signed_in(cast, "admin")


def link_of(page: str) -> str:
    found = re.search(r'value="(http://[^"]+/join/[^"]+/)"', page)
    assert found is not None
    return found[1].removeprefix("http://localhost")


def test_somebody_is_invited_joins_by_the_link_and_works_in_their_unit(cast: Cast, admin: Client) -> None:
    answer = admin.post("/people/invite/", {**NEW, "unit": cast.units["Harbour"]})
    page = answer.content.decode()
    link = link_of(page)
    assert "mailto:erik@harbour.example?subject=" in page
    assert OneTimeLink.objects.filter(token_hash__in=link.split("/")).count() == 0, "only a hash is kept"
    listed = admin.get("/people/").content.decode()
    assert "Erik Månsson" in listed
    assert re.search(r"[0-9]+ more (is|are) invited[.]", listed)
    assert link not in listed

    erik = not_signed_in()
    assert "Welcome, Erik Månsson" in erik.get(link).content.decode()
    assert erik.post(link, {"password": "erik@harbour.example"}).status_code == 422
    assert erik.post(link, {"password": "seven boats in fog"}).status_code == 302
    assert "Erik Månsson" in erik.get("/").content.decode()
    assert erik.get("/people/").status_code == 404
    assert not_signed_in().get(link).status_code == 404
    account = Account.objects.get(login="erik@harbour.example")
    post = Post.objects.get(account=account)
    assert (post.unit, post.title) == (cast.units["Harbour"], "Performance officer")
    told = [(act.what, act.payload["account"]) for act in all_acts([Kind.ACCOUNT])]
    assert told == [("invited", account.id), ("joined", account.id)]
    assert "Erik" not in str([act.payload for act in all_acts([Kind.ACCOUNT])])


@pytest.mark.parametrize(("field", "value", "says"), [
    ("login", "alice@harbour.example", "belongs to somebody here"), ("login", "nobody", "not an e-mail address"),
    ("name", "", "required"), ("unit", "somewhere", "Select a valid choice"),
])  # fmt: skip
def test_an_invitation_that_cannot_be_is_refused(admin: Client, field: str, value: str, says: str) -> None:
    answer = admin.post("/people/invite/", {**NEW, field: value})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert OneTimeLink.objects.count() == 0


def test_a_link_ends_by_time_by_hand_and_by_the_next_one(cast: Cast) -> None:
    actor = cast.actor("admin")
    made = people.invite(actor, people.Invitation("Erik", "erik@harbour.example"), now=NOW, today=NOW.date())
    assert people.account_by_link(made.token, now=NOW + timedelta(days=6)).name == "Erik"
    for dead in (lambda: people.account_by_link(made.token, now=NOW + timedelta(days=8)), lambda: people.account_by_link("", now=NOW)):
        with pytest.raises(UserError, match="link_unknown"):
            dead()
    again = people.invite_again(actor, made.account_id, now=NOW)
    with pytest.raises(UserError, match="link_unknown"):
        people.account_by_link(made.token, now=NOW)
    people.end_link(actor, made.account_id)
    with pytest.raises(UserError, match="link_unknown"):
        people.account_by_link(again.token, now=NOW)


def test_only_administrators_manage_and_the_last_one_stays(cast: Cast, admin: Client) -> None:
    give_password(cast, "alice")
    alice, bob = cast.actor("alice"), cast.accounts["bob"]
    for forbidden in (
        lambda: people.invite(alice, people.Invitation("x", "x@y.example"), now=NOW, today=NOW.date()),
        lambda: people.invite_again(alice, bob, now=NOW),
        lambda: people.end_link(alice, bob),
        lambda: people.close(alice, bob, now=NOW),
        lambda: people.make_administrator(alice, alice.ref, True),
    ):
        with pytest.raises(UserError, match="not_allowed"):
            forbidden()
    me = cast.accounts["admin"]
    refused = admin.post(f"/people/{me}/administrator/", {"administrator": "no"})
    assert refused.status_code == 409
    assert "Somebody has to manage the accounts" in refused.content.decode()
    assert admin.post(f"/people/{me}/close/").status_code == 409
    assert admin.post(f"/people/{bob}/administrator/", {"administrator": "yes"}).status_code == 409, "has not joined"
    assert admin.post(f"/people/{alice.ref}/administrator/", {"administrator": "yes"}).status_code == 302
    assert admin.post(f"/people/{me}/administrator/", {"administrator": "no"}).status_code == 302
    assert admin.get("/people/").status_code == 404
    assert admin.get("/people/nobody/").status_code == admin.get("/no-such-page/").status_code == 404


def test_D13_a_right_that_is_taken_counts_from_the_next_request_on(cast: Cast, admin: Client) -> None:
    give_password(cast, "bob")
    alice, bob = cast.actor("alice"), signed_in(cast, "bob")
    berths = measures.create(alice, MeasureDefinition("Berths taken"))
    team = ActDraft(Kind.VISIBILITY, berths, payload={"what": What.TEAM.value, "team": cast.units["Harbour"]})
    write(lambda: seal_acts(alice, [team]))
    page = f"/definitions/{berths}/"
    assert bob.get(page).status_code == 200
    write(lambda: Post.objects.filter(account=cast.accounts["bob"]).update(unit=cast.units["Docks"]))
    assert bob.get(page).status_code == 404, "moved"
    write(lambda: Post.objects.filter(account=cast.accounts["bob"]).update(unit=cast.units["Harbour"]))
    assert bob.get(page).status_code == 200
    admin.post(f"/people/{cast.accounts['bob']}/administrator/", {"administrator": "yes"})
    assert bob.get("/people/").status_code == 200
    assert bob.get(page).status_code == 200, "and sees no more and no less by it"
    admin.post(f"/people/{cast.accounts['bob']}/administrator/", {"administrator": "no"})
    assert bob.get("/people/").status_code == 404, "demoted"
    assert bob.post("/people/invite/", NEW).status_code == 404


def test_an_administrator_signs_somebody_out_and_nobody_else_does(cast: Cast, admin: Client) -> None:
    give_password(cast, "bob")
    bob, alice = signed_in(cast, "bob"), signed_in(cast, "alice")
    assert b"Sign them out everywhere" in admin.get(f"/people/{cast.accounts['bob']}/").content
    assert alice.post(f"/people/{cast.accounts['bob']}/sign-out/").status_code == 404
    with pytest.raises(UserError, match="not_allowed"):
        people.sign_out(cast.actor("alice"), cast.accounts["bob"])
    assert bob.get("/account/").status_code == 200
    assert admin.post(f"/people/{cast.accounts['bob']}/sign-out/").status_code == 302
    assert bob.get("/account/").status_code == 302
    assert alice.get("/account/").status_code == 200
    assert signed_in(cast, "bob").get("/account/").status_code == 200


def test_D13_a_closed_account_is_out_at_once_with_its_links(cast: Cast, admin: Client) -> None:
    give_password(cast, "bob")
    actor, bob = cast.actor("bob"), signed_in(cast, "bob")
    own = measures.create(actor, MeasureDefinition("Ropes"))
    write(lambda: seal_acts(actor, [ActDraft(Kind.VISIBILITY, own, payload={"what": What.TEAM.value, "team": cast.units["Harbour"]})]))
    content = ShareContent("Why?", {"svg": "<svg/>"}, 1, "1")
    shared = sharing.share(cast.actor("bob"), Line(own, None), content, expires_at=NOW + timedelta(days=9))
    start = people.invite_again(cast.actor("admin"), actor.ref, now=NOW)
    assert bob.get("/account/").status_code == 200
    assert admin.post(f"/people/{actor.ref}/close/").status_code == 302
    assert bob.get("/account/").status_code == 302
    assert bob.get("/account/my-data/").status_code == 302
    assert bob.post("/settings/").status_code == 403
    assert SignIn.objects.filter(account=actor.ref).count() == 0
    assert not_signed_in().get(f"/join/{start.token}/").status_code == 404
    with pytest.raises(UserError, match="share_unknown"):
        sharing.live_share(shared.token, now=NOW)
    with pytest.raises(UserError, match="account_unknown"):
        cast.actor("bob")
    page = admin.get("/people/").content.decode()
    assert "Has left" in page
    assert "Bob" in page, "what they did stays under their name"


def test_who_had_left_comes_back_by_a_new_link_with_the_same_reference(cast: Cast, admin: Client) -> None:
    bob = cast.accounts["bob"]
    assert admin.post(f"/people/{bob}/back/").status_code == 404, "has not left"
    admin.post(f"/people/{bob}/close/")
    link = link_of(admin.post(f"/people/{bob}/back/").content.decode())
    client = not_signed_in()
    assert client.post(link, {"password": "seven boats in fog"}).status_code == 302
    assert SignIn.objects.get(account=bob)
    assert cast.actor("bob").viewer.units == frozenset(), "org units are given anew"


def test_among_many_people_somebody_is_found_by_what_the_list_shows(cast: Cast, admin: Client) -> None:
    assert b'type="search"' not in admin.get("/people/").content
    unit = cast.units["Docks"]
    for at in range(20):
        people.invite(cast.actor("admin"), people.Invitation(f"Zoë Nr {at}", f"zoe{at}@harbour.example", unit), now=NOW, today=NOW.date())
    page = admin.get("/people/").content.decode()
    assert 'type="search"' in page
    assert sorted(map(int, re.findall(r"zoe(\d+)@harbour", page))) == list(range(20)), "each once; an id may hold these letters too"
    for typed, names in (("ZOE nr 7", {"Zoë Nr 7"}), ("charlie docks", {"Charlie"}), ("admin@", {"Admin"}), ("zoe harbourmaster", set())):
        found = admin.get("/people/", {"q": typed}).content.decode()
        assert set(re.findall(r"<bdi>([^<@]*)</bdi></a></th>", found)) == names, typed
        assert ("Nobody here has all of these words." in found) is (not names)
    assert "<b>" not in admin.get("/people/", {"q": "<b>"}).content.decode()


def test_no_page_of_people_says_what_anybody_did(cast: Cast, admin: Client) -> None:
    """No last seen, no count: a list of people measures nobody."""
    signed_in(cast, "bob").get("/")
    today = NOW.strftime("%-d %B")
    for page in ("/people/", f"/people/{cast.accounts['bob']}/"):
        text = re.sub(r"<[^>]+>", " ", admin.get(page).content.decode())
        assert today not in text
        assert not re.search(r"last (used|seen|sign)|minutes ago|times", text, re.IGNORECASE), page


def test_alone_there_are_no_people_and_a_way_to_get_some(pages: Client) -> None:
    assert "groundswell setup" in pages.get("/people/").content.decode()
    for address in ("/sign-in/", "/account/", "/join/x/", "/people/x/"):
        assert pages.get(address).status_code == 404, address


def test_the_demo_is_not_offered_where_people_sign_in(cast: Cast, admin: Client) -> None:
    assert "demo" not in admin.get("/settings/").content.decode().casefold()
    assert admin.post("/demo/open/").status_code == 404

def test_whoever_manages_accounts_reads_of_backups_in_the_settings(cast: Cast, admin: Client) -> None:
    assert "No backup was made yet" in text_of(admin.get("/settings/").content)
    assert "backup" not in text_of(signed_in(cast, "bob").get("/settings/").content).lower()


def test_settings_that_hold_for_everybody_are_read_by_all_and_changed_by_administrators(cast: Cast, admin: Client) -> None:
    years = {"fiscal_year_start": "7", "school_year_start": "9", "week_start": "0"}
    sent = {"name": "", "locale": "en-GB", "time_zone": "Europe/London", "small_numbers": "", **years}
    bob = signed_in(cast, "bob")
    page = bob.get("/settings/").content.decode()
    assert "An administrator can change these." in page and ">Save<" not in page
    assert bob.post("/settings/", sent).status_code in (400, 403)
    assert settings().fiscal_year_start == 4
    assert ">Save<" in admin.get("/settings/").content.decode()
    assert admin.post("/settings/", sent).status_code == 302
    assert settings().fiscal_year_start == 7


def test_what_holds_for_everybody_can_be_read_without_being_able_to_change_it(cast: Cast) -> None:
    said = text_of(signed_in(cast, "bob").get("/settings/").content)
    for words in ("The week starts on Monday", "Time zone", "An administrator can change these."):
        assert words in said
    assert "Save" not in said


def test_the_first_page_says_why_it_is_empty_where_others_measure_too(cast: Cast, admin: Client) -> None:
    assert "Nothing is shown to you yet." in text_of(admin.get("/").content)
    assert "ask an administrator for a post" in text_of(admin.get("/").content)
    assert "is that team's until it is shown to you" in text_of(signed_in(cast, "dana").get("/").content).replace("&#x27;", "'")


def test_a_unit_that_is_asked_into_a_peer_group_reads_it_on_its_first_page(cast: Cast, admin: Client) -> None:
    units = [cast.units["Harbour"], cast.units["Docks"]]
    for unit in units:
        admin.post(f"/units/{unit}/place/", {"parent": "", "same": ""})
    signed_in(cast, "alice").post("/units/groups/", {"name": "Quays", "similar": "both have one", "units": units})
    assert "Your unit is asked to take part in a peer group." in text_of(signed_in(cast, "charlie").get("/").content)
    assert "peer group" not in text_of(signed_in(cast, "dana").get("/").content)


def test_whoever_erases_themselves_reads_that_it_is_done(cast: Cast) -> None:
    give_password(cast, "charlie")
    charlie = signed_in(cast, "charlie")
    charlie.post("/account/erase/", {"current": PASSWORD, "sure": "on"})
    assert "Your account is erased." in text_of(charlie.get("/sign-in/").content)


def test_the_sign_in_page_leads_to_what_is_published_where_something_is(cast: Cast) -> None:
    anybody = not_signed_in()
    assert "published to everybody" not in text_of(anybody.get("/sign-in/").content)
    berths = intake.store(cast.actor("alice"), months_of("Berths taken", ["21", "22", "20"])).measure_ids[0]
    set_audience(cast.actor("alice"), berths, Wanted("public", frozenset()), "anybody may know")
    assert "what is published to everybody" in text_of(anybody.get("/sign-in/").content)


def test_D6_whoever_invites_is_not_told_places_that_another_teams_file_named(cast: Cast, admin: Client) -> None:
    intake.store(cast.actor("charlie"), intake_of([("Berths taken", "Quay nobody knows", month(0), "3")]))
    page = admin.get("/people/invite/").content.decode()
    assert "Docks" in page
    assert "Quay nobody knows" not in page


def test_an_invitation_is_mailed_where_mail_is_set_up_and_shown_where_it_did_not_go(
    cast: Cast, admin: Client, data_directory: Path, tmp_path: Path
) -> None:
    with mail_server(tmp_path) as server:
        server.put_settings(data_directory)
        page = admin.post("/people/invite/", {**NEW, "name": "Erik\u2028 Bcc: x@y.example", "unit": cast.units["Harbour"]}).content.decode()
        assert "A mail with the link went to erik@harbour.example." in page
        assert "/join/" not in page
        (to, message), = server.letters
        assert to == "erik@harbour.example" and message["Bcc"] is None
        link = re.search(r"http://localhost(/join/\S+/)", message_text(message))
        assert link is not None
        assert "Welcome" in not_signed_in().get(link[1]).content.decode()
        server.refused.add("bob@harbour.example")
        page = admin.post(f"/people/{cast.accounts['bob']}/link/").content.decode()
    assert "did not take the mail: 550 nobody of that name" in page
    assert not_signed_in().get(link_of(page)).status_code == 200, "it is shown, so that somebody can send it"
    (data_directory / "mail.toml").chmod(0o644)
    page = admin.post(f"/people/{cast.accounts['bob']}/link/").content.decode()
    assert "can be read by others" in page and link_of(page)
