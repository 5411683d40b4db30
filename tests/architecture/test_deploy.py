"""What is given to administrators: the container file and the units name what is there, start what exists, and forbid what they say."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from groundswell.cli.main import groundswell
from tests.architecture.deployed import DEPLOY, PROGRAM, copied, settings, started, steps
from tests.architecture.source import ROOT

CONTAINER = DEPLOY / "Containerfile"
SERVICES = sorted(DEPLOY.glob("*.service"))
UNITS = [*SERVICES, *sorted(DEPLOY.glob("*.timer"))]
HARDENED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes",
    "CapabilityBoundingSet": "", "RestrictNamespaces": "yes", "LockPersonality": "yes", "UMask": "0077", "User": "groundswell",
}
MOST_EXPOSED = 2.0
"""Of ten, as systemd counts; a unit without any of it has 9.6."""


def test_what_the_container_file_copies_is_there() -> None:
    named = copied(CONTAINER.read_text("utf-8"))
    assert {"requirements.lock", "src/groundswell", "LICENSE"} <= set(named)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_container_runs_as_nobody_in_particular_and_names_no_registry() -> None:
    text = CONTAINER.read_text("utf-8")
    parts = list(steps(text))
    assert parts[0].word == "ARG" and parts[0].rest.startswith("BASE=")
    assert [step.rest for step in parts if step.word == "FROM"] == ["${BASE} AS installed", "${BASE}"], "the base is an argument"
    assert next(step.rest for step in reversed(parts) if step.word == "USER") == "10001"
    assert [step.rest for step in parts if step.word == "VOLUME"] == ["/data"]
    for path in DEPLOY.iterdir():
        assert not re.search(r"\b[a-z0-9-]+\.(?:io|com|org|dev|net)\b", path.read_text("utf-8")), f"{path.name} names a host"


def command_lines() -> list[tuple[str, list[str]]]:
    lines = [(CONTAINER.name, line) for line in started(CONTAINER.read_text("utf-8"))]
    return lines + [(unit.name, shlex.split(settings(unit)["ExecStart"][0])) for unit in SERVICES]


@pytest.mark.parametrize(("where", "line"), command_lines(), ids=lambda value: value if isinstance(value, str) else value[4])
def test_every_command_line_is_one_of_ours_with_options_that_exist(where: str, line: list[str]) -> None:
    assert tuple(line[1:4]) == PROGRAM
    command = groundswell.get_command(click.Context(groundswell), line[4])
    rest = line[5:]
    while isinstance(command, click.Group):
        command = command.get_command(click.Context(command), rest.pop(0))
    assert command is not None, where
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= known, where


def test_the_program_of_the_units_runs_in_a_clean_environment(tmp_path: Path) -> None:
    """As systemd and a container start it: no home, no locale, no path; the package found by PYTHONPATH alone."""
    clean = {"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1", "GROUNDSWELL_DATA": str(tmp_path / "data")}
    line = [sys.executable, *PROGRAM, "doctor"]
    ran = subprocess.run(line, env=clean, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "There is no record in it yet." in ran.stdout
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_the_units_forbid_what_they_say(unit: Path) -> None:
    found = settings(unit)
    assert {name: found.get(name, ["absent"])[-1] for name in HARDENED} == HARDENED
    assert found["SystemCallFilter"] == ["@system-service", "~@privileged"], "setrlimit stays: a reading is held to its memory by it"
    assert found["StateDirectoryMode"] == ["0700"]


def test_each_timer_starts_a_service_that_is_there() -> None:
    timers = sorted(DEPLOY.glob("*.timer"))
    assert [timer.stem for timer in timers] == ["groundswell-anchor", "groundswell-backup", "groundswell-drill"]
    assert all(timer.with_suffix(".service") in SERVICES for timer in timers)
    assert all(settings(timer)["Persistent"] == ["true"] for timer in timers)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd-analyze: the units are read by us alone")
def test_systemd_reads_the_units_without_complaint_and_counts_little_exposure(tmp_path: Path) -> None:
    for unit in UNITS:
        text = re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", unit.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    named = [str(tmp_path / unit.name) for unit in UNITS]
    verified = subprocess.run(["systemd-analyze", "verify", "--man=no", *named], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    (tmp_path / UNITS[0].name).write_text("[Service]\nExecStart=/no/such/program\n", encoding="utf-8")
    broken = subprocess.run(["systemd-analyze", "verify", "--man=no", named[0]], capture_output=True, text=True, check=False)
    assert "no/such/program" in broken.stderr, "the red control"
    for unit in SERVICES:
        said = subprocess.run(
            ["systemd-analyze", "security", "--offline=yes", str(unit)], capture_output=True, text=True, check=False,
            env={**os.environ, "SYSTEMD_COLORS": "0"},
        )
        exposure = re.search(r"exposure level for \S+: ([\d.]+)", said.stdout)
        assert exposure, said.stderr
        assert float(exposure[1]) <= MOST_EXPOSED, unit.name
