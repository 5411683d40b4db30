"""Bringing other kinds of file, by the pages: a delivery of several files, a web page called a workbook, a pasted table."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.every_kind import FORMS, Cell
from tests.forging import zipped
from tests.web.test_bringing import bring, figures, keep_all, store, text_of

TABLE: list[list[Cell]] = [["Month", "Ferries late"], *([f"2025-{month:02}", 20 + month] for month in range(1, 13))]


@pytest.mark.parametrize("kind", ["xlsb", "html", "jsonl", "parquet", "fods", "xml", "gzip"])
def test_every_kind_is_brought_and_stored(pages: Client, kind: str) -> None:
    address = bring(pages, FORMS[kind](TABLE), "late.xls")
    check = text_of(pages.get(address))
    assert "Your sheet holds 1 measure over 12 months." in check
    assert "26 read = 12 kept + 14 left out" in check
    keep_all(pages, address)
    assert store(pages, address).status_code == 302
    assert figures() == 12


def test_a_delivery_is_brought_as_one_and_what_was_not_read_is_said(pages: Client) -> None:
    other: list[list[Cell]] = [["Month", "Ferries full"], *row_of_months()]
    files = {"late.csv": FORMS["csv"](TABLE), "full.xlsx": FORMS["xlsx"](other), "minutes.pdf": b"%PDF-1.7\n"}
    address = bring(pages, zipped(files), "2025.zip")
    check = text_of(pages.get(address))
    assert "minutes.pdf This is a PDF. Bring the sheet that its figures come from." in check
    assert "52 read = 24 kept + 28 left out" in check
    keep_all(pages, address)
    assert store(pages, address).status_code == 302
    assert figures() == 24


def row_of_months() -> list[list[Cell]]:
    return [[f"2025-{month:02}", 5 * month] for month in range(1, 13)]


def test_a_table_pasted_as_html_is_a_sheet(pages: Client) -> None:
    answer = pages.post("/bring/", {"block": FORMS["html"](TABLE).decode(), "block_name": "From the web"})
    assert answer.status_code == 302, answer.content.decode()
    assert "12 months" in text_of(pages.get(answer.headers["Location"]))


def test_a_page_without_a_table_is_told_in_one_sentence(pages: Client) -> None:
    answer = pages.post("/bring/", {"file": SimpleUploadedFile("a.xls", b"<html><p>none</p></html>")}, follow=True)
    assert "This is a web page without a table." in text_of(answer)
