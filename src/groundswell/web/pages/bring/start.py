"""What the first page and the page of a running reading show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from groundswell.errors import UserError
from groundswell.records.selectors.uploads import RunRow, upload
from groundswell.records.selectors.uploads import open_uploads as waiting
from groundswell.web.requests import PageRequest

STORE = "store"
"""The kind of a run that stores; any other reads."""


@dataclass(frozen=True, slots=True)
class OpenUpload:
    """A file that was brought and neither stored nor given up."""

    id: str
    name: str
    when: str


def open_uploads(request: PageRequest) -> list[OpenUpload]:
    """Those that were read and wait for a decision, newest first."""
    rows = [row for row in waiting(request.actor) if row.was_read]
    return [OpenUpload(row.id, row.name, moment(request, row.received_at)) for row in rows]


def moment(request: PageRequest, at: str | datetime) -> str:
    """A time in the organisation's zone: ``9 November 2026, 10:42``."""
    aware = datetime.fromisoformat(at) if isinstance(at, str) else at
    here = aware.astimezone(request.time_zone)
    return request.words.text("bring.moment", {"day": request.words.day(here.date()), "time": f"{here:%H:%M}"})


def reading_page(request: PageRequest, row: RunRow) -> dict[str, Any]:
    """Headline, how far, and where to go, for each way a reading can stand."""
    words = request.words
    name = upload(request.actor, row.upload_id).name if row.upload_id else ""
    if row.kind == STORE:
        return _storing_page(request, row, name)
    if row.state == "running":
        how_far = words.text("bring.rows_of", {"n": row.done, "of": row.of}) if row.of else words.text("bring.rows_so_far", {"n": row.done})
        return {
            "running": True,
            "run_id": row.id,
            "headline": words.text("bring.reading_now", {"name": name}),
            "how_far": how_far if row.done else words.text("bring.reading_begins"),
            "done": row.done,
            "of": row.of,
        }
    broken_off = row.state == "broken_off"
    sentence = words.text("bring.reading_broke_off", {"name": name}) if broken_off else words.error(UserError(row.code, row.values))
    return {
        "running": False,
        "run_id": row.id,
        "headline": words.text("bring.reading_ended", {"name": name}),
        "sentence": sentence,
        "next_url": reverse("bring"),
        "next_text": words.text("bring.back_to_bring"),
    }


def _storing_page(request: PageRequest, row: RunRow, name: str) -> dict[str, Any]:
    words = request.words
    if row.state == "running":
        return {
            "running": True,
            "run_id": row.id,
            "headline": words.text("storing.now", {"name": name}),
            "how_far": words.text("storing.of", {"n": row.done, "of": row.of}) if row.of and row.done else words.text("storing.begins"),
            "done": row.done,
            "of": row.of,
        }
    broken_off = row.state == "broken_off"
    return {
        "running": False,
        "run_id": row.id,
        "headline": words.text("storing.ended", {"name": name}),
        "sentence": words.text("storing.broke_off") if broken_off else words.error(UserError(row.code, row.values)),
        "next_url": reverse("bring_confirm", args=[row.upload_id]) if row.upload_id else reverse("bring"),
        "next_text": words.text("storing.back"),
    }
