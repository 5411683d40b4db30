"""The catalogue: every ``words/<language>/*.po`` read once, in memory, plural-aware. English is the source and the fallback."""

import gettext
from functools import cache
from importlib import resources
from io import BytesIO

from babel.messages.catalog import Catalog
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
    """All files of a language as one catalogue; raises ValueError where two files hold words for one code."""
    whole = Catalog(locale=language, fuzzy=False)
    folder = resources.files("groundswell.words") / language
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".po"):
            continue
        for message in read_po(BytesIO(file.read_bytes()), locale=language, abort_invalid=True):
            if not message.id:
                continue
            code = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
            if whole.get(code) is not None:
                raise ValueError(f"{code} has words twice, the second time in {language}/{file.name}")
            whole.add(message.id, message.string)
    return whole


@cache
def codes(language: str) -> frozenset[str]:
    """Every code that has words in that language."""
    return frozenset(
        message.id[0] if isinstance(message.id, (list, tuple)) else message.id
        for message in catalogue(language) if message.id and message.string
    )


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
