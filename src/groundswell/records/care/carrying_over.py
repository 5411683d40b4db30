"""What people lost or changed between a backup and its restore stays lost and changed: it is read off the record that the restore replaces.

A backup holds people as they stood then. Whoever left, was erased, lost a post or the right to administer, or took another password since,
must not be back as they were by it. Nothing is given by this that the replaced record did not give. A record that does not go on from the
backup (another history, or an older copy) says only who left and what ended: its passwords may be older ones.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from groundswell.errors import UserError
from groundswell.records import clock, databases
from groundswell.records.actors import PRODUCT, is_shared
from groundswell.records.ledger.anchors import Head
from groundswell.records.ledger.kinds import AccountWhat, Kind
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.ledger.verifying import head_at
from groundswell.records.models import Account, Post, Words
from groundswell.records.opening import empty_log, write
from groundswell.records.services import erasing, people
from groundswell.records.services.account_acts import record
from groundswell.records.services.recording import seal_acts

BY: Final = replace(PRODUCT, administrator=True, by_command=True)
"""Whoever restores acts on the files themselves; what follows from it is written down as the product's."""
OWN: Final = ("password", "factor", "factor_since", "factor_step", "joined_at")
"""How somebody signs in: as it is today."""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """How much of each kind, by the code of its sentence (``restore.carried_<what>``).

    ``left_open``: accounts that were closed since and are open, because nobody else could manage people.
    ``goes_on``: whether the replaced record is what became of the one that was restored.
    """

    counts: Mapping[str, int]
    left_open: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class _Then:
    """What the replaced record says: rows of accounts by id, ends of posts by id, its texts (entry and field); whether it goes on from the
    backup."""

    accounts: Mapping[str, Mapping[str, Any]]
    posts: Mapping[str, str]
    words: frozenset[tuple[int, str]]
    goes_on: bool


def carry_over(replaced: Path, head: Head) -> CarriedOver | None:
    """Into the record that was restored, from the one that it took the place of; ``head`` is the backup's.

    None: nothing to compare, or no people in one of them.
    """
    now = clock.now()
    then = _read(replaced, head)
    if then is None or not is_shared() or not any(row["administrator"] and not row["closed_at"] for row in then.accounts.values()):
        return None
    counts = {
        "rights": write(lambda: _rights(then)),
        "erased": _erased(then, now),
        "closed": write(lambda: _closed(then, now)),
        "posts": write(lambda: _posts(then)),
        "own": write(lambda: _own(then)) if then.goes_on else 0,
        "words": _words(then, head.entries) if then.goes_on else 0,
    }
    left = [one for one, row in then.accounts.items() if row["closed_at"]]
    return CarriedOver(counts, Account.objects.filter(id__in=left, closed_at=None).count(), then.goes_on)


def _read(replaced: Path, head: Head) -> _Then | None:
    """None where it cannot be read, or is of a version before accounts were."""
    columns = ("id", "closed_at", "erased_at", "administrator", *OWN)
    try:
        with databases.plain_connection(replaced) as connection:
            rows = connection.execute(f"SELECT {', '.join(columns)} FROM account").fetchall()
            posts = dict(connection.execute("SELECT id, until FROM post WHERE until IS NOT NULL").fetchall())
            words = frozenset(connection.execute("SELECT seq, field FROM words WHERE seq <= ?", (head.entries,)).fetchall())
            goes_on = head_at(connection, head.entries) == head
    except sqlite3.Error:
        return None
    return _Then({row[0]: dict(zip(columns, row, strict=True)) for row in rows}, posts, words, goes_on)


def _rights(then: _Then) -> int:
    """Who administers now; unless nobody would."""
    here = {account.id: account for account in Account.objects.filter(closed_at=None) if account.id in then.accounts}
    wanted = {one: bool(row["administrator"]) and not row["closed_at"] for one, row in then.accounts.items() if one in here}
    kept = [one for one, account in here.items() if wanted[one] and (then.goes_on or account.administrator)]
    if not kept:
        return 0
    changed = [one for one, account in here.items() if account.administrator != (one in kept)]
    for one in changed:
        Account.objects.filter(id=one).update(administrator=one in kept)
        record(BY, AccountWhat.ADMINISTRATOR if one in kept else AccountWhat.NO_ADMINISTRATOR, one)
    return len(changed)


def _erased(then: _Then, now: datetime) -> int:
    gone = [one for one, row in then.accounts.items() if row["erased_at"]]
    here = list(Account.objects.filter(id__in=gone, erased_at=None).values_list("id", flat=True))
    return sum(_unless_the_last(partial(erasing.erase, BY, one, now=now)) for one in here)


def _closed(then: _Then, now: datetime) -> int:
    left = [one for one, row in then.accounts.items() if row["closed_at"]]
    here = list(Account.objects.filter(id__in=left, closed_at=None).values_list("id", flat=True))
    return sum(_unless_the_last(partial(people.close, BY, one, now=now)) for one in here)


def _unless_the_last(work: Callable[[], object]) -> bool:
    """Somebody has to manage accounts: the last who can stays, and the command says so."""
    try:
        work()
    except UserError as error:
        if error.code != "last_administrator":
            raise
        return False
    return True


def _posts(then: _Then) -> int:
    ended = 0
    for post in Post.objects.filter(id__in=list(then.posts)):
        if post.until is None or post.until > then.posts[post.id]:
            post.until = then.posts[post.id]
            post.save(update_fields=["until"])
            ended += 1
    return ended


def _own(then: _Then) -> int:
    changed = 0
    for account in Account.objects.filter(id__in=list(then.accounts), closed_at=None):
        row = then.accounts[account.id]
        if row["closed_at"] or all(getattr(account, name) == row[name] for name in OWN):
            continue
        Account.objects.filter(id=account.id).update(**{name: row[name] for name in OWN})
        changed += 1
    return changed


def _words(then: _Then, entries: int) -> int:
    """Texts that were erased since, with their salts: of the same entries alone."""

    def work() -> int:
        back = [row for row in Words.objects.filter(seq__lte=entries).values_list("id", "seq", "field") if row[1:] not in then.words]
        if back:
            Words.objects.filter(id__in=[row[0] for row in back]).delete()
            seal_acts(BY, [ActDraft(Kind.ERASE, payload={"erased": [{"seq": seq, "field": name} for _, seq, name in sorted(back)]})])
        return len(back)

    erased = write(work)
    if erased:
        empty_log()
    return erased
