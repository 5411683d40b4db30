"""Storing what was brought: watched, stopped, and never worked out on an older record; and the table of a pasted block."""

import threading
import time
from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.web.pages.bring.storing import Storing
from tests.web.test_bringing import TWICE_A_MONTH, bring, figures, store, text_of


def test_storing_is_watched_stopped_without_a_trace_and_done_after_all(pages: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = bring(pages, TWICE_A_MONTH.encode(), "late.tsv")
    go_on, begun = threading.Event(), threading.Event()

    def held_up(storing: Storing, done: int, of: int) -> None:
        tell(storing, done, of)
        begun.set()
        assert go_on.wait(60)
        tell(storing, done, of)

    tell = Storing.tell
    with monkeypatch.context() as slow:
        slow.setattr(Storing, "tell", held_up)
        slow.setattr("groundswell.web.pages.bring.storing.PATIENCE", 0.0)
        watched = store(pages, address).headers["Location"]
        assert watched.startswith("/runs/")
        assert begun.wait(60)
        assert "Storing the figures of late.tsv." in text_of(pages.get(watched))
        assert pages.post(f"{watched}stop/").headers["Location"] == watched
        go_on.set()
        assert _until(lambda: "The storing was stopped." in text_of(pages.get(watched)))
    assert figures() == 0
    assert store(pages, address).status_code == 302
    assert figures() == 12


def test_what_was_compared_is_worked_out_anew_when_the_record_moved_on(pages: Client) -> None:
    first, second = bring(pages, TWICE_A_MONTH.encode(), "late.tsv"), bring(pages, TWICE_A_MONTH.replace("21", "99").encode(), "later.tsv")
    assert "Store 12 figures" in pages.get(f"{first}confirm/").content.decode()
    assert store(pages, second).status_code == 302
    assert "Store one figure" in pages.get(f"{first}confirm/").content.decode()


def _until(holds: Callable[[], bool]) -> bool:
    """Whether something comes true within a minute."""
    end = time.monotonic() + 60
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return held


def test_the_table_of_a_pasted_block_is_read_before_its_text(pages: Client) -> None:
    cells = "".join(f"<tr><td>2025-{month:02}</td><td>{20 + month}</td></tr>" for month in range(1, 13))
    table = f"<meta charset=utf-8><table><tr><td>Month</td><td>Ferries<br>late</td></tr>{cells}</table>"
    answer = pages.post("/bring/", {"block": TWICE_A_MONTH.replace("\t", " "), "table": table})
    assert "1 measure over 12 months" in text_of(pages.get(answer.headers["Location"]))
