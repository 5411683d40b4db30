"""A progress bar on standard error for what takes over a second; nothing where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from groundswell.errors import NO_VALUES, Value
from groundswell.words import words_for

Told = Callable[[int, int | None], None]
"""Hears how much is done, and of how much (None: not known)."""

PATIENCE = 1.0
"""Seconds before the bar appears."""


@contextmanager
def bar(code: str, values: dict[str, Value] | None = None) -> Iterator[Told]:
    """Gives the function that is told how far the work is; ``code`` names what is being done."""
    if not sys.stderr.isatty():
        yield _quiet
        return
    started = monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(words_for().text(code, values or NO_VALUES), total=None)

    def tell(done: int, of: int | None) -> None:
        if monotonic() - started > PATIENCE:
            progress.start()
            progress.update(task, completed=done, total=of)

    try:
        yield tell
    finally:
        progress.stop()


def _quiet(done: int, of: int | None) -> None:
    """Nobody watches."""
