"""``groundswell ledger``: check the record of changes, or print the head that somebody keeps elsewhere."""

import click

from groundswell.cli.progress import bar
from groundswell.cli.store.showing import say
from groundswell.errors import UserError
from groundswell.records.databases import database_file, plain_connection
from groundswell.records.ledger import verifying
from groundswell.words import words_for

BROKEN = 1


@click.group("ledger")
def command() -> None:
    """Verify the record of changes, or print its head."""


@command.command("verify")
@click.option("--head", "kept", metavar="HEAD", help="A head that was kept elsewhere: shows a cut tail or a ledger that was sealed anew.")
def verify(kept: str | None) -> int:
    """Work the whole ledger out again. Exit code 0: whole; 1: broken, with the first broken entry; 2: it cannot be checked."""
    anchor = None if kept is None else verifying.parse_head(kept)
    _there()
    with plain_connection(database_file()) as connection, bar("ledger.checking") as tell:
        verdict = verifying.verify(connection, anchor, tell)
    if verdict.broken is not None:
        broken = verdict.broken
        values = {"seq": broken.seq, "batch": broken.batch, **broken.values}
        say("ledger.broken", {"what": words_for().text(f"ledger.{broken.code}", values)})
        return BROKEN
    say("ledger.whole", {"n": verdict.entries, "batches": verdict.batches, "head": verdict.head.text})
    if verdict.erased:
        say("ledger.erased", {"n": verdict.erased})
    say("ledger.met" if verdict.anchored else "ledger.not_anchored")
    return 0


@command.command("head")
def head() -> None:
    """Print where the ledger stands. Keep it where nobody who can change the data directory can change it."""
    _there()
    with plain_connection(database_file()) as connection:
        click.echo(verifying.head(connection).text)


def _there() -> None:
    if not database_file().exists():
        raise UserError("no_data_directory", {"folder": str(database_file().parent)})
