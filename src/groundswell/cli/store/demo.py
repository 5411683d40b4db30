"""``groundswell demo``: put up the made-up harbour council and serve it, or take it away."""

import click
from django.db import DatabaseError

from groundswell.cli.json_answer import as_json, print_json
from groundswell.cli.store.serve import PORT, ServeOptions, serve
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import is_shared
from groundswell.records.databases import DEFAULT, DEMO, folder, is_there
from groundswell.records.demo.open_close import close_demo, open_demo
from groundswell.records.opening import demo_is_there
from groundswell.words import words_for


@click.command("demo")
@click.option("--close", is_flag=True, help="Take the demo away: its folder goes, nothing else does.")
@click.option("--no-serve", is_flag=True, help="Put it up and end; the next serve shows it.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The next free one is taken if it is in use.")
@click.option("--no-browser", is_flag=True, help="Print the address, open no browser.")
@as_json
def command(close: bool, no_serve: bool, port: int, no_browser: bool, as_json: bool) -> None:
    """Look around in Marram Harbour Council, which is made up and lives in a folder of its own."""
    words = words_for("en")
    if is_there(DEFAULT) and _people_sign_in():
        raise UserError("demo_in_shared")
    where = {"folder": str(folder(DEMO))}
    if close:
        there = demo_is_there()
        close_demo()
        if as_json:
            print_json({"demo": "closed" if there else "not_there", **where})
        else:
            click.echo(words.text("demo.closed" if there else "demo.not_there", where))
        return
    open_demo(clock.now().date())
    if no_serve and as_json:
        print_json({"demo": "open", **where})
    else:
        click.echo(words.text("demo.open", where), err=not no_serve)
    if not no_serve:
        serve(ServeOptions(port, not no_browser, None, as_json))


def _people_sign_in() -> bool:
    """Whether the organisation's own records have accounts; records of an older release have none."""
    try:
        return is_shared()
    except DatabaseError:
        return False
