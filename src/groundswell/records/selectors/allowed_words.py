"""Words that mean one thing in this organisation, because a rule or a law defines them (method 1.3): they may pass the wording tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from groundswell.records.actors import Actor
from groundswell.records.models import Organisation
from groundswell.records.selectors.edits import document

ALLOWED = "allowed"
"""The kind of the items; they stand in the document of the organisation's own id."""


@dataclass(frozen=True, slots=True)
class AllowedWord:
    """A word as it was written, with what it means here."""

    id: str
    word: str
    definition: str


def list_id() -> str:
    """The document that holds the words."""
    return Organisation.objects.only("id").get().id


def listed_words(actor: Actor) -> list[AllowedWord]:
    """The words in use, by the alphabet."""
    if not actor.ref:
        return []
    items = document(list_id()).live(ALLOWED)
    return sorted((AllowedWord(one.id, one.text("word"), one.text("definition")) for one in items), key=lambda one: folded(one.word))


def allowed_words(actor: Actor) -> Mapping[str, str]:
    """What each word means here. The words are as :func:`folded` gives them, which is how they are compared."""
    return MappingProxyType({folded(one.word): one.definition for one in listed_words(actor)})


def folded(word: str) -> str:
    """A word as two of them are compared: capitals and spaces make no other word."""
    return " ".join(word.split()).casefold()
