"""Pages of the docs that are made from what runs: compared by the suite, rewritten with GROUNDSWELL_WRITE_DOCS=1."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITE = os.environ.get("GROUNDSWELL_WRITE_DOCS") == "1"


def holds(relative: str, fresh: str) -> None:
    """Fail when the page at ``relative`` is not ``fresh``; with GROUNDSWELL_WRITE_DOCS=1 write it instead."""
    page = ROOT / relative
    if WRITE:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(fresh, encoding="utf-8")
        return
    kept = page.read_text(encoding="utf-8") if page.exists() else ""
    assert kept == fresh, f"{relative} is stale: run GROUNDSWELL_WRITE_DOCS=1 ./check --docs and commit what it writes"
