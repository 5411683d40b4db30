"""The lines of the sheet: writing one, changing it, taking it off."""

from typing import Any

from django.http import HttpResponse

from groundswell.errors import UserError
from groundswell.records.selectors.designs import CANDIDATE, EVIDENCE, PICTURE
from groundswell.records.services import designs
from groundswell.records.services.editing import Edited
from groundswell.web.pages.design.examples import examples
from groundswell.web.pages.design.forms import LINE_FORMS
from groundswell.web.pages.design.load import Loaded, load
from groundswell.web.pages.design.one_form import FormPage, answer
from groundswell.web.requests import PageRequest

NEW = "new"
PARTS = {EVIDENCE: "evidence", CANDIDATE: "candidates", PICTURE: "picture"}


def line(request: PageRequest, map_id: str, result_id: str, kind: str, line_id: str) -> HttpResponse:
    """One line with help beside each field. Two windows merge by field; what both changed is chosen line by line."""
    loaded = load(request, map_id, result_id)
    own = _line(loaded, kind, line_id)
    sent = request.POST if request.method == "POST" else None
    form = LINE_FORMS[kind](request.words, loaded.design, sent, initial=_initial(loaded, kind, own))
    if sent is not None and own is not None:
        # a short form of the sheet sends some fields alone, the others stay as they are
        for name in [name for name in form.fields if name not in sent and f"keep_{name}" not in sent]:
            form.fields[name].required = False
    text = request.words.text
    new = own is None
    page = FormPage(
        text(f"design_page.{kind}.{'new' if new else 'change'}"),
        text(f"design_page.{kind}.lead"),
        text("design_page.add" if new else "design_page.keep"),
        PARTS[kind],
        {
            "examples": examples(request.words, PARTS[kind]),
            "out": "" if new else loaded.to("design_line_out", kind, line_id),
        },
    )

    def writing(fields: dict[str, Any], seen: int) -> Edited:
        if own is None:
            return designs.write_line(request.actor, result_id, kind, fields).edited
        if form.leading in fields and not any(fields.get(name) for name in (form.leading, "population")):
            raise UserError("line_needed")
        return designs.change_line(request.actor, result_id, (kind, line_id), fields, seen=seen)

    return answer(loaded, page, form, writing, text("design_page.added" if new else "design_page.kept"))


def take_out(request: PageRequest, map_id: str, result_id: str, kind: str, line_id: str) -> HttpResponse:
    """A line goes off the sheet; Undo brings it back."""
    loaded = load(request, map_id, result_id)
    _line(loaded, kind, line_id)
    edited = designs.take_line_out(request.actor, result_id, kind, line_id)
    return loaded.done(edited, request.words.text("design_page.taken_out"), PARTS[kind])


def _line(loaded: Loaded, kind: str, line_id: str) -> Any:
    """The line, None for a new one; raises UserError("item_unknown")."""
    if kind not in LINE_FORMS:
        raise UserError("item_unknown")
    if line_id == NEW:
        return None
    sheet = loaded.design
    lines: dict[str, tuple[Any, ...]] = {EVIDENCE: sheet.evidence, CANDIDATE: sheet.candidates, PICTURE: sheet.picture}
    found = next((one for one in lines[kind] if one.id == line_id), None)
    if found is None:
        raise UserError("item_unknown")
    return found


def _initial(loaded: Loaded, kind: str, own: Any) -> dict[str, Any]:
    names = LINE_FORMS[kind].base_fields
    if own is None:
        return {name: value for name, value in loaded.request.GET.dict().items() if name in names}
    return {name: getattr(own, name) for name in names}
