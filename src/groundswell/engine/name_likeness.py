"""Which names of a file may mean the same as names that are known. Written alike is the same; the rest is a proposal for a person.

Names that differ in a number, or in a word that turns the meaning round (open, closed; north, south), are never proposed.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

MOST_PROPOSED = 3
"""Known names that one new name is compared with on the page."""
MOST_COMPARED = 10
"""Known names that share most groups of letters with a new one; only they are compared word by word."""
MANY = 4
"""Names that have a word in common before it may count as one that tells nothing; a third of all have to have it too."""
ALIKE = 0.86
"""Least share of letters in common (difflib) for a slip of the keyboard: one letter in seven."""
WORDS_ALIKE, WORDS_RENAMED = 0.75, 0.4
PARTS = re.compile(r" [|/] ")
_AND = re.compile(r"\s*[&+]\s*")
_APART = re.compile(r"[^\w%£$€#°]+")
_SHORT: Mapping[str, str] = {
    "saint": "st", "street": "st", "sainte": "ste", "road": "rd", "avenue": "ave", "number": "no", "nr": "no", "num": "no",
    "department": "dept", "dpt": "dept", "percentage": "%", "percent": "%", "pct": "%", "average": "avg", "mean": "avg",
    "hours": "hrs", "hour": "hrs", "hr": "hrs", "minutes": "mins", "minute": "mins", "min": "mins", "university": "univ",
    "hospitals": "hospital", "hosp": "hospital", "incorporated": "inc", "limited": "ltd", "company": "co", "county": "co",
    "centre": "ctr", "center": "ctr", "mount": "mt", "metropolitan": "met", "government": "govt", "organisation": "org",
    "organization": "org", "management": "mgmt", "manager": "mgr", "services": "service", "maximum": "max", "minimum": "mins",
}
_LEFT_AWAY = frozenset({"the", "of", "for", "in", "and", "a", "an"})
_TURNING = (
    {"open", "opened", "closed", "close", "received", "answered", "resolved", "pending"}, {"north", "south", "east", "west"},
    {"northern", "southern", "eastern", "western"}, {"upper", "lower", "middle"}, {"male", "female", "men", "women", "boys", "girls"},
    {"in", "out"}, {"inpatient", "outpatient", "inpatients", "outpatients"}, {"new", "old", "former"}, {"high", "low"},
    {"more", "less", "fewer"}, {"over", "under"}, {"above", "below"}, {"before", "after"}, {"with", "without"}, {"not", "no", "non"},
    {"late", "early", "on"}, {"arrivals", "departures"}, {"births", "deaths"}, {"adult", "adults", "child", "children"},
    {"urban", "rural"}, {"public", "private"}, {"income", "expenditure", "spending"}, {"gross", "net"}, {"first", "second", "third"},
    {"actual", "target", "planned", "plan"}, {"internal", "external"}, {"full", "part"}, {"major", "minor"}, {"first", "last"},
    {"start", "end"}, {"starts", "completions"}, {"median", "avg"}, {"number", "no", "%"}, {"increase", "decrease"},
)
"""Words of which two cannot stand for each other."""  # fmt: skip


class How(StrEnum):
    """Why two names may be the same: WRITTEN differently, ABBREVIATED, one has more PARTS, the same WORDS, or a SLIP of the keyboard."""

    WRITTEN = "written"
    ABBREVIATED = "abbreviated"
    PARTS = "parts"
    WORDS = "words"
    SLIP = "slip"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A name of a file, the known name that it may mean, and why. ``score`` is between 0 and 1."""

    name: str
    meant: str
    how: How
    score: float


def folded(name: str) -> str:
    """A name as the record tells names apart: case, spacing and Unicode form aside."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@lru_cache(maxsize=50_000)
def written_key(name: str) -> str:
    """A name as it is compared: case, blanks, dashes, quotes, full stops, accents and & aside."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf")
    letters = letters.replace("'", "").replace("\u2019", "").replace("\u02bc", "")
    parts = [" ".join(_APART.sub(" ", _AND.sub(" and ", part)).split()) for part in PARTS.split(letters)]
    return " | ".join(parts)


@lru_cache(maxsize=50_000)
def short_key(name: str) -> str:
    """The written key with each word in its shortest form, and without the little words."""
    parts = [[_SHORT.get(word, word) for word in part.split() if word not in _LEFT_AWAY] for part in PARTS.split(written_key(name))]
    return " | ".join(" ".join(part) for part in parts)


def likeness(name: str, known: str, *, renamed: bool = False) -> Likeness | None:
    """Whether two names may be the same, and why; None where nothing speaks for it.

    ``renamed``: one ends where the other begins, so that a common beginning, or many words in common, speak for it too.
    """
    one, other = written_key(name), written_key(known)
    if one == other:
        return Likeness(name, known, How.WRITTEN, 1.0)
    short, shorter = short_key(name), short_key(known)
    if short and short == shorter:
        return Likeness(name, known, How.ABBREVIATED, 0.98)
    if _differ_in_kind(one, other):
        return None
    found = _by_parts(name, known) or _by_words(name, known, short, shorter) or _by_letters(name, known, short, shorter)
    return found or (_renamed(name, known, short.split(), shorter.split()) if renamed else None)


def _renamed(name: str, known: str, one: Sequence[str], other: Sequence[str]) -> Likeness | None:
    """One is the beginning of the other, or half of all their words are common."""
    least, common = min(len(one), len(other)), len({*one} & {*other})
    share = common / max(len({*one} | {*other}), 1)
    if (least >= 2 and one[:least] == other[:least]) or (common >= 2 and share >= WORDS_RENAMED):
        return Likeness(name, known, How.WORDS, 0.5 + 0.3 * share)
    return None


def _by_parts(name: str, known: str) -> Likeness | None:
    """``HARBOUR | Late ferries`` and ``Late ferries``."""
    one, other = short_key(name).split(" | "), short_key(known).split(" | ")
    least = min(len(one), len(other))
    if len(one) != len(other) and one[-least:] == other[-least:]:
        return Likeness(name, known, How.PARTS, 0.95)
    return None


def _by_words(name: str, known: str, short: str, shorter: str) -> Likeness | None:
    one, other = set(short.replace("|", " ").split()), set(shorter.replace("|", " ").split())
    common = len(one & other)
    score = common / len(one | other) if one | other else 0.0
    if common >= 2 and score >= WORDS_ALIKE and (one == other or one < other or other < one):
        return Likeness(name, known, How.WORDS, 0.6 + 0.3 * score)
    return None


def _by_letters(name: str, known: str, short: str, shorter: str) -> Likeness | None:
    matcher = SequenceMatcher(None, short, shorter, autojunk=False)
    if min(len(short), len(shorter)) < 4 or matcher.quick_ratio() < ALIKE:
        return None
    score = matcher.ratio()
    return Likeness(name, known, How.SLIP, score * 0.95) if score >= ALIKE else None


def _differ_in_kind(one: str, other: str) -> bool:
    """Another number, letter or word that turns the meaning round."""
    here, there = Counter(one.replace("|", " ").split()), Counter(other.replace("|", " ").split())
    mine, theirs = here - there, there - here
    for words, others in ((mine, theirs), (theirs, mine)):
        if any(any(letter.isdecimal() for letter in word) or (len(word) == 1 and word.isalpha() and others) for word in words):
            return True
    if {"not", "no", "non", "without", "except", "excluding"} & {*mine, *theirs}:
        return True
    return any(turning & {*mine} and turning & {*theirs} for turning in _TURNING)


@dataclass(frozen=True, slots=True)
class PartProposal:
    """A part of names (``Cardiology Service`` in ``Leeds / Cardiology Service``) that may mean another, and the names that have it."""

    options: tuple[Likeness, ...]
    names: tuple[str, ...]


def part_proposals(names: Sequence[str], known: Sequence[str], *, renamed: bool = False) -> dict[str, PartProposal]:
    """Names of several parts of which one part alone differs from known names: by that part, so that it is asked once."""
    by_rest: dict[tuple[int, tuple[str, ...]], list[str]] = defaultdict(list)
    for one in known:
        for at, rest, part in _rests(one):
            by_rest[at, rest].append(part)
    having: dict[str, dict[str, None]] = defaultdict(dict)
    found: dict[tuple[str, str], Likeness | None] = {}
    bare = _Bare(_parts(names), _parts(known)) if renamed else None
    for name in names:
        for at, rest, part in _rests(name):
            for other in by_rest.get((at, rest), ()):
                if (part, other) not in found:
                    found[part, other] = _likeliest(part, other, bare)
                if found[part, other] is not None:
                    having[part][name] = None
    options: dict[str, list[Likeness]] = defaultdict(list)
    for (part, _), alike in found.items():
        if alike is not None:
            options[part].append(alike)
    best = {part: sorted(each, key=lambda one: (-one.score, one.meant))[:MOST_PROPOSED] for part, each in options.items()}
    return {part: PartProposal(tuple(each), tuple(having[part])) for part, each in best.items()}


class _Bare:
    """Names without the words that most on their side have (NHS, board, service): what is left tells them apart."""

    def __init__(self, names: Iterable[str], known: Iterable[str]) -> None:
        self._names, self._known = _telling_words(names), _telling_words(known)

    def likeness(self, name: str, known: str) -> Likeness | None:
        """The same telling words on both sides."""
        one, other = self._names.get(name), self._known.get(known)
        return Likeness(name, known, How.WORDS, 0.9) if one and one == other else None


def _likeliest(name: str, known: str, bare: _Bare | None) -> Likeness | None:
    """The stronger of two reasons why names may be the same. ``bare``: where one ends and the other begins."""
    found = [likeness(name, known, renamed=bare is not None), None if bare is None else bare.likeness(name, known)]
    return max((one for one in found if one is not None), key=lambda one: one.score, default=None)


def _telling_words(names: Iterable[str]) -> dict[str, frozenset[str]]:
    words = {name: frozenset(short_key(name).split()) for name in names}
    counted = Counter(word for each in words.values() for word in each)
    common = {word for word, n in counted.items() if n >= MANY and n * 3 >= len(words)}
    return {name: each - common for name, each in words.items()}


def _parts(names: Iterable[str]) -> set[str]:
    return {part for name in names for part in PARTS.split(name)}


def _rests(name: str) -> Iterable[tuple[int, tuple[str, ...], str]]:
    """Each part of a name of several, with its place and the keys of the others."""
    parts = PARTS.split(name)
    keys = [written_key(part) for part in parts]
    return [(at, (*keys[:at], "", *keys[at + 1 :]), part) for at, part in enumerate(parts)] if len(parts) > 1 else []


def proposals(names: Iterable[str], known: Sequence[str], *, renamed: bool = False) -> dict[str, list[Likeness]]:
    """For each name the known names that it may mean, the likeliest first; names without any are not in it.

    Only names that share enough groups of three letters are compared, so that thousands against thousands take seconds at most.
    """
    index: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        for group in _groups(one):
            index[group].append(number)
    found: dict[str, list[Likeness]] = {}
    names = list(names)
    bare = _Bare(names, known) if renamed else None
    for name in names:
        shared: Counter[int] = Counter()
        groups = _groups(name)
        for group in groups:
            if len(index[group]) <= max(50, len(known) // 4):
                shared.update(index[group])
        near = [known[number] for number, n in shared.most_common(MOST_COMPARED) if n * 4 >= len(groups) or n >= 8]
        alike = [each for each in (_likeliest(name, other, bare) for other in near) if each is not None]
        if alike:
            found[name] = sorted(alike, key=lambda one: -one.score)[:MOST_PROPOSED]
    return found


def _groups(name: str) -> set[str]:
    text = f" {short_key(name)} "
    return {"".join(pair) + text[at + 2] for at, pair in enumerate(pairwise(text[:-1]))}
