"""The catalogue: every ``words/<language>/*.po`` read once, in memory, plural-aware. English is the source and the fallback."""

import gettext
from functools import cache
from importlib import resources
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = "en"
"""The language that every code has words in."""


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, sorted."""
    rooms = resources.files("groundswell.words").iterdir()
    return tuple(sorted(room.name for room in rooms if room.is_dir() and any(f.name.endswith(".po") for f in room.iterdir())))


@cache
def catalogue(language: str) -> Catalog:
    """All files of a language as one catalogue; where two files hold words for one code, the first by name wins (a test refuses it)."""
    whole = Catalog(locale=language, fuzzy=False)
    for part in parts(language).values():
        for message in part:
            if message.id and whole.get(_code(message)) is None:
                whole.add(message.id, message.string)
    return whole


@cache
def parts(language: str) -> dict[str, Catalog]:
    """The files of a language by name, one for each area of the product."""
    folder = resources.files("groundswell.words") / language
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".po")), key=lambda entry: entry.name)
    return {file.name: read_po(BytesIO(file.read_bytes()), locale=language, abort_invalid=True) for file in files}


def _code(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, (list, tuple)) else message.id)


@cache
def codes(language: str) -> frozenset[str]:
    """Every code that has words in that language."""
    return frozenset(_code(message) for message in catalogue(language) if message.id and message.string)


@cache
def leads(language: str) -> bool:
    """Whether more than half of the codes have words in that language: then a page is in it, and not in English with some of it."""
    return 2 * len(codes(language)) > len(codes(SOURCE))


@cache
def counted(language: str) -> frozenset[str]:
    """Codes whose words depend on a count, in that language or in English."""
    own = {_code(message) for message in catalogue(language) if isinstance(message.id, (list, tuple))}
    return frozenset(own) if language == SOURCE else frozenset(own) | counted(SOURCE)


@cache
def translations(language: str) -> gettext.GNUTranslations:
    """Ready to ask; codes without words there fall back to English, unknown codes to themselves."""
    packed = BytesIO()
    write_mo(packed, catalogue(language))
    packed.seek(0)
    found = gettext.GNUTranslations(packed)
    if language != SOURCE:
        found.add_fallback(translations(SOURCE))
    return found
