"""What the steps leave to others to judge: wordings, the checks of a map, formulas."""

from functools import lru_cache

from groundswell.domain.authoring.definition.gaps import parses
from groundswell.records.selectors.results_maps import MapState
from groundswell.records.selectors.session_facts import Judging
from groundswell.web.pages.map.hints import codes_of
from groundswell.web.pages.map.load import Loaded
from groundswell.web.requests import PageRequest


def judging(request: PageRequest) -> Judging:
    """The three judgements, for the words and the measures of this request."""

    def failed(text: str) -> tuple[str, ...]:
        return codes_of(request, text)

    def open_remarks(state: MapState) -> int:
        return len(Loaded(request, state).open_remarks)

    return Judging(failed=lru_cache(failed), open_remarks=open_remarks, formula_parses=parses)
