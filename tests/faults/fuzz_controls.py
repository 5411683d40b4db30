"""Readers that misbehave, for the red controls of the fuzz: each does one thing that must be noticed."""

import os
import time

from groundswell.engine.sources.opening import read_bytes
from groundswell.engine.sources.workbook import Workbook
from groundswell.errors import UserError


def dies(data: bytes, name: str) -> Workbook:
    os.abort()


def breaks(data: bytes, name: str) -> Workbook:
    raise IndexError("a fault of the reader")


def hangs(data: bytes, name: str) -> Workbook:
    time.sleep(60)
    return read_bytes(data, name)


def forgets(data: bytes, name: str) -> Workbook:
    """Reads what it can and keeps quiet about the rest."""
    try:
        return read_bytes(data, name)
    except UserError:
        return Workbook("xlsx", name, "", [])
