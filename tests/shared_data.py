"""Where the shared real data lies beside the checkout, for tests that use it and skip, with the reason, where it is absent."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"


def shared(relative: str) -> Path:
    """Path of a file of the shared data, for example ``messy/ons_monthly_deaths_2018.xls``; skips the test where it is absent."""
    path = SHARED / relative
    if not path.exists():
        pytest.skip(f"needs ../shared/data/{relative}, which is not beside this checkout")
    return path
