"""docs/commands.md: what each command says of itself, as click prints it at a width of 100."""

from importlib import import_module

import click

from groundswell.cli.main import COMMANDS, groundswell

WIDTH = 100


def page() -> str:
    """The page as Markdown, made from the commands themselves."""
    lines = [
        "# Commands",
        "",
        "`./run ARGS` hands its arguments to `groundswell`; `./run` alone is `groundswell serve`. Files are named relative to where you",
        "stand. Exit codes: 0 fine, 1 the answer is *no*, 2 bad use or bad input, with one sentence on standard error.",
        "",
        "This page is made from what the commands say of themselves.",
        "",
        *_block("groundswell", groundswell),
    ]
    for name, module in COMMANDS.items():
        lines += ["", f"## groundswell {name}", "", *_block(f"groundswell {name}", import_module(module).command)]
    return "\n".join(lines) + "\n"


def paths(command: click.Command | None = None, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command and command below a command, as words: ``("ledger", "verify")``."""
    if command is None:
        return [path for name, module in COMMANDS.items() for path in paths(import_module(module).command, (name,))]
    below = command.commands if isinstance(command, click.Group) else {}
    return [before, *(path for name, one in below.items() for path in paths(one, (*before, name)))]


def _block(path: str, command: click.Command) -> list[str]:
    names = groundswell.context_settings["help_option_names"]
    context = click.Context(command, info_name=path, max_content_width=WIDTH, terminal_width=WIDTH, help_option_names=names)
    command._help_option = None  # click keeps the one of the first call, which another test may have made
    lines = ["```text", command.get_help(context).rstrip(), "```"]
    if isinstance(command, click.Group) and command is not groundswell:
        for name, one in command.commands.items():
            lines += ["", *_block(f"{path} {name}", one)]
    return lines
