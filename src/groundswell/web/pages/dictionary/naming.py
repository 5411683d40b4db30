"""Results and measures by name, for showing what a definition points to and for choosing it."""

from groundswell.domain.authoring.definition.texts import text_of
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.records.selectors.dictionary import result_choices
from groundswell.records.selectors.portfolio import measures
from groundswell.web.page_form import Choices
from groundswell.web.pages.dictionary.forms import Offers
from groundswell.web.pages.dictionary.presenter import Naming
from groundswell.web.requests import PageRequest

LONGEST = 120


def naming_of(request: PageRequest) -> Naming:
    """Names as this actor may see them."""
    results = {one.result_id: one.text for one in result_choices(request.actor)}
    return Naming(request.words, results, {row.measure_id: row.name for row in measures(request.actor)})


def field_offers(request: PageRequest, definition: MeasureDefinition) -> Offers:
    """What can be chosen in the fields of a definition: results of the maps, and its own data items."""
    results = [(one.result_id, f"{_short(one.text)} · {_short(one.map_name)}") for one in result_choices(request.actor)]
    items = [(item.name, item.name) for item in definition.entry.items]
    offers = {"result_id": results, "numerator": items, "denominator": items}
    return Offers({code: _with_standing(choices, text_of(definition, code)) for code, choices in offers.items()})


def item_offers(request: PageRequest, standing: str) -> Offers:
    """The measures that can hold a data item's figures."""
    rows = [(row.measure_id, _short(row.name)) for row in measures(request.actor)]
    return Offers({"measure_id": _with_standing(rows, standing)})


def _with_standing(choices: Choices, standing: str) -> Choices:
    """Nothing first; what is written already can be kept even where it is not there any more."""
    gone = [(standing, standing)] if standing and standing not in dict(choices) else []
    return [("", "–"), *choices, *gone]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
