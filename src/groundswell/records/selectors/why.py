"""What the question why this measure is answered from, in a handful of queries however many measures and results there are."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from groundswell.domain.authoring.results_map import ResultsMap
from groundswell.domain.authoring.why import FirstWords, Said, Why, WrittenVersion, why_this_measure
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind
from groundswell.records.models import Reaction
from groundswell.records.selectors import organisation
from groundswell.records.selectors.acts import stories
from groundswell.records.selectors.definitions import Catalogue, MeasureState, catalogue
from groundswell.records.selectors.designs import CANDIDATE, designs
from groundswell.records.selectors.edits import document_of, documents_naming
from groundswell.records.selectors.results_maps import RESULT, map_state


def why_of(actor: Actor, measure_id: str) -> Why:
    """The chain of one measure, at all its places. Raises UserError("measure_unknown"); a merged one answers as the other."""
    everything = catalogue(actor)
    if measure_id not in everything.measures:
        raise UserError("measure_unknown")
    state = everything.measures[everything.merged_into(measure_id)]
    designed = documents_naming(CANDIDATE, "measure_id", state.id)
    tied = {*designed, state.definition.entry.result_id} - {""}
    maps = _maps(actor, [*documents_naming(RESULT, "measures", state.id), *_documents_of(tied)])
    shown = {one.id for each in maps for one in each.results if state.id in one.measure_ids}
    sheets = {one: found.design for one, found in designs(actor, sorted(tied | shown)).items()}
    return why_this_measure(state.id, _written(state), maps, sheets, _said(actor, everything, state.id))


def _documents_of(result_ids: set[str]) -> list[str]:
    found = []
    for one in sorted(result_ids):
        try:
            found.append(document_of(one))
        except UserError:
            continue
    return found


def _maps(actor: Actor, map_ids: Sequence[str]) -> list[ResultsMap]:
    """Those maps that are in use, and the ones that they hang on, as far up as it goes."""
    found: dict[str, ResultsMap] = {}
    waiting = list(dict.fromkeys(map_ids))
    for map_id in waiting:
        if map_id in found:
            continue
        try:
            found[map_id] = one = map_state(actor, map_id).map
        except UserError:
            continue
        if one.hangs_on:
            waiting += _documents_of({one.hangs_on})
    return list(found.values())


def _written(state: MeasureState) -> list[WrittenVersion]:
    zone = ZoneInfo(organisation.settings().time_zone)
    acts = (story for story in stories(state.id, None) if story.act.kind == Kind.DEFINE)
    moments = {story.act.seq: story.recorded_at.astimezone(zone).date() for story in acts}
    return [WrittenVersion(one.definition, one.effective_from, moments[one.seq], one.reason) for one in state.versions]


def _said(actor: Actor, everything: Catalogue, measure_id: str) -> Said:
    """First words about the measure and those merged into it, for its own team; erased ones are gone. A name is not read at all."""
    everything = everything.theirs(actor)
    own = [one for one in everything.measures if everything.merged_into(one) == measure_id]
    rows = list(
        Reaction.objects.filter(measure__in=own, erased_at=None).order_by("-made_at").values_list("kind", "text", "answer", "answered_at")
    )
    waiting = sum(1 for *_, answered_at in rows if answered_at is None)
    newest = next((FirstWords(kind, text, answer) for kind, text, answer, _ in rows if text), None)
    return Said(len(rows), waiting, newest)
