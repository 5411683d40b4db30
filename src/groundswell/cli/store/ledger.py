"""``groundswell ledger``: check the record of changes, write down the anchor that somebody keeps elsewhere, or export it to be checked."""

from pathlib import Path

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.cli.progress import bar
from groundswell.cli.store.showing import say
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.databases import folder, is_there, other_connection
from groundswell.records.ledger import anchor_files, exporting, verifying
from groundswell.records.ledger.anchors import Anchor, Head, anchors_in
from groundswell.records.mail.anchors import mail_anchor
from groundswell.words import words_for

BROKEN = 1


@click.group("ledger")
def command() -> None:
    """Verify the record of changes, keep an anchor of it elsewhere, or export it."""


@command.command("verify")
@click.option(
    "--anchor", "--head", "kept", metavar="FILE|TEXT",
    help="A file with anchors that were kept elsewhere, or one anchor: shows a cut end or a record that was sealed anew.",
)
@as_json
def verify(kept: str | None, as_json: bool) -> int:
    """Work the whole ledger out again. Exit code 0: whole; 1: broken, with the first broken entry; 2: it cannot be checked."""
    anchors = () if kept is None else _anchors(kept)
    _there()
    with other_connection() as connection, bar("ledger.checking") as tell:
        verdict = verifying.verify(connection, anchors, tell)
    if as_json:
        _print_verdict(verdict)
    elif verdict.broken is not None:
        say("ledger.not_met" if verdict.not_met else "ledger.broken", {"what": _told(verdict.broken)})
        if verdict.since:
            say("ledger.since", {"entries": verdict.since})
    else:
        say("ledger.whole", {"n": verdict.entries, "batches": verdict.batches, "head": verdict.head.text})
        if verdict.erased:
            say("ledger.erased", {"n": verdict.erased})
        if anchors:
            say("ledger.met", {"n": len(anchors), "entries": verdict.since})
        else:
            say("ledger.not_anchored")
    return 0 if verdict.good else BROKEN


@command.command("head")
@as_json
def head(as_json: bool) -> None:
    """Print where the ledger stands. Keep it where nobody who can change the data directory can change it."""
    where = _head()
    if as_json:
        print_json(_where(where))
    else:
        click.echo(where.text)


@command.command("anchor")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--mail", "to", metavar="[ADDRESS]", is_flag=False, flag_value="",
    help="Mail it to this address, or, if none is named, to those of anchors_to in mail.toml.",
)
@as_json
def anchor(file: Path | None, to: str | None, as_json: bool) -> None:
    """Print an anchor to keep elsewhere, put it at the end of FILE below those that stand there, or mail it."""
    where = _head()
    if not where.entries:
        raise UserError("no_anchor_yet")
    if file is not None:
        try:
            anchor_files.add(file, where, clock.now(), words_for().text("anchor.heading"))
        except OSError as error:
            raise UserError("anchor_not_written", {"file": str(file), "reason": error.strerror or str(error)}) from error
    told = () if to is None else mail_anchor(where, to or None, now=clock.now())
    if as_json:
        print_json({**_where(where), "file": None if file is None else str(file), "mailed": list(told)})
        return
    if file is None and to is None:
        click.echo(anchor_files.page(where, clock.now(), words_for().text("anchor.heading")), nl=False)
    if file is not None:
        say("ledger.anchor_kept", {"n": where.entries, "anchor": where.anchor.text, "file": str(file)})
    if told:
        say("ledger.anchor_mailed", {"n": where.entries, "anchor": where.anchor.text, "addresses": ", ".join(told)})


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--with-words", is_flag=True, help="Reasons, notes and names of people too, so that they can be checked as well.")
@as_json
def export(file: Path, with_words: bool, as_json: bool) -> None:
    """Write the whole ledger to a new FILE of plain lines that docs/ledger.md describes and check_ledger.py checks."""
    _there()
    if file.exists():
        raise UserError("file_is_there", {"file": str(file)})
    try:
        with other_connection() as connection, file.open("x", encoding="utf-8", newline="\n") as out:
            where = exporting.export(connection, out, with_words=with_words)
    except OSError as error:
        file.unlink(missing_ok=True)
        raise UserError("export_not_written", {"file": str(file), "reason": error.strerror or str(error)}) from error
    if as_json:
        print_json({**_where(where), "file": str(file), "words": with_words})
    else:
        say("ledger.exported", {"n": where.entries, "file": str(file)})


def _where(head: Head) -> dict[str, str | int]:
    return {"head": head.text, "anchor": head.anchor.text, "entries": head.entries, "batches": head.batches}


def _anchors(kept: str) -> tuple[Anchor, ...]:
    """Anchors of a file of that name, or of the text itself."""
    try:
        named = Path(kept).is_file()
    except (OSError, ValueError):
        named = False
    return anchor_files.read(Path(kept)) if named else anchors_in(kept)


def _print_verdict(verdict: verifying.Verdict) -> None:
    broken = verdict.broken
    print_json({
        "whole": verdict.good, "entries": verdict.entries, "batches": verdict.batches, "head": verdict.head.text,
        "anchor": verdict.head.anchor.text, "erased": verdict.erased, "head_met": verdict.anchored and verdict.good,
        "anchors": [one.text for one in verdict.anchors], "since": verdict.since,
        "broken": None if broken is None else {
            "code": broken.code, "batch": broken.batch, "entry": broken.seq, "message": _told(broken),
        },
    })


def _told(broken: verifying.Broken) -> str:
    return words_for().text(f"ledger.{broken.code}", {"seq": broken.seq, "batch": broken.batch, **broken.values})


def _head() -> Head:
    _there()
    with other_connection() as connection:
        return verifying.head(connection)


def _there() -> None:
    if not is_there():
        raise UserError("no_data_directory", {"folder": str(folder())})
