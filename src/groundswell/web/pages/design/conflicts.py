"""What two windows changed at once: both texts, and which of them to keep, field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from groundswell.records.services.editing import Conflict
from groundswell.web.page_form import PageForm
from groundswell.web.pages.design.load import Loaded

THEIRS = "theirs"
FOLLOWS = {"type_confirmed": "measure_type"}
"""Fields that no one types: they stand or fall with another."""


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A field with what is typed here, what stands there now, and when that was changed."""

    field: str
    label: str
    mine: str
    theirs: str
    time: str


def kept(loaded: Loaded, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the person did not leave to the other window."""
    sent = loaded.request.POST
    return {name: value for name, value in wanted.items() if sent.get(f"keep_{FOLLOWS.get(name, name)}") != THEIRS}


def shown_conflicts(loaded: Loaded, form: PageForm, conflicts: Iterable[Conflict]) -> list[ConflictView]:
    """The conflicts in words; choices by the words of their list."""
    found = []
    for one in conflicts:
        if one.field not in form.fields:
            continue
        time = f"{one.changed_at.astimezone(loaded.request.time_zone):%H:%M}"
        label = str(form.fields[one.field].label)
        found.append(ConflictView(one.field, label, _words(form, one.field, one.mine), _words(form, one.field, one.theirs), time))
    return found


def _words(form: PageForm, name: str, value: Any) -> str:
    choices = dict(getattr(form.fields[name], "choices", ()))
    text = "" if value is None else str(value)
    return str(choices.get(text, text))
