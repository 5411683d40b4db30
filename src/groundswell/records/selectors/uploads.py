"""Uploads between their steps, and the runs that a page watches."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from groundswell.engine.proposal import Proposal
from groundswell.errors import UserError, Value
from groundswell.records import clock, databases
from groundswell.records.actors import Actor
from groundswell.records.models import Run, Upload

FOLDER = "uploads"
RECEIVED = "received"
READ = "read"
FAILED = "failed"
DONE = "done"
GIVEN_UP = "given_up"
OPEN_STATES = (RECEIVED, READ)


@dataclass(frozen=True, slots=True)
class StoredProblem:
    """Why an upload could not be read: a UserError's code and values."""

    code: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class UploadRow:
    """An upload. ``path`` is None once the file has gone; ``proposal`` and ``choices`` are the page's own JSON texts.

    Its workbook, which can be long, is asked for by itself: :func:`workbook_text`.
    """

    id: str
    name: str
    sha256: str
    state: str
    received_at: datetime
    path: Path | None
    proposal: str | None
    choices: str | None
    problem: StoredProblem | None
    run_id: str | None
    batch_ref: str | None

    @property
    def was_read(self) -> bool:
        """Whether it was read and waits for a decision."""
        return self.state == READ


@dataclass(frozen=True, slots=True)
class RunRow:
    """How far a run is (``done`` of ``of``; None: not known), and how it ended."""

    id: str
    kind: str
    state: str
    done: int
    of: int | None
    code: str
    values: Mapping[str, Any]
    upload_id: str | None


def upload(actor: Actor, upload_id: str) -> UploadRow:
    """One upload; raises UserError("upload_unknown")."""
    row = Upload.objects.filter(id=upload_id).defer("workbook").first()
    if row is None or not actor.shares_memory(row.made_by, row.team):
        raise UserError("upload_unknown")
    return upload_row(row)


def workbook_text(actor: Actor, upload_id: str) -> str:
    """The workbook of an upload that was read, as the page's JSON text; raises UserError("upload_unknown")."""
    row = Upload.objects.only("workbook", "made_by", "team").filter(id=upload_id).first()
    if row is None or row.workbook is None or not actor.shares_memory(row.made_by, row.team):
        raise UserError("upload_unknown")
    return row.workbook


def open_uploads(actor: Actor) -> list[UploadRow]:
    """Those of this person or their team that were neither stored nor given up, newest first."""
    rows = Upload.objects.filter(state__in=OPEN_STATES).defer("workbook").order_by("-received_at")
    return [upload_row(row) for row in rows if actor.shares_memory(row.made_by, row.team)]


def files_in_question(actor: Actor) -> frozenset[str]:
    """Names of their files that wait, neither stored nor given up, with a question about their reading still open."""
    waiting = Upload.objects.filter(state__in=OPEN_STATES, proposal__isnull=False).values_list("name", "proposal", "made_by", "team")
    theirs = [(name, proposal) for name, proposal, made_by, team in waiting if actor.shares_memory(made_by, team)]
    return frozenset(name for name, proposal in theirs if proposal and Proposal.from_json(proposal).open_questions)


def run(actor: Actor, run_id: str) -> RunRow:
    """One run; raises UserError("run_unknown")."""
    row = Run.objects.filter(id=run_id).first()
    brought = None if row is None else Upload.objects.only("id", "made_by", "team").filter(run=row).first()
    if row is None or not (actor.alone or (brought is not None and actor.shares_memory(brought.made_by, brought.team))):
        raise UserError("run_unknown")
    upload_id = None if brought is None else brought.id
    return RunRow(row.id, row.kind, row.state, row.done, row.of, row.code, json.loads(row.details), upload_id)


def file_of(upload_id: str) -> Path:
    """Where an upload's file lies while it is kept: a name of our own, never the sender's."""
    return databases.folder() / FOLDER / upload_id


def upload_row(row: Upload) -> UploadRow:
    """A row as a value."""
    path = file_of(row.id)
    problem = None
    if row.problem is not None:
        plain = json.loads(row.problem)
        problem = StoredProblem(plain["code"], plain["values"])
    return UploadRow(
        row.id,
        row.name,
        row.sha256,
        row.state,
        clock.moment(row.received_at),
        path if path.exists() else None,
        row.proposal,
        row.choices,
        problem,
        row.run_id,
        row.batch_ref,
    )
