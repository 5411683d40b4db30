"""``groundswell health``: the check that a container or a monitor runs, by the same address as any other machine."""

import http.client
from pathlib import Path
from urllib.parse import urlsplit

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.cli.store.serve import PORT
from groundswell.cli.store.showing import say
from groundswell.errors import UserError
from groundswell.records.databases import DEFAULT, folder
from groundswell.web import machine_token, start_token

SECONDS = 5


@click.command("health")
@click.option("--ready", is_flag=True, help="Ask whether pages can be served and figures stored, not only whether somebody answers.")
@click.option("--port", type=click.IntRange(1, 65535), help="Where the pages are served on this machine; else as the data directory says.")
@as_json
def command(ready: bool, port: int | None, as_json: bool) -> None:
    """Ask the pages that are being served on this machine whether they are well: exit code 0, or 2 with one sentence."""
    directory = folder(DEFAULT)
    where = f"127.0.0.1:{port or _port(directory)}"
    path = "/health/ready/" if ready else "/health/"
    status, said = _ask(where, path, machine_token.kept(directory))
    if status != http.client.OK:
        raise UserError("not_well", {"address": where, "said": said or str(status)})
    if as_json:
        print_json({"address": where, "well": True})
    else:
        say("health.ok", {"address": where})


def _port(directory: Path) -> int:
    """The port that the running server wrote down, else the usual one."""
    try:
        return urlsplit((directory / start_token.FILE_NAME).read_text(encoding="ascii").strip()).port or PORT
    except (OSError, ValueError):
        return PORT


def _ask(where: str, path: str, token: str | None) -> tuple[int, str]:
    connection = http.client.HTTPConnection(where, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={} if token is None else {"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        said = answer.read(200).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as error:
        raise UserError("nobody_answers", {"address": where, "reason": getattr(error, "strerror", None) or type(error).__name__}) from error
    finally:
        connection.close()
    return answer.status, said if answer.headers.get_content_type() == "text/plain" else ""
