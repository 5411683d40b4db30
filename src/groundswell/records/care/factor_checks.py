"""The key that seals the secrets of second factors: there where it is needed, and its owner's alone."""

from collections.abc import Iterator
from pathlib import Path

from groundswell.errors import UserError
from groundswell.records import databases
from groundswell.records.care.check import Check, Grade
from groundswell.records.databases import FAULTS
from groundswell.records.factor_key import MARK, check_key, key_file


def factor_checks(folder: Path) -> Iterator[Check]:
    """One line where there is a key, or should be one."""
    path = key_file(folder)
    if path.exists():
        try:
            check_key(folder)
        except UserError as error:
            yield Check("factor_key_weak", Grade.WRONG, dict(error.values))
        else:
            yield Check("factor_key", Grade.FINE)
    elif sealed := _sealed():
        yield Check("factor_key_gone", Grade.WRONG, {"n": sealed, "file": str(path)})


def _sealed() -> int:
    """How many secrets are sealed; none where the record cannot be asked, of which other lines speak."""
    try:
        if not databases.is_there():
            return 0
        with databases.other_connection() as connection:
            found = connection.execute("SELECT count(*) FROM account WHERE substr(factor, 1, 2) = ?", (MARK,)).fetchone()
            return int(found[0])
    except (UserError, *FAULTS):
        return 0
