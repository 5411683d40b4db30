"""Who works, on the command line: ``--as LOGIN``, and for which of several units: ``--unit NAME``."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click

from groundswell.errors import UserError
from groundswell.records.actors import Actor, actor_by_login
from groundswell.records.selectors.audiences import own_units

as_person = click.option(
    "--as", "login", metavar="LOGIN", help="Who you are, where people sign in: the e-mail address of your account. The record says so."
)
"""The one option of every command that reads or writes as a person."""
for_unit = click.option("--unit", metavar="NAME", help="For which of your units you work, where you hold posts in several: its name or id.")
"""The option of every command that makes something, which then belongs to that unit."""


def acting_person(login: str | None) -> Actor:
    """Whoever that is, or the one local person. Raises UserError("account_unknown"), ("shared_needs_person")."""
    return actor_by_login(login)


def making_person(login: str | None, unit: str | None) -> Actor:
    """The same, at work for that unit of theirs where one is named. Raises also UserError("unit_not_among_yours"), with the names."""
    actor = acting_person(login)
    if unit is None or actor.alone:
        return actor
    own, wanted = own_units(actor), unit.strip().casefold()
    found = [one.id for one in own if wanted in (one.name.casefold(), one.id)]
    if len(found) != 1:
        raise UserError("unit_not_among_yours", {"given": unit, "units": tuple(one.name for one in own)})
    return replace(actor, works_for=found[0])


@contextmanager
def asking_for_unit(actor: Actor) -> Iterator[None]:
    """Where somebody with several posts makes something and named no unit, UserError("unit_option_needed") with the names there are."""
    try:
        yield
    except UserError as error:
        if error.code != "unit_needed":
            raise
        raise UserError("unit_option_needed", {"units": tuple(one.name for one in own_units(actor))}) from None
