"""Reading goes on: beside an import that is being stored, and over and over again."""

import gc
import os
import threading
from pathlib import Path

import pytest
from django.test import Client

from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.services import intake
from tests.intakes import intake_of, month
from tests.web.filled import measure
from tests.web.test_home import text_of

ROUNDS = 40
SECONDS = 30
"""After which a thread that waits is held to hang."""


def test_A4_pages_are_read_while_an_import_is_being_stored_and_show_all_of_it_or_nothing(pages: Client) -> None:
    calm = measure("Days to answer")
    rows = [("Boats in harbour", None, month(at), str(at % 7)) for at in range(400)]
    stored, go_on = threading.Event(), threading.Event()

    def work() -> None:
        intake.store(local_actor(), intake_of(rows, "boats.csv"))
        stored.set()
        assert go_on.wait(SECONDS)

    writer = threading.Thread(target=lambda: opening.write(work))
    writer.start()
    try:
        assert stored.wait(SECONDS), "the import is written, and not yet kept"
        for address in ("/", f"/measures/{calm}/", "/definitions/", "/record/"):
            answer = pages.get(address)
            assert answer.status_code == 200
            assert "Boats in harbour" not in text_of(answer.content), "nothing of it is seen by half"
    finally:
        go_on.set()
        writer.join(SECONDS)
    assert "Boats in harbour" in text_of(pages.get("/").content)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this system does not say which files a process holds open")
def test_A5_what_is_held_open_does_not_grow_with_use(pages: Client) -> None:
    calm = measure("Days to answer")
    addresses = ("/", f"/measures/{calm}/", f"/measures/{calm}/chart.svg", "/definitions/", "/record/", "/today/")

    def visit(rounds: int) -> None:
        for _ in range(rounds):
            for address in addresses:
                assert pages.get(address).status_code == 200

    visit(2)
    before = held()
    visit(ROUNDS // len(addresses))
    assert held() == before
    with Path(os.devnull).open() as _one_more:
        assert held() != before, "the control: one more open file is seen"


def held() -> tuple[int, int]:
    """Files that are open, and threads that run."""
    gc.collect()
    return len(os.listdir("/proc/self/fd")), threading.active_count()
