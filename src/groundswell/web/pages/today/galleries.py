"""Mini galleries: three to five charts on one sheet that prints or is mailed as a file, and what people said at it (S26, S27)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.charts.drawing.svg import full_svg
from groundswell.domain.authoring.sessions.criteria import FEWEST_SHOWN, MOST_SHOWN
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.records.lines import Line
from groundswell.records.selectors.definitions import board
from groundswell.records.selectors.portfolio import as_guests_see, portfolio
from groundswell.records.selectors.writings import Gallery, gallery
from groundswell.records.services import writings
from groundswell.records.services.openings import count_taking
from groundswell.reports.measure_page import build_measure_page
from groundswell.web.drawn import drawn, says
from groundswell.web.page_form import PageForm
from groundswell.web.pages.today.around import Around, Desk
from groundswell.web.pages.today.fields import choice_field, line_field, optional, words_field
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

REMARK_KINDS = ("like", "question", "suggestion", "concern", "data_tip", "gaming_risk", "can_help", "want_this")
REPLIES = ("accepted", "adapted", "declined")


class GalleryForm(PageForm):
    """What hangs on the wall, the question over it, and the invitation."""

    name = line_field(_("What is it about?"), _("Write a few words."), about=_("It stands on top of the sheet."))
    shown = forms.MultipleChoiceField(
        label=_("Three to five charts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose three to five charts."), "invalid_choice": _("Choose charts of the list.")},
    )
    question = line_field(_("One question to everybody"), _("Write one open question."), about=_("For instance: what surprises you here?"))
    invitation = words_field(
        _("The invitation"),
        _("Write two sentences to invite people."),
        about=_("When, where, ten minutes, write on the sheet whatever you think."),
        rows=3,
    )

    def clean_shown(self) -> list[str]:
        """Three to five."""
        shown: list[str] = self.cleaned_data["shown"]
        if not FEWEST_SHOWN <= len(shown) <= MOST_SHOWN:
            values = {"n": len(shown), "fewest": FEWEST_SHOWN, "most": MOST_SHOWN}
            raise forms.ValidationError(_("These are %(n)s. Choose %(fewest)s to %(most)s charts.") % values)
        return shown


class RemarkForm(PageForm):
    """What somebody wrote or said at the sheet, typed in."""

    about = choice_field(_("About"), _("Choose what it is about."), [], radio=False)
    kind = choice_field(_("What is it?"), _("Choose what it is."), [], radio=False)
    text = words_field(_("Their words"), _("Write what they wrote."))
    name = optional(line_field(_("Who, if they agree to be named"), "", most=120))


@dataclass(frozen=True, slots=True)
class Shown:
    """One chart of the sheet."""

    name: str
    place: str
    sentence: Any
    detail: str
    chart: Any
    rules: str


def prepare(around: Around, request: PageRequest) -> Desk:
    """S26."""
    there = gallery(request.actor, around.subject) if around.subject else None
    initial: dict[str, Any] = {}
    if there is not None:
        initial = {"name": there.name, "shown": list(there.shown), "question": there.question, "invitation": there.invitation}
    form = GalleryForm(request.POST or None, initial=initial)
    form.offer("shown", _lines(request))
    if there is None:
        return Desk(form, _keep_gallery)
    sheet = reverse("gallery_sheet", args=[there.id])
    return Desk(form, _keep_gallery, "today/gallery_out.html", {"gallery": there}, sheet, gettext("Look at the sheet"))


def _keep_gallery(around: Around, data: Mapping[str, Any]) -> str:
    actor = around.request.actor
    fields = {name: data[name] for name in ("name", "shown", "question", "invitation")}
    if around.subject:
        writings.change_gallery(actor, around.subject, fields)
        return around.subject
    made = writings.make_gallery(actor, data["name"], data["shown"], data["question"])
    writings.change_gallery(actor, made.id, {"invitation": data["invitation"]})
    return made.id


def reply(around: Around, request: PageRequest) -> Desk:
    """S27: every remark gets a reply, on the gallery's page."""
    there = (reverse("gallery", args=[around.subject]), gettext("Reply to the remarks")) if around.subject else ("", "")
    return Desk(there=there[0], there_words=there[1])


def page(request: PageRequest, gallery_id: str) -> HttpResponse:
    """A gallery with its remarks: typed in from the sheet, each with its reply."""
    there = gallery(request.actor, gallery_id)
    names = dict(_lines(request))
    form = RemarkForm(request.POST or None)
    form.offer(
        "about", [("", gettext("The whole sheet")), *((one, names.get(one, gettext("A measure that was put away"))) for one in there.shown)]
    )
    form.fields["about"].required = False
    form.offer("kind", [(kind, request.words.text(f"gallery_remark.{kind}")) for kind in REMARK_KINDS])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        fields = {"about": data["about"], "remark_kind": data["kind"], "text": data["text"], "name": data["name"]}
        writings.write_remark(request.actor, gallery_id, fields)
        toast(request, gettext("Their words are kept as you wrote them."))
        return HttpResponseRedirect(reverse("gallery", args=[gallery_id]))
    refused = form.is_bound and not form.is_valid()
    remarks = [
        {
            "id": one.id,
            "about": names.get(one.about, ""),
            "kind": request.words.text(f"gallery_remark.{one.kind}"),
            "text": one.text,
            "name": one.name,
            "reply": one.reply,
            "reply_kind": request.words.text(f"gallery_reply.{one.reply_kind}") if one.reply_kind else "",
        }
        for one in there.remarks
    ]
    replies = [(kind, request.words.text(f"gallery_reply.{kind}")) for kind in REPLIES]
    context = {
        "section": "today",
        "gallery": there,
        "form": form,
        "summary_errors": form.summary() if refused else [],
        "remarks": remarks,
        "replies": replies,
    }
    return render(request, "today/gallery.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def answer(request: PageRequest, gallery_id: str, remark_id: str) -> HttpResponse:
    """A reply to one remark, with its reason."""
    kind = request.POST.get("reply_kind", "")
    writings.reply(request.actor, gallery_id, remark_id, kind if kind in REPLIES else REPLIES[0], request.POST.get("reply", ""))
    toast(request, gettext("Your reply stands beside their words."))
    return HttpResponseRedirect(reverse("gallery", args=[gallery_id]))


def sheet(request: PageRequest, gallery_id: str) -> HttpResponse:
    """The sheet for the wall, A3 or A4, with room to write."""
    there = gallery(request.actor, gallery_id)
    return render(request, "today/gallery_sheet.html", _sheet(request, there))


def file(request: PageRequest, gallery_id: str) -> HttpResponse:
    """The sheet as one file that needs nothing else, to be mailed."""
    there = gallery(request.actor, gallery_id)
    for measure_id in dict.fromkeys(record.measure_id for record in _hung(request, there)):
        count_taking(request.actor, measure_id, "file", now=request.now)
    content = render(request, "today/gallery_file.html", _sheet(request, there))
    response = HttpResponse(content.content, content_type="text/html; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, "gallery.html") or "attachment"
    return response


def out(request: PageRequest, gallery_id: str) -> HttpResponse:
    """The sheet was printed, or the file was mailed."""
    how = request.POST.get("how", "")
    writings.change_gallery(request.actor, gallery_id, {"out": how if how in ("print", "file") else "print"})
    toast(request, gettext("It is out. What people write on it goes on the gallery’s page."))
    address = reverse("today") + f"?step=S26&subject={gallery_id}"
    return HttpResponseRedirect(address)


def _sheet(request: PageRequest, there: Gallery) -> dict[str, Any]:
    charts = [_shown(request, as_guests_see(request.actor, record)) for record in _hung(request, there)]
    return {"section": "today", "gallery": there, "charts": charts, "day": request.words.day(request.today), "lines": range(5)}


def _hung(request: PageRequest, there: Gallery) -> list[MeasureRecord]:
    """The lines of a gallery that are for these eyes; whoever passes the wall or gets the file sees them from outside."""
    by_line = {_key(record): record for record in portfolio(request.actor, only=board(request.actor))}
    return [by_line[one] for one in there.shown if one in by_line]


def _shown(request: PageRequest, record: MeasureRecord) -> Shown:
    found = build_measure_page(record, request.words.tag, request.today)
    chart = drawn(full_svg(found.chart, "print", ident=f"g{record.measure_id[:6]}"))
    return Shown(record.definition.name, record.org_unit or "", says(found.chart), found.chart.detail, chart, found.chart.rules)


def _lines(request: PageRequest) -> list[tuple[str, str]]:
    """Every line with figures, by its key and name."""
    records: Sequence[MeasureRecord] = portfolio(request.actor, only=board(request.actor))
    return [
        (_key(record), " · ".join(filter(None, (record.definition.name, record.org_unit)))) for record in records if record.series.figures
    ]


def _key(record: MeasureRecord) -> str:
    return f"{record.measure_id}/{record.org_unit_id or ''}"


def line_of(key: str) -> Line:
    """The line that a gallery's key names."""
    measure_id, _slash, place = key.partition("/")
    return Line(measure_id, place or None)
