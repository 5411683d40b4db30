"""Rules of the house that no linter knows: no registry address, starters that need nothing installed, one table of commands."""

import ast
import importlib
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.cli import main
from tests.architecture.source import PACKAGE, ROOT, files, tree, where
from tools import environment, system

STARTERS = ("run", "check", ".ci/run")
REGISTRIES = tuple(f"{host}.{domain}" for host, domain in (
    ("pypi", "org"), ("pythonhosted", "org"), ("registry.npmjs", "org"), ("npmjs", "com"), ("deb.debian", "org"), ("pkg", "dev"),
))


def tracked() -> list[Path]:
    """Every file that git keeps; skips where there is no git or no checkout."""
    if shutil.which("git") is None:
        pytest.skip("this machine has no git: the files that are kept cannot be listed")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: the files that are kept cannot be listed")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_file_names_a_registry() -> None:
    named = {}
    for path in tracked():
        if path.is_file() and path.stat().st_size < 2_000_000:
            text = path.read_bytes().decode("utf-8", errors="replace")
            named |= {where(path): registry for registry in REGISTRIES if registry in text}
    assert named == {}


@pytest.mark.parametrize("name", STARTERS)
def test_starters_can_be_started(name: str) -> None:
    mode = (ROOT / name).stat().st_mode
    assert mode & stat.S_IXUSR
    first = (ROOT / name).read_text(encoding="utf-8").splitlines()[0]
    assert first == ("#!/usr/bin/env bash" if name == ".ci/run" else "#!/usr/bin/env python3")


def test_what_runs_before_the_set_up_needs_the_standard_library_alone() -> None:
    allowed = {*sys.stdlib_module_names, "tools"}
    places = [ROOT / "run", ROOT / "check", *files("tools")]
    foreign = [
        f"{where(path, node.lineno)}: {name}"
        for path in places
        for node in ast.walk(tree(path))
        for name in _imported(node)
        if name.partition(".")[0] not in allowed
    ]
    assert foreign == []


def test_an_older_python_is_refused_in_one_sentence() -> None:
    """``run`` and ``check`` must parse in an old Python to say so: no syntax newer than Python 3.0 above the sentence."""
    for name in ("run", "check"):
        source = (ROOT / name).read_text(encoding="utf-8")
        compile(ast.parse(source, feature_version=(3, 7)), name, "exec")
        before = source[: source.index("from tools")]
        assert "sys.version_info < (3, 11)" in before
        pretended = before.replace("sys.version_info", "(3, 10, 4)")
        ran = subprocess.run([sys.executable, "-c", pretended], capture_output=True, text=True, check=False)
        assert ran.returncode == 1
        assert ran.stderr == "Groundswell needs Python 3.11 or newer; this is Python 3.10.\n"


def test_run_finds_files_where_its_caller_stands(tmp_path: Path) -> None:
    figures = tmp_path / "figures.csv"
    rows = [f"2026-{month:02},{90 + month % 3}" for month in range(1, 11)]
    figures.write_text("\n".join(["Month,Ferries on time", *rows, ""]), encoding="utf-8")
    with_package = environment.with_package({**os.environ, "GROUNDSWELL_DATA": str(tmp_path / "data")})
    command = environment.groundswell(Path(sys.executable), ["analyse", "figures.csv", "--json"])
    ran = subprocess.run(command, cwd=tmp_path, env=with_package, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert '"Ferries on time"' in ran.stdout


def test_a_stamp_is_good_for_one_lock_and_one_project_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The set-up runs again when a lock or pyproject.toml changes, and not before."""
    for name in (environment.TO_RUN, environment.TO_CHECK, "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    made: list[list[str]] = []
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")

    def record(command: list[str]) -> int:
        made.append(command)
        python = system.environment_python(tmp_path / ".venv")
        python.parent.mkdir(parents=True, exist_ok=True)
        python.exists() or python.symlink_to(sys.executable)
        return 0

    monkeypatch.setattr(environment, "_run", record)
    environment.ready(environment.TO_CHECK)
    asked = len(made)
    assert asked > 0
    environment.ready(environment.TO_CHECK)
    environment.ready(environment.TO_RUN)
    assert len(made) == asked, "the lock of the tests holds that for running"
    with (tmp_path / environment.TO_RUN).open("a", encoding="utf-8") as lock:
        lock.write("\n")
    environment.ready(environment.TO_RUN)
    assert len(made) > asked
    assert all("--require-hashes" in command for command in made if "install" in command)


def test_a_system_without_locks_or_exec_still_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: no ``fcntl``, no ``exec``; the child's exit code is handed on."""
    monkeypatch.setattr(system, "fcntl", None)
    with system.one_at_a_time(tmp_path / "lock"):
        pass
    monkeypatch.setattr(system.os, "name", "nt")
    with pytest.raises(SystemExit) as ended:
        system.become([sys.executable, "-c", "raise SystemExit(7)"], dict(os.environ))
    assert ended.value.code == 7


def test_every_command_of_the_table_is_there_and_stands_in_its_folder() -> None:
    """``main.py`` holds name → module; commands on files lie in cli/files, those of the data directory in cli/store."""
    assert {"serve", "demo", "read", "analyse", "chart", "import", "ledger", "backup", "restore", "doctor"} <= set(main.COMMANDS)
    for name, module in main.COMMANDS.items():
        command = getattr(importlib.import_module(module), "command", None)
        assert command is not None, f"{module} has no click command called command"
        assert command.help, f"groundswell {name} says nothing of itself"
    kept = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in (PACKAGE / "cli").glob("*/*.py")}
    assert set(main.COMMANDS.values()) <= kept


def test_the_parts_of_ci_together_stay_under_forty_minutes() -> None:
    """Each part ends within its own time and all of them, with what a kill may take, within forty minutes."""
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    seconds = dict(re.findall(r"\bpart \"?([a-z-]+)[^ ]* (\d+) ", script))
    assert set(seconds) == {"packages", "check", "postgresql", "long", "clone", "debootstrap", "debian", "python-"}
    together, a_kill = (int(re.findall(rf"{word}=(\d+)", script)[0]) for word in ("TOGETHER", "kill-after"))
    assert together + a_kill < 40 * 60


@pytest.mark.skipif(os.name == "nt", reason="CI's script is one of bash")
def test_a_part_of_ci_has_no_more_than_what_is_left_of_all(tmp_path: Path) -> None:
    """The script's own function, with a second left and a command that takes longer."""
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    function = script[script.index("part() {") : script.index("is_root()")]
    asked = f'work={tmp_path}; endings=(); red=0; TOGETHER=1\n{function}\npart late 900 sleep 60; echo "$red ${{endings[0]}}"'
    ended = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, timeout=50, check=True)
    assert re.search(r"^1 RED    late \(exit 124\), \d+ s  out of time", ended.stdout, re.MULTILINE), ended.stdout


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [name.name for name in node.names] if isinstance(node, ast.Import) else []
