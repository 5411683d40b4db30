"""The languages that have a lexicon."""

from groundswell.domain.authoring.wording.english import ENGLISH
from groundswell.domain.authoring.wording.french import FRENCH
from groundswell.domain.authoring.wording.lexicon import Lexicon

LEXICONS = {lexicon.language: lexicon for lexicon in (ENGLISH, FRENCH)}


def lexicon_for(language: str) -> Lexicon:
    """The lexicon of a language or locale tag (``fr-CA``); English where there is none."""
    return LEXICONS.get(language.replace("_", "-").split("-")[0].lower(), ENGLISH)
