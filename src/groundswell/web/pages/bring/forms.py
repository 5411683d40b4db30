"""What the forms of bringing data send, read strictly: a value that no button of ours makes is bad use."""

from dataclasses import dataclass

from django.http import QueryDict

from groundswell.engine.proposal import COLUMN_ROLES, ROW_ROLES, Correction, Proposal, Role
from groundswell.engine.sources.workbook import Workbook, parse_a1
from groundswell.errors import UserError
from groundswell.web.pages.bring.check import View
from groundswell.web.pages.bring.grid import window_around

LONGEST_SPAN = 400
ACTS = {"take_back": "undo", "do_again": "redo", "only_these": "only"}
"""Buttons about the newest step."""


@dataclass(frozen=True, slots=True)
class RoleForm:
    """A change of roles, and where the reader was looking."""

    view: View
    corrections: list[Correction]
    act: str = ""
    """"undo", "redo" or "only" for what is done with the newest step instead."""
    only: bool = False


def whole(text: str | None, default: int = 0) -> int:
    """A number of an address or a hidden field; raises UserError("form_not_ours")."""
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 7:
        raise UserError("form_not_ours")
    return int(text)


def view_of(query: QueryDict, workbook: Workbook, proposal: Proposal) -> View:
    """Which window of which sheet is asked for: the first sheet with a table unless one is named; one that is not there is bad use."""
    first = next((sheet.index for sheet in proposal.sheets if sheet.tables), 0)
    sheet = whole(query.get("sheet"), first)
    if sheet >= len(workbook.sheets):
        raise UserError("form_not_ours")
    cell = query.get("cell", "").strip().upper()[:12]
    top, left = whole(query.get("top")), whole(query.get("left"))
    if cell and "top" not in query and "left" not in query:
        top, left = _window_of_cell(workbook, sheet, cell)
    return View(sheet, top, left, query.get("pick", "")[:40], query.get("typed", "")[:80], cell)


def _window_of_cell(workbook: Workbook, sheet: int, cell: str) -> tuple[int, int]:
    """Where the window with that cell begins; the sheet's first one for what is no address."""
    try:
        window = window_around(workbook.sheets[sheet], *parse_a1(cell))
    except ValueError:
        return 0, 0
    return window.top, window.left


def role_form(form: QueryDict, workbook: Workbook, proposal: Proposal) -> RoleForm:
    """Axis, first, last and role, from the menu or from the plain form's one field ``range``."""
    view = view_of(form, workbook, proposal)
    act = next((act for name, act in ACTS.items() if form.get(name)), "")
    if act:
        return RoleForm(view, [], act)
    axis, first, last = form.get("axis", ""), form.get("first", ""), form.get("last", "")
    if form.get("range"):
        axis, _, rest = form.get("range", "").partition("-")
        first, _, last = rest.partition("-")
    low, high = whole(first), whole(last)
    if axis not in ("column", "row") or not low <= high < low + LONGEST_SPAN:
        raise UserError("form_not_ours")
    try:
        role = Role(form.get("role", ""))
    except ValueError:
        raise UserError("form_not_ours") from None
    if role not in (COLUMN_ROLES if axis == "column" else ROW_ROLES):
        raise UserError("role_not_for_" + axis)
    return RoleForm(view, [Correction(view.sheet, axis, index, role) for index in range(low, high + 1)], only=form.get("alike") == "0")
