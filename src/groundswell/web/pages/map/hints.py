"""What the wording tests ask about a text: the one place where pages meet them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from groundswell.domain.authoring.results_map import ResultsMap
from groundswell.domain.authoring.wording.examine import examine, future_word, unread_after
from groundswell.domain.authoring.wording.hint import Hint
from groundswell.domain.authoring.wording.lexicons import lexicon_for
from groundswell.errors import Value
from groundswell.records.selectors.allowed_words import allowed_words
from groundswell.web.requests import PageRequest

FUTURE, ONLY_FIRST = "future", "only_first"
"""Two questions beside the eight tests: rule 4 of method 1.2 (the present tense), and a text too long to be one wording."""
KEPT = 20_000
"""Wordings whose hints are kept in memory: every result of the largest maps, a few times over."""


@dataclass(frozen=True, slots=True)
class HintView:
    """One question about a wording: the test's code, where in the text, the words that it is about, the question, and what it is for.

    ``pieces`` are what *Split in two* would give.
    """

    code: str
    word: str
    question: str
    why: str = ""
    start: int = 0
    end: int = 0
    pieces: tuple[str, ...] = ()


def hints_of(request: PageRequest, text: str) -> list[HintView]:
    """Every question that a wording raises, in the order of the tests."""
    words = request.words
    views = []
    for code, hint, values in _found(text, words.language, _allowed(request)):
        key = f"wording.{code}"
        why = words.text(f"{key}.why") if words.has(f"{key}.why") else ""
        place = (hint.start, hint.end, hint.pieces) if hint is not None else (0, 0, ())
        views.append(HintView(code, str(values.get("word", "")), words.text(key, values), why, *place))
    return views


def codes_of(request: PageRequest, text: str) -> tuple[str, ...]:
    """The tests alone that a wording does not pass, each once."""
    return tuple(dict.fromkeys(code for code, _hint, _values in _found(text, request.words.language, _allowed(request))))


def verdicts(request: PageRequest, results_map: ResultsMap) -> Mapping[str, tuple[str, ...]]:
    """For each result the codes of its hints, as the checks of the map take them."""
    return {one.id: codes_of(request, one.text) for one in results_map.results}


def marked(text: str, hints: list[HintView]) -> SafeString:
    """The wording with a wavy mark under each place that a question is about; places that overlap are one."""
    places: list[list[int]] = []
    for start, end in sorted((one.start, one.end) for one in hints if one.end > one.start):
        if places and start <= places[-1][1]:
            places[-1][1] = max(places[-1][1], end)
        else:
            places.append([start, end])
    parts, at = [], 0
    for start, end in places:
        parts.append((text[at:start], text[start:end]))
        at = end
    return format_html("{}{}", format_html_join("", '{}<span class="wavy">{}</span>', parts), text[at:])


Found = tuple[tuple[str, Hint | None, Mapping[str, Value]], ...]


@lru_cache(maxsize=KEPT)
def _found(text: str, language: str, allowed: tuple[tuple[str, str], ...]) -> Found:
    lexicon = lexicon_for(language)
    found: list[tuple[str, Hint | None, Mapping[str, Value]]] = [
        (one.code.value, one, one.values) for one in examine(text, lexicon, dict(allowed))
    ]
    if (word := future_word(text, lexicon)) is not None:
        found.append((FUTURE, None, {"word": word}))
    if (read := unread_after(text)) is not None:
        found.append((ONLY_FIRST, None, {"n": read}))
    return tuple(found)


def _allowed(request: PageRequest) -> tuple[tuple[str, str], ...]:
    """The organisation's own words, read once a request."""
    if not hasattr(request, "allowed_words"):
        request.allowed_words = tuple(sorted(allowed_words(request.actor).items()))
    return request.allowed_words
