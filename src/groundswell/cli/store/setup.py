"""``groundswell setup``: the code that makes a data directory one to which people sign in; later, a new start for whoever is locked out."""

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.errors import UserError
from groundswell.records import clock, setup_code
from groundswell.records.actors import is_shared
from groundswell.records.databases import DEFAULT, folder
from groundswell.records.opening import close_data_directory, open_data_directory
from groundswell.records.services.people import new_start_by_command
from groundswell.words import words_for

PATH = "/setup/"


@click.command("setup")
@click.option(
    "--new-start", "login", metavar="ADDRESS",
    help="Where people sign in: a link by which the person of this address sets a new password, without a second factor.",
)
@as_json
def command(login: str | None, as_json: bool) -> None:
    """Print a code that is good for an hour, once, and where to type it. Works while the pages are being served."""
    if login is not None:
        _new_start(login, as_json)
        return
    try:
        open_data_directory(DEFAULT, command="setup")
    except UserError as error:
        if error.code != "data_directory_in_use":
            raise
    if is_shared():
        raise UserError("setup_over", exit_code=1)
    code = setup_code.make(folder(DEFAULT), now=clock.now())
    close_data_directory(DEFAULT)
    if as_json:
        print_json({"code": code, "path": PATH, "minutes": int(setup_code.LIFE.total_seconds()) // 60})
        return
    words = words_for()
    click.echo(words.text("setup.code", {"code": code}))
    click.echo(words.text("setup.next", {"address": PATH}), err=True)


def _new_start(login: str, as_json: bool) -> None:
    """The end of an address, since nobody here knows by which name the pages are reached."""
    open_data_directory(DEFAULT, command="setup")
    made = new_start_by_command(login, now=clock.now())
    close_data_directory(DEFAULT)
    path = f"/join/{made.token}/"
    if as_json:
        print_json({"path": path, "until": clock.stamp(made.expires_at)})
        return
    click.echo(path)
    click.echo(words_for().text("setup.new_start", {"login": login}), err=True)
