"""Remembered layouts."""

from dataclasses import dataclass

from groundswell.records.actors import Actor
from groundswell.records.models import Layout


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """A layout: ``text`` is the engine's own JSON, ``signature`` the shape of file that it fits."""

    id: str
    name: str
    text: str
    signature: str


def layouts(actor: Actor) -> list[LayoutRow]:
    """All of them, newest first."""
    return [_row(one) for one in Layout.objects.order_by("-kept_at")] if actor.ref else []


def by_name(actor: Actor, name: str) -> LayoutRow | None:
    """The layout of that name (case aside), or None."""
    wanted = name.strip().casefold()
    return next((one for one in layouts(actor) if one.name.casefold() == wanted), None)


def fitting(actor: Actor, signature: str) -> list[LayoutRow]:
    """Those made for files of that shape, newest first."""
    return [one for one in layouts(actor) if one.signature == signature]


def _row(one: Layout) -> LayoutRow:
    return LayoutRow(one.id, one.name, one.text, one.signature)
