"""docs/reading.md says of each shared file what the reader makes of it now."""

import pytest

from tests.reading_table import END, PAGE, START, table
from tests.shared_data import SHARED


@pytest.mark.long  # reads every shared file anew
def test_the_table_of_files_is_fresh():
    if not SHARED.exists():
        pytest.skip("needs ../shared/data, which is not beside this checkout")
    page = PAGE.read_text(encoding="utf-8")
    kept = START + page.partition(START)[2].partition(END)[0] + END
    assert kept == table(), "docs/reading.md is stale: run python -m tests.reading_table and commit what it writes"


def test_the_page_says_read_of_nothing_that_nobody_checked():
    from_page = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ") and " | read | " in line]
    assert len(from_page) >= 8
