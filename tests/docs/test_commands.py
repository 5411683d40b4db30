"""Every command is documented, and every command line in the docs can be run."""

import re
import shlex
from pathlib import Path

import click
import pytest

from groundswell.cli.main import COMMANDS, groundswell
from tests.docs import commands
from tests.docs.generated import ROOT, holds
from tests.docs.written import PAGES, code_blocks

EXAMPLE = re.compile(r"^\s*(?:\./run|groundswell)\s+(.+?)(?:\s+#.*)?$")


def command_lines() -> list[tuple[Path, str]]:
    """The lines of the docs that call groundswell, without their remarks."""
    lines = [(page, line) for page in PAGES for block in code_blocks(page, "sh") for line in block.splitlines()]
    return [(page, found[1]) for page, line in lines if (found := EXAMPLE.match(line)) and not found[1].startswith("#")]


def test_the_page_of_commands_is_fresh() -> None:
    holds("docs/commands.md", commands.page())


def test_every_command_says_what_each_of_its_options_does() -> None:
    silent = []
    for path in commands.paths():
        command = _command(path)
        assert command.help, f"groundswell {' '.join(path)} says nothing of itself"
        options = [option for option in command.params if isinstance(option, click.Option)]
        silent += [f"{' '.join(path)} {option.opts[0]}" for option in options if not option.help]
    assert silent == []


def test_every_command_stands_in_the_docs_by_name() -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    missing = [name for name in COMMANDS if f"## groundswell {name}" not in page]
    assert missing == []


@pytest.mark.parametrize(("page", "line"), command_lines(), ids=lambda value: str(value)[-40:])
def test_the_command_lines_of_the_docs_exist(page: Path, line: str) -> None:
    words = shlex.split(line)
    if words[0].startswith("-"):
        assert words[0] in {option for parameter in groundswell.params for option in parameter.opts} | {"--help"}
        return
    command, rest = _walked(words)
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)} | {"--help"}
    assert {word.partition("=")[0] for word in rest if word.startswith("--")} <= known, f"{page}: {line}"
    for word in rest:
        if word.startswith("docs/"):
            assert (ROOT / word).exists(), f"{page}: {word} is not there"


def test_the_docs_show_command_lines_at_all() -> None:
    assert len(command_lines()) >= 6


def _command(path: tuple[str, ...]) -> click.Command:
    command, rest = _walked(path)
    assert not rest
    return command


def _walked(words: list[str] | tuple[str, ...]) -> tuple[click.Command, list[str]]:
    """The command that these words name, and what is left for it."""
    command: click.Command = groundswell
    rest = list(words)
    while rest and isinstance(command, click.Group):
        below = command.get_command(click.Context(command), rest[0])
        assert below is not None, f"there is no command {rest[0]}"
        command, rest = below, rest[1:]
    return command, rest
