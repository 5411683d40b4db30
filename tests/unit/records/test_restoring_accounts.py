"""A backup of records to which people sign in, put back: nobody is signed in by it, and no one-time link works."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest

from groundswell.domain.access.scopes import Scope
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.errors import UserError
from groundswell.records import backups, passwords
from groundswell.records.actors import is_shared
from groundswell.records.databases import other_connection
from groundswell.records.ledger.kinds import Kind
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.ledger.verifying import verify
from groundswell.records.lines import Line
from groundswell.records.models import Account, Post, SignIn, Words
from groundswell.records.opening import write
from groundswell.records.selectors.tokens import program_by
from groundswell.records.services import erasing, measures, people, second_factor, sharing, signing_in, tokens
from groundswell.records.services.recording import seal_acts
from groundswell.records.services.sharing import ShareContent
from groundswell.records.services.tokens import TokenWanted
from tests.cast import Cast
from tests.signing_in import give_password

NOW = datetime.now(UTC)


def test_D11_after_a_restore_nobody_is_signed_in_and_no_link_works(data_directory: Path, cast: Cast, tmp_path: Path) -> None:
    done = write(lambda: signing_in.begin(cast.accounts["bob"], "", now=NOW))
    made = people.invite_again(cast.actor("admin"), cast.accounts["alice"], now=NOW)
    kept = tmp_path / "kept.sqlite3"
    backups.back_up(kept)
    assert signing_in.signed_in_by(done.token, now=NOW) is not None
    signing_in.sign_out(done.token)
    backups.restore(kept, replace=True)
    assert is_shared()
    assert signing_in.signed_in_by(done.token, now=NOW) is None, "who was signed out after the backup stays out"
    assert SignIn.objects.count() == 0
    with pytest.raises(UserError, match="link_unknown"):
        people.account_by_link(made.token, now=NOW)


def test_D11_what_people_lost_since_the_backup_stays_lost(data_directory: Path, cast: Cast, tmp_path: Path) -> None:
    for name in cast.accounts:
        give_password(cast, name)
    admin = cast.actor("admin")
    people.make_administrator(admin, cast.accounts["dana"], True)
    token = tokens.make_token(cast.actor("bob"), TokenWanted("Nightly", [Scope.READ], NOW + timedelta(days=9)))
    kept = tmp_path / "kept.sqlite3"
    backups.back_up(kept)

    people.close(admin, cast.accounts["bob"], now=NOW)
    erasing.erase(admin, cast.accounts["charlie"], now=NOW)
    people.make_administrator(admin, cast.accounts["dana"], False)
    tokens_of_dana = pyotp.TOTP(second_factor.prepare(cast.accounts["dana"]))
    second_factor.confirm(cast.accounts["dana"], tokens_of_dana.at(NOW), now=NOW)
    changed = passwords.hashed("harbour wall in fog")
    write(lambda: Account.objects.filter(id=cast.accounts["alice"]).update(password=changed))
    write(lambda: Post.objects.filter(account=cast.accounts["alice"]).update(until="2026-01-01"))

    done = backups.restore(kept, replace=True)
    assert done.carried is not None
    assert dict(done.carried.counts) == {"rights": 1, "erased": 1, "closed": 1, "posts": 1, "own": 2, "words": 0}
    assert done.carried.left_open == 0
    here = {name: Account.objects.get(id=one) for name, one in cast.accounts.items()}
    assert here["bob"].closed_at is not None and not here["bob"].has_usable_password()
    assert (here["charlie"].name, here["charlie"].login) == ("", f"person {here['charlie'].number}")
    assert here["admin"].administrator and not here["dana"].administrator
    assert second_factor.secret_of(here["dana"]) == tokens_of_dana.secret and here["dana"].factor_since
    assert passwords.fits("harbour wall in fog", here["alice"].password)
    assert Post.objects.get(account=here["alice"]).until == "2026-01-01"
    with pytest.raises(UserError):
        program_by(token.token, now=NOW)
    with other_connection() as connection:
        assert verify(connection).good

    backups.restore(kept, replace=True, as_it_was=True)
    assert Account.objects.get(id=cast.accounts["bob"]).closed_at is None, "said otherwise, people stand as they stood"


def test_D11_words_that_were_erased_since_are_erased_again(data_directory: Path, cast: Cast, tmp_path: Path) -> None:
    measure = measures.create(cast.actor("alice"), MeasureDefinition(name="Ferries"), "Old Salt asked")
    to_team = ActDraft(Kind.VISIBILITY, measure, payload={"what": "team", "team": cast.units["Harbour"]})
    write(lambda: seal_acts(cast.actor("alice"), [to_team]))
    content = ShareContent("Why?", {"svg": "<svg/>"}, 1, "1")
    sharing.share(cast.actor("bob"), Line(measure, None), content, expires_at=NOW + timedelta(days=9))
    kept = tmp_path / "kept.sqlite3"
    backups.back_up(kept)
    assert Words.objects.filter(text="Old Salt asked").exists()
    erasing.erase(cast.actor("admin"), cast.accounts["alice"], now=NOW, with_words=True)
    assert not Words.objects.exists()
    done = backups.restore(kept, replace=True)
    assert done.carried is not None and done.carried.counts["words"] >= 1 and done.ended_links == 1
    assert not Words.objects.filter(text="Old Salt asked").exists()
    with other_connection() as connection:
        verdict = verify(connection)
    assert verdict.good and verdict.erased


def test_D11_the_last_who_manages_people_stays_and_another_record_carries_nothing(
    data_directory: Path, cast: Cast, tmp_path: Path
) -> None:
    give_password(cast, "bob")
    kept = tmp_path / "kept.sqlite3"
    backups.back_up(kept)
    made = people.invite(cast.actor("admin"), people.Invitation("Erik", "erik@harbour.example"), now=NOW, today=NOW.date())
    erik = people.join(made.token, "seven boats in fog", "", now=NOW).account_id
    people.make_administrator(cast.actor("admin"), erik, True)
    people.close(cast.actor("admin"), cast.accounts["admin"], now=NOW)
    done = backups.restore(kept, replace=True)
    assert done.carried is not None and done.carried.left_open == 1
    assert Account.objects.get(id=cast.accounts["admin"]).administrator, "Erik is not in this record yet"
    assert done.carried.goes_on

    people.make_administrator(cast.actor("admin"), cast.accounts["bob"], True)
    people.close(cast.actor("admin"), cast.accounts["dana"], now=NOW)
    older = tmp_path / "older.sqlite3"
    backups.back_up(older)
    assert backups.restore(kept, replace=True).carried is not None
    people.close(cast.actor("admin"), cast.accounts["charlie"], now=NOW)
    write(lambda: Account.objects.filter(id=cast.accounts["bob"]).update(password="an older one"))
    done = backups.restore(older, replace=True)
    assert done.carried is not None and not done.carried.goes_on, "the record that was there has another history"
    assert Account.objects.get(id=cast.accounts["charlie"]).closed_at is not None, "who left there stays away"
    assert Account.objects.get(id=cast.accounts["bob"]).password != "an older one"

    write(lambda: Account.objects.all().update(administrator=False))
    assert backups.restore(kept, replace=True).carried is None, "one in which nobody signs in says nothing of people"
