"""Who works, on the command line: ``--as LOGIN``."""

import click

from groundswell.records.actors import Actor, actor_by_login

as_person = click.option(
    "--as", "login", metavar="LOGIN", help="Who you are, where people sign in: the e-mail address of your account. The record says so."
)
"""The one option of every command that reads or writes as a person."""


def acting_person(login: str | None) -> Actor:
    """Whoever that is, or the one local person. Raises UserError("account_unknown"), ("shared_needs_person")."""
    return actor_by_login(login)
