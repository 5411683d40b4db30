"""``--json``: every command's answer as one JSON object on one line of standard output, for programs."""

import json
from collections.abc import Mapping
from typing import Any

import click

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
"""The option, the same on every command; the command's argument is called ``as_json``."""


def print_json(answer: Mapping[str, Any]) -> None:
    """One line. NaN and Infinity are refused: they are no JSON."""
    click.echo(json.dumps(answer, ensure_ascii=False, allow_nan=False))
