"""A file's figures on their way into the record: in a thread of their own, followed by a page, and stopped by a click."""

import logging
import threading
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field, replace

from groundswell.errors import UserError
from groundswell.records.selectors.uploads import RunRow
from groundswell.records.services import uploads
from groundswell.records.services.drafting import Told
from groundswell.web.pages.bring.start import STORE

log = logging.getLogger("groundswell.web")

PATIENCE = 2.0
"""Seconds that the page waits before it shows how far the storing is."""


@dataclass(slots=True)
class Storing:
    """A storing under way. ``done`` of ``of`` figures; ``error`` says why nothing was stored."""

    run_id: str
    done: int = 0
    of: int = 0
    stopped: bool = False
    error: Exception | None = None
    thread: threading.Thread = field(default_factory=threading.Thread)

    def tell(self, done: int, of: int) -> None:
        """Keeps how far it is, and ends it where somebody stopped it."""
        if self.stopped:
            raise UserError("storing_stopped")
        self.done, self.of = done, of


_under_way: dict[str, Storing] = {}


def begin(upload_id: str, work: Callable[[Told], dict[str, str | int]]) -> Storing:
    """Does the work, which hears of a stop by its ``Told``; what it gives is kept with the run. Waits a little, and no longer.

    Raises what the work raises, where it does so within that time.
    """
    storing = Storing(uploads.start_run(upload_id, STORE))
    _under_way[storing.run_id] = storing
    context = copy_context()
    storing.thread = threading.Thread(target=context.run, args=(_follow, storing, work), name=f"storing-{storing.run_id[:6]}", daemon=True)
    storing.thread.start()
    storing.thread.join(PATIENCE)
    if storing.error is not None:
        raise storing.error
    return storing


def _follow(storing: Storing, work: Callable[[Told], dict[str, str | int]]) -> None:
    try:
        kept = work(storing.tell)
        uploads.end_run(storing.run_id, "done", values=kept)
    except UserError as error:
        storing.error = error
        uploads.end_run(storing.run_id, "stopped" if error.code == "storing_stopped" else "failed", error.code, error.values)
    except Exception as error:
        storing.error = error
        log.exception("storing %s broke off", storing.run_id)
        uploads.end_run(storing.run_id, "failed", "storing_broke_off")
    finally:
        _under_way.pop(storing.run_id, None)


def stop(run_id: str) -> None:
    """Ends a storing before its figures are in the record; nothing of it is kept. One that has ended stays as it ended."""
    storing = _under_way.get(run_id)
    if storing is not None:
        storing.stopped = True


def how_far(row: RunRow) -> RunRow:
    """The run with how far its storing is: the record itself tells nothing before all of it is stored."""
    storing = _under_way.get(row.id)
    return row if storing is None else replace(row, done=storing.done, of=storing.of or None)
