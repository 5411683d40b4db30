"""One's data as a file, and being forgotten: whole, nobody else's, and gone to the last byte while the ledger goes on to verify."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.errors import UserError
from groundswell.records import backups
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.lines import Line
from groundswell.records.models import Account, Edit, SignOnIdentity
from groundswell.records.opening import write
from groundswell.records.selectors import ledger
from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.own_data import own_data
from groundswell.records.selectors.people import names
from groundswell.records.services import erasing, measures, notes, people, results_maps, second_factor, sessions, sharing
from groundswell.records.services.recording import seal_acts
from groundswell.records.services.sharing import ShareContent, Words
from tests.cast import Cast
from tests.signing_in import give_password, signed_in

NOW = datetime.now(UTC)
NAME, LOGIN = "Åsa Brännström-Kjær", "asa.brannstrom@harbour.example"


def whole_life(cast: Cast) -> str:
    """Åsa, who is Alice of the cast, with everything that can hang on a person; others beside her. Gives a measure's id."""
    give_password(cast, "alice")
    write(lambda: Account.objects.filter(id=cast.accounts["alice"]).update(name=NAME, login=LOGIN))
    asa, bob = cast.actor("alice"), cast.actor("bob")
    signed_in(cast, "alice")
    people.invite_again(cast.actor("admin"), asa.ref, now=NOW)
    second_factor.prepare(asa.ref)
    write(lambda: SignOnIdentity.objects.create(account_id=asa.ref, issuer="https://id.example", subject=LOGIN))
    berths = measures.create(asa, MeasureDefinition("Berths taken", owner=NAME), reason="asked for by Åsa BRÄNNSTRÖM-KJÆR")
    team = ActDraft(Kind.VISIBILITY, berths, payload={"what": What.TEAM.value, "team": cast.units["Harbour"]})
    write(lambda: seal_acts(asa, [team]))
    notes.note(asa, Line(berths, None), date(2026, 1, 1), "The crane stood still.", author=NAME)
    notes.note(bob, Line(berths, None), date(2026, 2, 1), f"{NAME} was on leave, said {LOGIN}.")
    for who, words in ((asa, "ask for the log"), (bob, f"thank {NAME}")):
        session = sessions.start(who, "S06", {}, now=NOW)
        sessions.finish(who, session, sessions.Ending(words, learned=f"from {words}"), now=NOW)
        sessions.park(who, f"a thought of {words}", now=NOW)
        sessions.plan(who, "09:00", "at the desk", f"after {words}", "12345", now=NOW)
    plan = results_maps.make_map(bob, f"The plan of {NAME}").id
    results_maps.write_result(asa, plan, f"Berths are ready, says {NAME}", "team")
    said = sharing.type_reaction(asa, Line(berths, None), Words("insight", "It forgets the winter", "Jon Guest"), now=NOW)
    sharing.answer(asa, said, "Both winters are in", now=NOW)
    content = ShareContent("Why?", {"sentence": f"asks {NAME}"}, 1, "1")
    sharing.share(asa, Line(berths, None), content, expires_at=NOW + timedelta(days=9))
    return berths


def test_F5_ones_data_is_whole_machine_readable_and_nobody_elses(cast: Cast) -> None:
    whole_life(cast)
    answer = signed_in(cast, "alice").get("/account/my-data/")
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        found = {name.removesuffix(".json"): json.loads(archive.read(name)) for name in archive.namelist()}
    assert set(found) >= {
        "account", "acts", "post", "sign_in", "one_time_link", "sign_on_identity", "session", "session_plan", "parked_thought", "edit",
        "reaction", "share",
    }  # fmt: skip
    assert (found["account"][0]["name"], found["account"][0]["login"]) == (NAME, LOGIN)
    assert [row["text"] for row in found["parked_thought"]] == ["a thought of ask for the log"]
    assert {row["words"].get("text") for row in found["acts"]} >= {"The crane stood still."}
    assert found["reaction"][0]["answer"] == "Both winters are in"
    text = json.dumps(found, ensure_ascii=False)
    assert "Berths taken" in text
    for others in ("thank", "was on leave", "The plan of", "Jon Guest", "bob@", "charlie@", cast.accounts["bob"]):
        assert others not in text, others
    for secret in ("argon2", "token_hash", "code_hash", "factor\"", Account.objects.get(id=cast.accounts["alice"]).factor):
        assert secret not in text, secret
    assert NAME not in json.dumps(own_data(cast.actor("charlie")), ensure_ascii=False)


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def traces(content: bytes) -> list[str]:
    """Ways in which the name or address still stands in those bytes."""
    lowered = content.decode("utf-8", "ignore").casefold()
    ways = {NAME, LOGIN, json.dumps(NAME)[1:-1], "asa.brannstrom", "Brännström"}
    return [way for way in ways if way.casefold() in lowered or way.encode() in content]


@pytest.mark.sqlite_only("looks into the bytes of the embedded file")
def test_F6_who_is_erased_is_in_no_byte_of_the_records_or_of_a_new_backup(cast: Cast, data_directory: Path, tmp_path: Path) -> None:
    whole_life(cast)
    asa = cast.accounts["alice"]
    number = Account.objects.get(id=asa).number
    assert set(traces(bytes_of(data_directory))) >= {NAME, LOGIN}, "the search finds what is there"
    before = ledger.head().entries
    done = erasing.erase(cast.actor("admin"), asa, now=NOW)
    assert done == erasing.Erased(number)
    assert traces(bytes_of(data_directory)) == []
    kept = tmp_path / "backup" / "after.sqlite3"
    kept.parent.mkdir()
    backups.back_up(kept)
    assert traces(kept.read_bytes()) == []
    verdict = ledger.verify()
    assert verdict.good
    assert verdict.head.entries > before
    assert verdict.erased >= 3
    assert names()[asa] == ("", number)
    page = signed_in(cast, "admin").get("/people/").content.decode()
    assert f"Person {number}" in page
    assert f"thank person {number}" in sessions_of(cast, "bob"), "what others wrote stays, without the name"
    assert cast.actor("bob").viewer.units == frozenset({cast.units["Harbour"]})
    with pytest.raises(UserError, match="account_unknown"):
        cast.actor("alice")
    assert Edit.objects.filter(value__icontains=f"person {number}").count() == 2


def sessions_of(cast: Cast, name: str) -> str:
    return json.dumps(dict(own_data(cast.actor(name))))


def test_F6_a_person_erases_themselves_with_their_words_and_a_name_that_cannot_go_is_named(cast: Cast, data_directory: Path) -> None:
    berths = whole_life(cast)
    asa = cast.actor("alice")
    measures.create(cast.actor("bob"), MeasureDefinition(f"Calls for {NAME}"))
    client = signed_in(cast, "alice")
    assert client.post("/account/erase/", {"with_words": "on", "current": "wrong", "sure": "on"}).status_code == 422
    assert client.post("/account/erase/", {"with_words": "on", "current": "four grey gulls at noon"}).status_code == 422
    done = erasing.erase(asa, asa.ref, now=NOW, with_words=True)
    assert done.left == ("act",)
    assert client.get("/account/").status_code == 302
    assert b"The crane stood still." not in bytes_of(data_directory)
    assert b"was on leave" not in bytes_of(data_directory)
    assert ledger.verify().good
    with pytest.raises(UserError, match="account_unknown"):
        erasing.erase(cast.actor("admin"), asa.ref, now=NOW)
    assert known(cast.actor("bob"), berths).definition.owner == ""


def test_nobody_erases_another_and_the_last_administrator_stays(cast: Cast) -> None:
    with pytest.raises(UserError, match="not_allowed"):
        erasing.erase(cast.actor("bob"), cast.accounts["charlie"], now=NOW)
    with pytest.raises(UserError, match="last_administrator"):
        erasing.erase(cast.actor("admin"), cast.accounts["admin"], now=NOW)
