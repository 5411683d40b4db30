"""A backup of records to which people sign in, put back: nobody is signed in by it, and no one-time link works."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundswell.errors import UserError
from groundswell.records import backups
from groundswell.records.actors import is_shared
from groundswell.records.models import SignIn
from groundswell.records.opening import write
from groundswell.records.services import people, signing_in
from tests.cast import Cast

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
