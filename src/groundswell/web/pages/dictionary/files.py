"""Definitions to take along: one or all as YAML, all as a workbook. They hold the names of people."""

import re
import unicodedata

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.dictionary import definition_row, definition_rows
from groundswell.reports.writing.definitions_xlsx import definitions_xlsx
from groundswell.reports.writing.definitions_yaml import definitions_yaml
from groundswell.web.requests import PageRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YAML = "application/yaml; charset=utf-8"
LONGEST_STEM = 80


def all_as_yaml(request: PageRequest) -> HttpResponse:
    """Every definition in one text."""
    return _download(definitions_yaml(definition_rows(request.actor)).encode(), YAML, "definitions.yaml")


def all_as_xlsx(request: PageRequest) -> HttpResponse:
    """Every definition in one workbook."""
    return _download(definitions_xlsx(definition_rows(request.actor), request.words), XLSX, "definitions.xlsx")


def one_as_yaml(request: PageRequest, measure_id: str) -> HttpResponse:
    """One definition as a text."""
    state = known(request.actor, measure_id)
    name = re.sub(r"[^\w .,()-]+", " ", unicodedata.normalize("NFC", state.definition.name))
    stem = " ".join(name.split())[:LONGEST_STEM].strip(" .") or "definition"
    return _download(definitions_yaml([definition_row(state)]).encode(), YAML, f"{stem}.yaml")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
