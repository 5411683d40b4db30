"""Files on their way in: received, read, confirmed or given up. A file is kept 24 hours at most; its name and digest stay."""

import json
import os
import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from groundswell.errors import UserError, Value
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.models import Run, Upload
from groundswell.records.opening import write
from groundswell.records.selectors.uploads import (
    DONE,
    FAILED,
    GIVEN_UP,
    OPEN_STATES,
    READ,
    RECEIVED,
    UploadRow,
    file_of,
    upload,
    upload_row,
)
from groundswell.records.services.teams import unit_or_none

KEPT = timedelta(hours=24)
LONGEST_NAME = 255


def receive(actor: Actor, name: str, source: Path | bytes, *, now: datetime) -> UploadRow:
    """Take in a file (copied from where it lies) or the bytes of a pasted block. Raises UserError("disk_full_or_broken")."""
    if not actor.ref:
        raise UserError("not_allowed")
    sweep(now)
    upload_id = new_id()
    digest = put_down(source, file_of(upload_id))
    clean = "".join(letter for letter in name if letter.isprintable()).strip()[-LONGEST_NAME:] or "file"

    def work() -> UploadRow:
        about = {"name": clean, "sha256": digest, "made_by": actor.ref, "team": unit_or_none(actor)}
        row = Upload.objects.create(id=upload_id, state=RECEIVED, received_at=clock.stamp(now), **about)
        return upload_row(row)

    return write(work)


def put_down(source: Path | bytes, path: Path) -> str:
    """Writes a file on its way in, whole or not at all, for our eyes alone; gives its digest. Raises UserError("disk_full_or_broken")."""
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        return _copy(source, path)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise UserError("disk_full_or_broken", {"reason": error.strerror or str(error)}) from error


def _copy(source: Path | bytes, path: Path) -> str:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        if isinstance(source, bytes):
            target.write(source)
            return sha256(source).hexdigest()
        with source.open("rb") as given:
            digest = file_digest(given, "sha256").hexdigest()
            given.seek(0)
            shutil.copyfileobj(given, target)
    return digest


def keep_workbook(upload_id: str, text: str) -> None:
    """The workbook as it was read, as the page's JSON."""
    _update(upload_id, workbook=text, state=READ)


def keep_proposal(upload_id: str, text: str) -> None:
    """The reading as it stands, as the page's JSON."""
    _update(upload_id, proposal=text)


def set_choices(upload_id: str, text: str) -> None:
    """What the person chose (measures to keep, typed figures …), as the page's JSON."""
    _update(upload_id, choices=text)


def fail(upload_id: str, code: str, values: Mapping[str, Value]) -> None:
    """It could not be read, or was stopped; the file and all that was read of it go at once."""
    _update(upload_id, state=FAILED, workbook=None, proposal=None, choices=None, problem=json.dumps({"code": code, "values": dict(values)}))
    file_of(upload_id).unlink(missing_ok=True)


def give_up(actor: Actor, upload_id: str) -> None:
    """The person does not want it: file and all that was read go. Raises UserError("upload_unknown")."""
    _leave(actor, upload_id, GIVEN_UP, None)


def done(actor: Actor, upload_id: str, batch_ref: str | None) -> None:
    """It was stored (or held nothing new): file and all that was read go; name, digest and batch stay."""
    _leave(actor, upload_id, DONE, batch_ref)


def _leave(actor: Actor, upload_id: str, state: str, batch_ref: str | None) -> None:
    if not actor.ref:
        raise UserError("not_allowed")
    upload(actor, upload_id)
    _update(upload_id, state=state, workbook=None, proposal=None, choices=None, batch_ref=batch_ref)
    file_of(upload_id).unlink(missing_ok=True)


def _update(upload_id: str, **fields: str | None) -> None:
    def work() -> None:
        if not Upload.objects.filter(id=upload_id).update(**fields):
            raise UserError("upload_unknown")

    write(work)


def sweep(now: datetime) -> int:
    """What has waited for 24 hours goes, and files that belong to no waiting upload; gives how many uploads were given up."""
    limit = clock.stamp(now - KEPT)

    def work() -> int:
        old = Upload.objects.filter(state__in=OPEN_STATES, received_at__lt=limit)
        return old.update(state=GIVEN_UP, workbook=None, proposal=None, choices=None)

    gone = write(work)
    kept = set(Upload.objects.filter(state__in=OPEN_STATES).values_list("id", flat=True))
    ended = set(Upload.objects.exclude(state__in=OPEN_STATES).values_list("id", flat=True))
    folder = file_of("x").parent
    for path in folder.iterdir() if folder.exists() else ():
        # a file that is being received has no row yet: it is left until it is old
        too_old = now.timestamp() - path.stat().st_mtime > KEPT.total_seconds()
        if path.name in ended or (path.name not in kept and too_old):
            path.unlink(missing_ok=True)
    return gone


def start_run(upload_id: str | None, kind: str) -> str:
    """A run begins; gives its id."""

    def work() -> str:
        run = Run.objects.create(kind=kind, state="running", started_at=clock.stamp(clock.now()))
        if upload_id is not None:
            Upload.objects.filter(id=upload_id).update(run=run)
        return run.id

    return write(work)


def advance(run_id: str, done_so_far: int, of: int | None) -> None:
    """How far a run is."""
    write(lambda: Run.objects.filter(id=run_id, state="running").update(done=done_so_far, of=of))


def end_run(run_id: str, state: str, code: str = "", values: Mapping[str, Any] | None = None) -> None:
    """How a run ended: done, failed or stopped; one that has ended stays as it ended."""
    fields = {"state": state, "code": code, "details": json.dumps(dict(values or {})), "ended_at": clock.stamp(clock.now())}
    write(lambda: Run.objects.filter(id=run_id, state="running").update(**fields))
