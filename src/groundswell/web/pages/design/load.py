"""The sheet that a request is about, read once, and the way back to it."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from groundswell.domain.authoring.measure_design import Candidate, MeasureDesign
from groundswell.domain.authoring.results_map import Result, ResultsMap
from groundswell.errors import UserError
from groundswell.records.selectors.designs import DesignState, design_of
from groundswell.records.selectors.results_maps import map_state
from groundswell.records.services.editing import Edited
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

LONGEST_POSITION = 18
"""Digits of a position of the log that a form may name; SQLite counts to 19."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One result of a map with its design at one moment."""

    request: PageRequest
    map: ResultsMap
    result: Result
    state: DesignState

    @property
    def design(self) -> MeasureDesign:
        """What is written on the sheet."""
        return self.state.design

    @property
    def address(self) -> str:
        """The sheet's own page."""
        return self.to("design")

    def to(self, name: str, *more: str) -> str:
        """The address of a tool of this sheet."""
        return reverse(name, args=[self.map.id, self.result.id, *more])

    def candidate(self, candidate_id: str) -> Candidate:
        """One candidate; raises UserError("item_unknown")."""
        found = next((one for one in self.design.candidates if one.id == candidate_id), None)
        if found is None:
            raise UserError("item_unknown")
        return found

    def seen(self) -> int:
        """The position that the person's window showed, which two windows merge by; today's where the form names none."""
        sent = self.request.POST.get("seen", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_POSITION else self.state.seq

    def done(self, edited: Edited, said: str, part: str) -> HttpResponse:
        """Back to a part of the sheet, with one line on what was done and its Undo."""
        undo = self.to("design_undo", edited.gesture) if edited.gesture else ""
        toast(self.request, said if edited.gesture else self.request.words.text("design_page.same"), undo)
        return HttpResponseRedirect(f"{self.address}#{part}")


def load(request: PageRequest, map_id: str, result_id: str) -> Loaded:
    """The sheet of one result; raises UserError("item_unknown")."""
    one = map_state(request.actor, map_id).map
    result = one.result_of(result_id)
    if result is None:
        raise UserError("item_unknown")
    return Loaded(request, one, result, design_of(request.actor, result_id))
