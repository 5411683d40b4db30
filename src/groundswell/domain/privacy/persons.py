"""Which names of lines are names of people: a measure is feedback about a process, never about a person (product, tenet 2).

Some names say it alone (``Smith, J.``, ``Mrs Okafor``, an address of somebody's own); ``Jane Smith`` says it where most names beside it do;
staff numbers and unknown names say it under a head such as *Case worker*. Lines are judged together, column by column.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from groundswell.domain.privacy.family_names import FAMILY_NAMES
from groundswell.domain.privacy.given_names import GIVEN_NAMES
from groundswell.domain.privacy.name_words import (
    COMPASS,
    NOT_INITIALS,
    OFFICES,
    PARTICLES,
    PERSON_HEADS,
    PLACES_TOO,
    PLAIN_TITLES,
    SUFFIXES,
    THINGS,
    TITLES,
    TOTALS,
)

MOST: Final = 0.5
"""A column is one of people where at least this share of its names looks like theirs."""
SOME: Final = 0.05
"""Names that say it alone count from this share on: among a hundred shops and schools there is one called like its founder."""
LONGEST: Final = 60
"""Characters; longer names are sentences."""
MOST_WORDS: Final = 5

_ADDRESS = re.compile(r"([\w.+'-]+)@[\w-]+(\.[\w-]+)+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){1,4}|[^\W\d_]")
_NUMBER = re.compile(r"[A-Za-z]{0,3}[-/ ]?\d{3,9}")
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*\.?")


class Sign(StrEnum):
    """What shows that a name is a person's."""

    ADDRESS = "address"
    TITLE = "title"
    FAMILY_FIRST = "family_first"
    INITIALS = "initials"
    GIVEN_FAMILY = "given_family"
    UNDER_HEAD = "under_head"


ALONE: Final = frozenset({Sign.ADDRESS, Sign.TITLE, Sign.FAMILY_FIRST, Sign.INITIALS})
"""Signs that need no others beside them."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name that looks like a person's, and what shows it."""

    name: str
    sign: Sign


def is_person_head(head: str) -> bool:
    """Whether a column with that head names people: ``Case worker``, ``Employee no.``; not ``Employee group``."""
    return _plain_head(head) in PERSON_HEADS


def persons_among(names: Iterable[str], heads: Collection[str] = ()) -> list[Person]:
    """The names of one column that look like people's, in order. ``heads``: what stands above it, or above any column of its kind."""
    every = [name for name in dict.fromkeys(names) if name.strip() and name.strip().casefold() not in TOTALS]
    signs = {name: sign for name in every if (sign := sign_of(name)) is not None}
    if any(is_person_head(head) for head in heads):
        signs = {name: Sign.UNDER_HEAD for name in every if _may_be_somebody(name)} | signs
    if len(signs) < MOST * len(every):
        signs = {name: sign for name, sign in signs.items() if sign in ALONE}
        if len(signs) < SOME * len(every):
            return []
    return [Person(name, sign) for name, sign in signs.items()]


def persons_in_columns(names: Iterable[Sequence[str]], heads: Collection[str] = ()) -> list[Person]:
    """Of names in parts (``Closed | Smith, J.``) the parts that are people's: each place in the order is judged as a column of its own.

    ``heads`` are those of columns that split something: where names have several parts they say nothing of the first.
    """
    columns: dict[int, list[str]] = {}
    for parts in names:
        for at, part in enumerate(parts):
            columns.setdefault(at, []).append(part)
    several = len(columns) > 1
    return [person for at, column in columns.items() for person in persons_among(column, () if several and at == 0 else heads)]


def named_person(text: str) -> str:
    """A person's name that stands in a measure's own name or description, as it is written there; empty where none does.

    Only what says it alone counts: a title, an address, or initials before or after a family name.
    """
    address = next((found.group() for found in _ADDRESS.finditer(text) if _own_address(found)), "")
    if address:
        return address
    words = text.replace("–", " ").split()
    for at, word in enumerate(words):
        for length in (4, 3, 2):
            part = " ".join(words[at : at + length]).strip("()[];:!?\"'")
            part = part.rstrip(",") if len(part) > 1 and not _INITIALS.fullmatch(part.split()[-1].rstrip(",")) else part
            part = re.sub(r"['’]s$", "", part)
            if len(part.split()) == length and word[:1].isupper() and sign_of(part) in ALONE:
                return part
    return sign_name(text)


def sign_name(text: str) -> str:
    """The text itself where the whole of it is a person's name."""
    return text if sign_of(text) is not None else ""


def sign_of(name: str) -> Sign | None:
    """What shows, in a name by itself, that it is a person's; None where nothing does."""
    text = " ".join(_ASIDE.sub(" ", name).split())
    if not text or len(text) > LONGEST:
        return None
    found = _ADDRESS.fullmatch(text)
    if found is not None:
        return Sign.ADDRESS if _own_address(found) else None
    if any(mark.isdigit() for mark in text) or len(text.split()) > MOST_WORDS or (_of_things(text) and not _family_of_things(text)):
        return None
    if "," in text:
        return Sign.FAMILY_FIRST if _family_first(text) else None
    words = text.split()
    if _plain(words[0]) in TITLES:
        return Sign.TITLE if _titled(words[1:]) else None
    return _plainly_named(words)


def _own_address(found: re.Match[str]) -> bool:
    return found.group(1).casefold() not in OFFICES and not OFFICES.intersection(re.split(r"[._+-]", found.group(1).casefold()))


def _of_things(text: str) -> bool:
    return any(_plain(word) in THINGS for word in re.split(r"[\s,/-]+", text))


def _family_of_things(text: str) -> bool:
    """``Brown, L.``, ``J. Hill``, ``Mrs Green``: the one word of a thing is a family name, and initials or a title say that it is one here.

    ``N. Street`` and ``Lord Street`` are roads.
    """
    words = text.replace(",", " ").split()
    things = [word for word in words if _plain(word) in THINGS]
    others = [word for word in words if word not in things]
    if len(things) != 1 or not _is_family(things[0]) or not others:
        return False
    if "," not in text and _plain(others[0]) in PLAIN_TITLES:
        return len(others) == 1
    dotted = all(_INITIALS.fullmatch(word) and "." in word for word in others)
    return dotted and _plain("".join(others)) not in COMPASS and _plain("".join(others)) not in NOT_INITIALS


def _plain(word: str) -> str:
    """In small letters, without marks on them and without full stops and apostrophes: as the lists are written."""
    bare = "".join(mark for mark in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(mark))
    return re.sub(r"['’.,]", "", bare)


def _is_word(word: str) -> bool:
    """Written as a name is: letters, the first of them a capital."""
    return _WORD.fullmatch(word) is not None and word[0].isupper()


def _is_family(word: str) -> bool:
    return _is_word(word) and all(part in FAMILY_NAMES for part in re.split("-", _plain(word)))


def _is_given(word: str) -> bool:
    plain = _plain(word)
    return _is_word(word) and len(plain) > 1 and plain not in PLACES_TOO and all(part in GIVEN_NAMES for part in plain.split("-"))


def _titled(words: Sequence[str]) -> bool:
    """What follows a title: one to three words, all written as names, and not initials alone."""
    names = [word for word in words if word not in PARTICLES]
    return 0 < len(names) <= 3 and all(map(_is_word, names)) and len(_plain(names[-1])) > 1


def _family_first(text: str) -> bool:
    """``Smith, J.``, ``O'Neill, Patrick J``, ``SMITH, Jane``: a family name, then initials or given names."""
    family, _, rest = text.partition(",")
    families = [word for word in family.split() if word not in PARTICLES]
    given = [word for word in rest.split() if _plain(word) not in SUFFIXES]
    if not (0 < len(families) <= 2 and 0 < len(given) <= 3 and all(map(_is_word, families))) or "," in rest:
        return False
    if _plain(rest).replace(" ", "") in NOT_INITIALS:
        return False
    if all(_INITIALS.fullmatch(word) and word.isupper() for word in given):
        return _is_family(families[-1]) or "." in rest
    return _is_given(given[0]) and (_is_family(families[-1]) or len(given) > 1) and _plain(families[-1]) not in PLACES_TOO


def _plainly_named(words: Sequence[str]) -> Sign | None:
    """``J. Smith`` and ``J. A. Smith``; ``Jane Smith``, ``Jane A. Smith`` and ``Juan de la Cruz``."""
    names = [word for word in words if word not in PARTICLES and _plain(word) not in SUFFIXES]
    if len(names) < 2 or not all(map(_is_word, names)) or not _is_family(names[-1]):
        return None
    before = names[:-1]
    if all(_INITIALS.fullmatch(word) and "." in word for word in before):
        return Sign.INITIALS if _plain("".join(before)) not in NOT_INITIALS else None
    middle_ok = all(_is_given(word) or _INITIALS.fullmatch(word) or _is_family(word) for word in before[1:])
    return Sign.GIVEN_FAMILY if _is_given(before[0]) and middle_ok else None


def _may_be_somebody(name: str) -> bool:
    """Under a head of people: a staff number, or a few words that are written as names and are those of no thing."""
    text = " ".join(_ASIDE.sub(" ", name).split())
    if _NUMBER.fullmatch(text):
        return True
    words = [word for word in re.split(r"[\s,]+", text) if word and word not in PARTICLES]
    return 0 < len(words) <= MOST_WORDS and all(map(_is_word, words)) and not _of_things(text)


def _plain_head(head: str) -> str:
    """``Case Worker (initials)`` → ``case worker``; ``Employee No.`` → ``employee no``."""
    text = _ASIDE.sub(" ", head).replace("_", " ")
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[.:#*]", "", text).casefold().split())
