"""How the commands on the data directory talk: answers to standard output, progress to standard error."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from groundswell.words import words_for

Told = Callable[[int, int | None], None]


@contextmanager
def bar(code: str) -> Iterator[Told]:
    """A progress bar on a terminal, nothing elsewhere; gives the function that is told how far the work is."""
    if not sys.stderr.isatty():
        yield _quiet
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words_for().text(code), total=None)

        def tell(done: int, of: int | None) -> None:
            progress.update(task, completed=done, total=of)

        yield tell


def _quiet(done: int, of: int | None) -> None:
    """Nobody watches."""


def say(code: str, values: dict[str, str | int | float | bool | tuple[str, ...] | None] | None = None) -> None:
    """One line of the answer, from the catalogue."""
    click.echo(words_for().text(code, values or {}))
