"""Reading a file of definitions, in the child process: what it is shows its content, never its name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from groundswell.engine.definition_files.workbook_file import read_workbook
from groundswell.engine.definition_files.yaml_file import LARGEST, read_yaml
from groundswell.engine.sources.kinds import kind_of
from groundswell.engine.sources.opening import open_workbook
from groundswell.errors import UserError

Progress = Callable[..., None]


def definitions_job(path: str, options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's work: the file as :meth:`DefinitionFile.to_plain`."""
    file = Path(path)
    with file.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    if not data.strip():
        raise UserError("definitions_empty")
    if kind_of(data) == "text":
        return read_yaml(data).to_plain()
    return read_workbook(open_workbook(file, name=options.get("name"), progress=progress)).to_plain()
