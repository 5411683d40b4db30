"""The child's side of :mod:`groundswell.engine.child`: run as a script by a fresh interpreter, never imported by the product.

Reads one request from standard input, does its job under limits, and writes lines of JSON: ``{"rows": n}`` while
reading, and at the end ``{"value": …}``, ``{"error": [code, values, exit code]}`` or ``{"broke": where}``.
"""

import gc
import importlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "ctypes.", "pty.")
_ROWS_A_LINE = 1_000


def main() -> None:
    """Do the one job that standard input asks for."""
    gc.disable()  # one short job: what it builds it keeps to the end
    out = _own_output()
    request = json.loads(sys.stdin.buffer.read())
    sys.path[:] = request["sys_path"]
    try:
        line = _answer(request, out)
    except MemoryError:
        line = b'{"error":["file_too_heavy",{},2]}'
    out.write(line + b"\n")
    out.flush()
    os._exit(0)


def _answer(request: dict[str, Any], out: BinaryIO) -> bytes:
    """The last line: the job's value, or why there is none. A failure is told by its place, never by its data."""
    errors = importlib.import_module("groundswell.errors")
    try:
        value = _done(request, out)
        to_json: Callable[[object], str] = importlib.import_module("groundswell.engine.sources.workbook").to_json
        text = to_json({"value": value})
        del value  # a full sheet is hundreds of megabytes, and its text is on its way
        return text.encode("utf-8", errors="surrogatepass")
    except errors.UserError as error:
        return json.dumps({"error": [error.code, dict(error.values), error.exit_code]}).encode()
    except MemoryError:
        raise
    except BaseException as error:
        # whatever it was, the parent must hear of it
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        where = f"{os.path.basename(at.tb_frame.f_code.co_filename)}:{at.tb_lineno}" if at else ""
        return json.dumps({"broke": f"{type(error).__name__} {where}"}).encode()


def _done(request: dict[str, Any], out: BinaryIO) -> object:
    """Find the job, take on the limits, and do it."""
    module, _, name = request["job"].partition(":")
    job = getattr(importlib.import_module(module), name)
    importlib.import_module("groundswell.engine.limits").hold(request["memory"], request["seconds"])
    sys.addaudithook(_forbid)
    return job(request["path"], request["options"], _teller(out))


def _teller(out: BinaryIO) -> Callable[..., None]:
    told = 0

    def progress(rows: int, of: int | None = None) -> None:
        nonlocal told
        if rows - told >= _ROWS_A_LINE or rows < told:
            told = rows
            out.write(b'{"rows":%d,"of":%s}\n' % (rows, b"null" if of is None else b"%d" % of))
            out.flush()

    return progress


def _own_output() -> BinaryIO:
    """The pipe to the parent, kept to ourselves: whatever a library prints goes nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return out


def _forbid(event: str, values: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN) and not (event == "ctypes.dlopen" and values == (None,)):
        # a library that loads ctypes opens the interpreter itself (None) on the way; looking anything up in it stays forbidden
        raise PermissionError(event)


if __name__ == "__main__":
    main()
