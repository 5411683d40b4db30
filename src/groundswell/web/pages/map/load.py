"""The map that a request is about, read once, and how its parts are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.urls import NoReverseMatch, reverse

from groundswell.domain.authoring.map_checks import MapRemark, Surroundings, every_remark
from groundswell.domain.authoring.results_map import Result, ResultsMap, Zone
from groundswell.errors import UserError
from groundswell.records.selectors.results_maps import MapState, map_of_result, map_state, maps
from groundswell.web.pages.map.hints import verdicts
from groundswell.web.pages.map.states import MeasureState, ResultState, measure_states, states_of
from groundswell.web.requests import PageRequest
from groundswell.words import Words

LONGEST_POSITION = 18
"""Digits of a position of the log that an address may name; SQLite counts to 19."""


@dataclass
class Loaded:
    """One map at one moment. ``as_of`` is None for today's, which alone can be changed."""

    request: PageRequest
    state: MapState
    as_of: int | None = None

    @property
    def map(self) -> ResultsMap:
        """The map itself."""
        return self.state.map

    @property
    def address(self) -> str:
        """The map's own page."""
        return reverse("map", args=[self.map.id])

    @cached_property
    def measures(self) -> Mapping[str, MeasureState]:
        """The measures in use that stand on the map, and those that this person lives with, by id."""
        return measure_states(self.request, self.map.results)

    @cached_property
    def states(self) -> Mapping[str, ResultState]:
        """What each result's measures show."""
        return states_of(self.map.results, self.measures)

    @cached_property
    def others(self) -> list[MapState]:
        """The other maps."""
        return [one for one in maps(self.request.actor) if one.map.id != self.map.id]

    @cached_property
    def remarks(self) -> tuple[MapRemark, ...]:
        """What the checks find, those included that somebody has noted."""
        elsewhere = {measure for other in self.others for one in other.map.results for measure in one.measure_ids}
        return every_remark(self.map, Surroundings(verdicts(self.request, self.map), list(self.measures), elsewhere))

    @property
    def open_remarks(self) -> list[MapRemark]:
        """Remarks that nobody has noted."""
        return [one for one in self.remarks if one.key not in self.map.noted]

    def result(self, result_id: str) -> Result:
        """A result in use; raises UserError("item_unknown")."""
        found = self.map.result_of(result_id)
        if found is None:
            raise UserError("item_unknown")
        return found

    def zone_of(self, result: Result) -> str:
        """The name of a result's zone."""
        return zone_name(self.map.zones[self.map.zone_index(result.zone)], self.request.words)

    def zone_choices(self) -> list[tuple[str, str]]:
        """The zones from the centre outwards."""
        return [(zone.key, zone_name(zone, self.request.words)) for zone in self.map.zones]


def load(request: PageRequest, map_id: str) -> Loaded:
    """The map as it stands. Raises UserError("item_unknown")."""
    return Loaded(request, map_state(request.actor, map_id))


def load_as_of(request: PageRequest, map_id: str) -> Loaded:
    """The map as the address asks: ``?as_of=`` a position of its log, or as it stands."""
    asked = request.GET.get("as_of", "")
    if not asked:
        return load(request, map_id)
    if not asked.isascii() or not asked.isdigit() or len(asked) > LONGEST_POSITION:
        raise Http404
    return Loaded(request, map_state(request.actor, map_id, int(asked)), int(asked))


def zone_name(zone: Zone, words: Words) -> str:
    """What people call a zone: their own name, or the catalogue's word for its key."""
    if zone.name:
        return zone.name
    return words.text(f"zone.{zone.key}") if words.has(f"zone.{zone.key}") else zone.key


def hook_of(request: PageRequest, results_map: ResultsMap) -> tuple[str, str, str] | None:
    """(result's text, map's name, address) of the result that a map hangs on; None where there is none any more."""
    if not results_map.hangs_on:
        return None
    try:
        above = map_of_result(request.actor, results_map.hangs_on).map
    except UserError:
        return None
    result = above.result_of(results_map.hangs_on)
    return (result.text, above.name, reverse("map", args=[above.id])) if result else None


def design_address(map_id: str, result_id: str) -> str:
    """Where the sheet of a result is designed; the result's own page where there is no such page."""
    try:
        return reverse("design", args=[map_id, result_id])
    except NoReverseMatch:
        return reverse("result", args=[map_id, result_id])
