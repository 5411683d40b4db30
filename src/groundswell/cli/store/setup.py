"""``groundswell setup``: the code that makes a data directory one to which people sign in."""

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.errors import UserError
from groundswell.records import clock, setup_code
from groundswell.records.actors import is_shared
from groundswell.records.databases import DEFAULT, folder
from groundswell.records.opening import close_data_directory, open_data_directory
from groundswell.words import words_for

PATH = "/setup/"


@click.command("setup")
@as_json
def command(as_json: bool) -> None:
    """Print a code that is good for an hour, once, and where to type it. Works while the pages are being served."""
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
