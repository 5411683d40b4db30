"""What the forms of a definition have in common: send a revision, and show again what could not be kept, with nothing lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.domain.authoring.definition.change import Clash
from groundswell.domain.authoring.definition.fields import FieldSpec
from groundswell.domain.authoring.definition.texts import day
from groundswell.errors import UserError
from groundswell.web.pages.dictionary.forms import DAY, REASON, FieldsForm, Offers, sent_like
from groundswell.web.pages.dictionary.listing import SECTION
from groundswell.web.pages.dictionary.presenter import Naming
from groundswell.web.people_reason import PEOPLE
from groundswell.web.requests import PageRequest


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form's page: its words, where it is sent and where one goes back, what it holds besides its fields."""

    name: str
    title: str
    lead: str
    button: str
    address: str
    back: str
    specs: Sequence[FieldSpec]
    offers: Offers
    seen: int = 0
    hidden: Mapping[str, str] = field(default_factory=dict)
    room: str = "field"


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the form, and what somebody else wrote there meanwhile."""

    field: BoundField
    theirs: str = ""
    clashes: bool = False


def whole(text: str) -> int:
    """A version number from a form; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def again(
    request: PageRequest, sheet: Sheet, form: FieldsForm, clashes: Sequence[Clash] = (), naming: Naming | None = None
) -> HttpResponse:
    """The form's page: 400 where something of it could not be kept, everything typed still in it."""
    refused = form.is_bound and bool(form.errors)
    theirs = {clash.field: clash.theirs for clash in clashes}
    specs = {spec.code: spec for spec in sheet.specs}
    rows = [Row(form[code], _shown(naming, specs[code], theirs.get(code, "")), code in theirs) for code in form.declared]
    context = {
        "section": SECTION,
        "sheet": sheet,
        "form": form,
        "rows": rows,
        "day_fields": [form[DAY], form[REASON]] if form.with_day else [],
        "people_fields": [form[PEOPLE]] if form.with_people else [],
        "summary_errors": form.summary() if refused else [],
        "clashing": bool(clashes),
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "dictionary/edit.html", context, status=status)


def _shown(naming: Naming | None, spec: FieldSpec, text: str) -> str:
    return text if naming is None else naming.shown(spec, text)


def asks_for_day(request: PageRequest, sheet: Sheet, error: UserError) -> FieldsForm:
    """The form with what was typed, and from when it holds and why as well; the first time it asks without blame."""
    people = PEOPLE in request.POST
    form = FieldsForm(request.POST, sheet.specs, request.words, sheet.offers, with_day=True, with_people=people, room=sheet.room)
    form.full_clean()
    sent = request.POST.get(DAY, "").strip()
    if error.code != "effective_day_needed":
        form.add_error(DAY, request.words.error(UserError(error.code, _with_day_words(request, error))))
    elif not sent:
        form.add_error(DAY, request.words.error(error))
    elif day(sent) is None:
        form.add_error(DAY, request.words.text("definition.trouble.not_a_date"))
    else:
        form.add_error(REASON, _("Write why. It stands beside the change."))
    return form


def asks_about_person(request: PageRequest, sheet: Sheet, error: UserError) -> FieldsForm:
    """The form with what was typed, and why it may name a person as well: naming what is measured answers it too."""
    day_sent = DAY in request.POST
    form = FieldsForm(request.POST, sheet.specs, request.words, sheet.offers, with_day=day_sent, with_people=True, room=sheet.room)
    form.full_clean()
    form.add_error(PEOPLE, request.words.error(error))
    return form


def _with_day_words(request: PageRequest, error: UserError) -> dict[str, str]:
    found = day(str(error.values.get("day", "")))
    return {"day": request.words.day(found)} if found else {}


def clashing(
    request: PageRequest,
    sheet: Sheet,
    typed: Mapping[str, str],
    standing: tuple[Mapping[str, str], Mapping[str, str]],
    clashes: Sequence[Clash],
) -> FieldsForm:
    """The form where two windows met: what this one typed, and in fields that it left alone what the other wrote."""
    base, now = standing
    codes = {clash.field for clash in clashes}
    texts = {
        spec.code: typed[spec.code] if spec.code in codes or typed[spec.code] != base.get(spec.code) else now.get(spec.code, "")
        for spec in sheet.specs
    }
    form = FieldsForm(sent_like(texts, sheet.specs), sheet.specs, request.words, sheet.offers, room=sheet.room)
    form.full_clean()
    for clash in clashes:
        form.add_error(clash.field, _("Somebody changed this since you opened it. Keep yours, theirs, or both in one."))
    return form
