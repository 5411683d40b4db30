"""How the commands on the data directory talk: answers to standard output."""

import click

from groundswell.words import words_for


def say(code: str, values: dict[str, str | int | float | bool | tuple[str, ...] | None] | None = None) -> None:
    """One line of the answer, from the catalogue."""
    click.echo(words_for().text(code, values or {}))
