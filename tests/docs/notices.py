"""THIRD_PARTY_NOTICES.md: what stands in the locks, with the licences that the installed packages state, and what is vendored."""

import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TO_RUN = "requirements.lock"
TO_CHECK = "requirements-test.lock"
VENDORED = ROOT / "src/groundswell/web/vendor.toml"

SPDX = {
    "any-OSI": "Zlib",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ZPL 2.1": "ZPL-2.1",
    "Zope Public License": "ZPL-2.1",
}
"""How packages that state no SPDX expression write their licence."""

READ_BY_HAND = {
    "apsw": ("Zlib", "its LICENSE is the text of the zlib licence; its metadata say any-OSI"),
    "colorama": ("BSD-3-Clause", "installed on Windows alone"),
    "resvg-py": ("MIT", "its LICENSE is the text of the MIT licence; its metadata name none"),
    "tzdata": ("Apache-2.0", "installed on Windows alone; the time zone data are in the public domain"),
}
"""Packages whose metadata do not say, or that this platform does not install: read once by a person."""

PERMITTED = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "LGPL-3.0-only", "MIT", "MIT-0", "MPL-2.0", "OFL-1.1",
    "PSF-2.0", "ZPL-2.1", "Zlib",
})
"""Permissive licences, and the LGPL, MPL and OFL for what is used unmodified."""

REMARKS = {
    "psycopg": "used unmodified, and needed by a record in PostgreSQL alone",
    "psycopg-binary": "used unmodified; its wheels carry libpq (PostgreSQL licence) and OpenSSL (Apache-2.0)",
    "numpy": "its wheels carry the GCC runtime library, whose runtime library exception keeps the GPL from whatever uses it",
}

CHART_FONTS = (
    "| Public Sans for charts (`src/groundswell/charts/fonts`) | 1.008 | OFL-1.1 | "
    "[OFL.txt](src/groundswell/charts/fonts/OFL.txt) | as the web fonts above, as TTF |"
)


@dataclass(frozen=True, slots=True, order=True)
class Pinned:
    """One line of a lock."""

    name: str
    version: str


def pinned(lock: str) -> list[Pinned]:
    """What a lock pins, in order; a package may stand twice, for older and newer Pythons."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return [Pinned(found[1], found[2]) for line in lines if (found := re.match(r"([A-Za-z0-9_.-]+)==([^ ;\\]+)", line))]


def licence(name: str) -> str:
    """The SPDX expression of a package; raises LookupError where neither its metadata nor our reading says."""
    if name in READ_BY_HAND:
        return READ_BY_HAND[name][0]
    try:
        said = metadata(name)
    except PackageNotFoundError:
        raise LookupError(f"{name} is in a lock, not installed here, and not in READ_BY_HAND") from None
    if expression := said.get("License-Expression"):
        return expression
    classifiers = [line.rpartition("::")[2].strip() for line in said.get_all("Classifier") or [] if line.startswith("License ::")]
    for stated in ((said.get("License") or "").strip(), *classifiers):
        if stated in PERMITTED or stated in SPDX:
            return SPDX.get(stated, stated)
    raise LookupError(f"{name} states its licence in words that are not known here: read it and add it to READ_BY_HAND")


def ids(expression: str) -> set[str]:
    """The single licences of an SPDX expression; of an OR each is one."""
    return set(re.split(r" (?:AND|OR) |[()]+", expression)) - {""}


def vendored() -> list[dict[str, str]]:
    """The vendored files as vendor.toml lists them."""
    files: list[dict[str, str]] = tomllib.loads(VENDORED.read_text(encoding="utf-8"))["file"]
    return files


def page() -> str:
    """The notices as Markdown."""
    to_run = pinned(TO_RUN)
    more = [package for package in pinned(TO_CHECK) if package not in to_run]
    lines = [
        "# Third-party notices",
        "",
        "Groundswell is licensed under the Apache License 2.0 (LICENSE). It stands on the work of others. This page is made from the",
        "locks and from what the installed packages state; a test compares it, and refuses GPL and AGPL in the locks.",
        "",
        "## Vendored in this repository, with the text of the licence beside each file",
        "",
        "| What | Version | Licence | Text | Where it came from |",
        "|---|---|---|---|---|",
        *(_vendored_line(file) for file in vendored()),
        CHART_FONTS,
        "",
        "## Installed from their own packages to run it, unmodified",
        "",
        *_table(to_run),
        "",
        "## Installed as well to test it",
        "",
        *_table(more),
    ]
    return "\n".join(lines) + "\n"


def _vendored_line(file: dict[str, str]) -> str:
    text = (VENDORED.parent / file["licence_file"]).resolve().relative_to(ROOT).as_posix()
    return f"| {file['name']} | {file['version']} | {file['licence']} | [{Path(text).name}]({text}) | {file['source']} |"


def _table(packages: list[Pinned]) -> list[str]:
    rows = ["| Package | Version | Licence | Remark |", "|---|---|---|---|"]
    versions: dict[str, list[str]] = {}
    for package in packages:
        versions.setdefault(package.name, []).append(package.version)
    for name, known in versions.items():
        remark = READ_BY_HAND[name][1] if name in READ_BY_HAND else REMARKS.get(name, "")
        rows.append(f"| {name} | {', '.join(known)} | {licence(name)} | {remark} |")
    return rows
