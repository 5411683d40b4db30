"""What the forms of bringing data send, read strictly: a value that no button of ours makes is bad use."""

from dataclasses import dataclass

from django.http import QueryDict

from groundswell.engine.proposal import COLUMN_ROLES, ROW_ROLES, Correction, Proposal, Role
from groundswell.engine.sources.workbook import Workbook
from groundswell.errors import UserError
from groundswell.web.pages.bring.check import View

LONGEST_SPAN = 400


@dataclass(frozen=True, slots=True)
class RoleForm:
    """A change of roles, and where the reader was looking."""

    view: View
    corrections: list[Correction]
    take_back: bool


def whole(text: str | None, default: int = 0) -> int:
    """A number of an address or a hidden field; raises UserError("form_not_ours")."""
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 7:
        raise UserError("form_not_ours")
    return int(text)


def view_of(query: QueryDict, workbook: Workbook, proposal: Proposal) -> View:
    """Which window of which sheet is asked for: the first sheet with a table unless one is named; one that is not there is bad use."""
    first = next((sheet.index for sheet in proposal.sheets if sheet.table is not None), 0)
    sheet = whole(query.get("sheet"), first)
    if sheet >= len(workbook.sheets):
        raise UserError("form_not_ours")
    return View(sheet, whole(query.get("top")), whole(query.get("left")), query.get("pick", "")[:40], query.get("typed", "")[:80])


def role_form(form: QueryDict, workbook: Workbook, proposal: Proposal) -> RoleForm:
    """Axis, first, last and role, from the menu or from the plain form's one field ``range``."""
    view = view_of(form, workbook, proposal)
    if form.get("take_back"):
        return RoleForm(view, [], take_back=True)
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
    return RoleForm(view, [Correction(view.sheet, axis, index, role) for index in range(low, high + 1)], take_back=False)
