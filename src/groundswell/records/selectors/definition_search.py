"""Search over definitions by the words that people use: every word has to be there, the name counts most, results come in that order.

The index is made once for a state of the definitions and kept in memory; what is not there any more (erased names too) goes with it.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.records.actors import Actor
from groundswell.records.databases import identity, reading_connection
from groundswell.records.ledger.kinds import Kind
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.kept import Kept
from groundswell.records.selectors.results_maps import RESULT, maps
from groundswell.words.searching import SearchWords, folded, search_words, words_in

NAME, RESULT_TEXT, DESCRIPTION, UNIT, FORMULA, PERSON, ITEM, OTHER = 12, 6, 5, 4, 4, 4, 3, 1
"""How much a word counts by where it stands; the name before all. [GK], by trial on the measures of kpibank."""
PART = 0.5
"""A word of which only the beginning was typed counts half."""
SHORTEST_PART = 2
"""Letters from which the beginning of a word is looked for."""
_INDEXES = 24
"""Each pair of eyes has its own, of what it sees: some hundred kilobytes for the thousand definitions that most people of an agency see."""
_KINDS = (Kind.DEFINE, Kind.VISIBILITY, Kind.RETIRE, Kind.MERGE, Kind.RETRACT, Kind.ERASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A measure that answers, by its id; ``score`` orders them."""

    measure_id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class _Index:
    """For each word the measures it stands in and how much it counts there; measures by number in order of name."""

    measures: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    postings: "Mapping[str, tuple[array[int], array[int]]]"
    ordered: tuple[str, ...]

    def holding(self, word: str, stem: str) -> dict[int, float]:
        """The measures that hold a word, whole or (from two letters on) as the beginning of one, with how much it counts."""
        scores: dict[int, float] = {}
        if len(word) >= SHORTEST_PART:
            at = bisect_left(self.ordered, word)
            while at < len(self.ordered) and self.ordered[at].startswith(word):
                self._count(self.ordered[at], PART, scores)
                at += 1
        for whole in {word, stem}:
            self._count(whole, 1, scores)
        return scores

    def _count(self, word: str, share: float, scores: dict[int, float]) -> None:
        for number, weight in zip(*self.postings.get(word, ((), ())), strict=True):
            score = weight * share
            if score > scores.get(number, 0):
                scores[number] = score


_kept: Kept[_Index] = Kept(_INDEXES)


def search(actor: Actor, text: str, language: str = "en") -> list[Found]:
    """Measures in use that answer to every word of a text, best first; all of them by name where it says nothing but "measures"."""
    lists = search_words(language)
    index = _index(actor, language, lists)
    typed = list(dict.fromkeys(words_in(text)))
    wanted = [word for word in typed if lists.stem(word) not in lists.every]
    scores: dict[int, float] = dict.fromkeys(range(len(index.measures)), 0.0)
    for word in wanted:
        holding = index.holding(word, lists.stem(word))
        scores = {number: score + holding[number] for number, score in scores.items() if number in holding}
    if wanted and not scores:
        whole = " ".join(wanted)
        scores = {number: 0.0 for number, held in enumerate(index.texts) if whole in held}
    ordered = sorted(scores, key=lambda number: (-scores[number], number))
    return [Found(*index.measures[number], scores[number]) for number in ordered]


def _index(actor: Actor, language: str, lists: SearchWords) -> _Index:
    key = (*_state(), actor.viewer, language)
    return _kept.get(key) or _kept.put(key, _made(actor, lists))


def _state() -> tuple[object, ...]:
    """Which database this is, and how far its definitions and results are; other entries leave the index as it is."""
    connection = reading_connection()
    newest = [connection.execute("SELECT max(seq) FROM act WHERE kind = ?", (kind,)).fetchone()[0] for kind in _KINDS]
    results = connection.execute("SELECT max(seq), count(*) FROM edit WHERE kind = ?", (RESULT,)).fetchone()
    return *identity(), *newest, *results


def _made(actor: Actor, lists: SearchWords) -> _Index:
    states = [state for state in catalogue(actor).measures.values() if state.in_use]
    states.sort(key=lambda state: (state.definition.name.casefold(), state.id))
    results = {result.id: result.text for state in maps(actor) for result in state.map.results}
    stems: dict[str, str] = {}
    numbers: dict[str, array[int]] = defaultdict(lambda: array("I"))
    weights: dict[str, array[int]] = defaultdict(lambda: array("B"))
    texts = []
    for number, state in enumerate(states):
        definition = state.definition
        held: dict[str, int] = {}
        for text, weight in _texts(definition, results):
            for word in words_in(text):
                if held.get(word, 0) < weight:
                    held[word] = weight
        for word, weight in list(held.items()):
            stem = stems.get(word)
            if stem is None:
                stem = stems[word] = lists.stem(word)
            if held.get(stem, 0) < weight:
                held[stem] = weight
        for word, weight in held.items():
            numbers[word].append(number)
            weights[word].append(weight)
        texts.append(folded(f"{definition.name} {definition.description}"))
    postings = {word: (numbers[word], weights[word]) for word in numbers}
    return _Index(tuple((state.id, state.definition.name) for state in states), tuple(texts), postings, tuple(sorted(postings)))


def _texts(definition: MeasureDefinition, results: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Every text of a definition with how much a word of it counts."""
    entry, people = definition.entry, definition.entry.people
    yield definition.name, NAME
    yield definition.description, DESCRIPTION
    yield definition.measurement_unit, UNIT
    yield entry.formula, FORMULA
    yield results.get(entry.result_id, ""), RESULT_TEXT
    for person in (people.performance_owner, people.measure_owner, people.data_owners, people.reporter, definition.owner):
        yield person, PERSON
    for item in entry.items:
        for text in (item.name, item.definition, item.source):
            yield text, ITEM
    yield from _others(definition)


def _others(definition: MeasureDefinition) -> Iterable[tuple[str, int]]:
    entry = definition.entry
    texts = (
        entry.process, entry.measure_type, entry.timing, entry.status, entry.population, entry.inclusions, entry.exclusions,
        entry.geography, entry.dimensions, entry.peer_group, entry.users, entry.decisions, entry.response_who, entry.links,
        definition.cadence,
    )  # fmt: skip
    return ((str(text), OTHER) for text in texts)
