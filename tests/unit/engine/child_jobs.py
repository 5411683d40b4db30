"""Jobs that misbehave, for the tests of the child process. They run in the child, by ``module:function``."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from groundswell.errors import UserError

Told = Callable[[int, int | None], None]


def answers(path: str, options: dict[str, object], _: Told) -> object:
    sys.stdout.write("noise on standard output must not reach the answer\n")
    sys.stdout.flush()
    return {"path": path, "options": options, "modules": sorted(sys.modules), "environment": dict(os.environ)}


def refuses(path: str, options: dict[str, object], _: Told) -> object:
    raise UserError("csv_nul", {"line": 7, "several": ("a", "b")}, exit_code=1)


def breaks(path: str, options: dict[str, object], _: Told) -> object:
    raise ValueError("CANARY: what stood in the cell")


def eats_memory(path: str, options: dict[str, object], told: Told) -> object:
    held = []
    while True:
        held.append(bytearray(10 << 20))
        told(len(held) * 1000, None)


def aborts(path: str, options: dict[str, object], _: Told) -> object:
    os.abort()


def is_killed(path: str, options: dict[str, object], _: Told) -> object:
    os.kill(os.getpid(), signal.SIGKILL)


def leaves(path: str, options: dict[str, object], _: Told) -> object:
    os._exit(3)


def spins(path: str, options: dict[str, object], told: Told) -> object:
    while True:
        pass


def sleeps(path: str, options: dict[str, object], told: Told) -> object:
    for rows in range(1, 1_000_000):
        told(rows * 1000, 1_000_000_000)
        time.sleep(0.01)
    return None


def opens_a_socket(path: str, options: dict[str, object], _: Told) -> object:
    with socket.socket() as opened:
        opened.connect(("127.0.0.1", 9))


def starts_a_program(path: str, options: dict[str, object], _: Told) -> object:
    return subprocess.run(["true"], check=False).returncode


def leaves_scratch_behind(path: str, options: dict[str, object], _: Told) -> object:
    with open(os.path.join(os.environ["TMPDIR"], "left.txt"), "w") as out:
        out.write("secret figures")
    os.kill(os.getpid(), signal.SIGKILL)
