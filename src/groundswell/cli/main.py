"""``groundswell``: a table of commands, each loaded when it is called, and one sentence for whatever goes wrong."""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from traceback import format_exc

import click

from groundswell import __version__
from groundswell.errors import UserError
from groundswell.words import words_for

COMMANDS: Mapping[str, str] = {
    "read": "groundswell.cli.files.read",
    "analyse": "groundswell.cli.files.analyse",
    "chart": "groundswell.cli.files.chart",
    "simulate": "groundswell.cli.files.simulate",
    "serve": "groundswell.cli.store.serve",
    "setup": "groundswell.cli.store.setup",
    "demo": "groundswell.cli.store.demo",
    "import": "groundswell.cli.store.importing",
    "units": "groundswell.cli.store.units",
    "ledger": "groundswell.cli.store.ledger",
    "backup": "groundswell.cli.store.backup",
    "restore": "groundswell.cli.store.restore",
    "drill": "groundswell.cli.store.drill",
    "doctor": "groundswell.cli.store.doctor",
    "health": "groundswell.cli.store.health",
    "move": "groundswell.cli.store.move",
}
"""Name of a command -> the module that holds it as ``command``. Modules of ``files`` need neither Django nor a database."""

DATA = "GROUNDSWELL_DATA"
BAD_USE, ENDED_BY_HAND = 2, 130


class Commands(click.Group):
    """Commands by name; a module is imported only when its command is called or its own help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table: files first, then the data directory."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        found = import_module(COMMANDS[cmd_name]).command
        if not isinstance(found, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]}.command is not a command")
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in ``--help``, from the catalogue: no command has to be loaded for it."""
        words = words_for()
        with formatter.section("Commands"):
            formatter.write_dl([(name, words.text(f"command.{name}")) for name in COMMANDS])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="groundswell", message="%(prog)s %(version)s")
@click.option(
    "--data",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    is_eager=True,
    expose_value=False,
    callback=lambda _context, _parameter, folder: _use_data(folder),
    help="Another data directory than the usual one.",
)
def groundswell() -> None:
    """A workbook becomes a smart chart that someone has reacted to."""


def _use_data(folder: Path | None) -> None:
    """Taken while the line is parsed: a command's module reads the data directory when it is loaded."""
    if folder is not None:
        os.environ[DATA] = str(folder.absolute())


def main() -> None:
    """Run the command line: 0 fine, 1 the answer is "no", 2 bad use or bad input with one sentence on standard error."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a command line; what it says goes to standard output, what is wrong to standard error."""
    try:
        code = groundswell.main(_data_first(arguments), prog_name="groundswell", standalone_mode=False)
        sys.stdout.flush()
    except UserError as error:
        return _say(words_for().error(error), error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        return _say(error.format_message(), BAD_USE)
    except click.ClickException as error:
        return _say(" ".join(error.format_message().split()), BAD_USE)
    except (click.Abort, KeyboardInterrupt):
        return ENDED_BY_HAND
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # the last resort: a fault of ours is one sentence too, and its trace is kept
        return _say(words_for().text("error.fault", {"file": _kept_trace()}), BAD_USE)
    return code if isinstance(code, int) else 0


def _data_first(arguments: list[str]) -> list[str]:
    """``--data DIR`` may stand before or after the command: it is needed before a command's module is loaded."""
    moved, kept, rest = [], [], iter(arguments)
    for argument in rest:
        if argument == "--":
            kept += [argument, *rest]
        elif argument == "--data":
            moved += [argument, *(folder for folder in [next(rest, None)] if folder is not None)]
        elif argument.startswith("--data="):
            moved.append(argument)
        else:
            kept.append(argument)
    return moved + kept


def _say(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code


def _kept_trace() -> str:
    """Where the trace of a fault was written, for whoever mends it."""
    with NamedTemporaryFile("w", prefix="groundswell-fault-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(format_exc())
    return file.name


if __name__ == "__main__":
    main()
