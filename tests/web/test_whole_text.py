"""A NUL character, which PostgreSQL cannot keep, is refused in one sentence on either database, wherever a text comes in."""

import json
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.selectors import ledger, portfolio
from tests.forging import biff_number, biff_text, xls
from tests.web.test_bringing import text_of

WHERE = ("/", "/bring/", "/record/", "/definitions/", "/today/", "/settings/")


@pytest.mark.parametrize("address", WHERE)
def test_a_query_with_one_is_refused_before_anything_is_looked_up(pages: Client, address: str) -> None:
    for query in ({"q": "a\0b"}, {"a\0b": "1"}, {"page": "\0"}):
        answer = pages.get(address, query)
        assert answer.status_code == HTTPStatus.BAD_REQUEST, query
        assert "A text holds a NUL character" in text_of(answer)


def test_a_form_with_one_stores_nothing_and_an_address_with_one_is_no_address(pages: Client) -> None:
    before = ledger.head()
    for form in ({"name": "Har\0bour"}, {"na\0me": "Harbour"}, {"name": ["Harbour", "\0"]}):
        answer = pages.post("/settings/", form)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "nothing was stored" in text_of(answer)
    pasted = pages.post("/bring/", {"block": "Month\tFer\0ries\n2026-01\t1"})
    assert pasted.status_code == HTTPStatus.BAD_REQUEST
    for address in ("/measures/a%00b/", "/recipes/%00/", "/a%00b"):
        assert pages.get(address).status_code == HTTPStatus.NOT_FOUND, address
    assert ledger.head() == before


def brought(pages: Client, name: str, content: bytes) -> str:
    """What the page says after bringing that file."""
    answer = pages.post("/bring/", {"file": SimpleUploadedFile(name, content)}, follow=True)
    return text_of(answer)


def test_a_file_with_one_is_refused_with_its_place(pages: Client) -> None:
    rows = [["Month", "Ferries"], ["2026-01", 1], ["2026-02", 2], ["Fer\0ries", 3]]
    said = brought(pages, "figures.json", json.dumps(rows).encode())
    assert "Cell A4 of sheet figures holds a NUL character, so its text is not whole." in said
    cells = biff_text(0, 0, "Month") + biff_text(0, 1, "Ferries\0") + biff_text(1, 0, "2026-01") + biff_number(1, 1, 5)
    assert "Cell B1 of sheet Data holds a NUL character" in brought(pages, "figures.xls", xls({"Data": cells}))
    lines = ["Month,Ferries", *(f"{year}-01,1" for year in range(1990, 2026)), "2026-01,\0"]
    assert "Line 38 holds a NUL character" in brought(pages, "figures.csv", "\n".join(lines).encode())
    assert portfolio.portfolio(local_actor()) == []
