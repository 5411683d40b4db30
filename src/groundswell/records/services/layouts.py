"""Remember how a sheet of a shape is read, by a name; forget it again."""

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.models import Layout
from groundswell.records.opening import write
from groundswell.records.services.recording import needed

LONGEST_NAME = 200


def keep(actor: Actor, name: str, text: str, signature: str) -> str:
    """Keep a layout under a name; one of that name is replaced. Gives its id. Raises UserError("name_needed")."""
    name = needed(name, "name_needed")[:LONGEST_NAME]
    if not actor.ref:
        raise UserError("not_allowed")

    def work() -> str:
        kept_at = clock.stamp(clock.now())
        row, _ = Layout.objects.update_or_create(name=name, defaults={"text": text, "signature": signature, "kept_at": kept_at})
        return row.id

    return write(work)


def forget(actor: Actor, layout_id: str) -> None:
    """The layout goes; what was read with it stays. Raises UserError("layout_unknown")."""

    def work() -> None:
        if not actor.ref or not Layout.objects.filter(id=layout_id).delete()[0]:
            raise UserError("layout_unknown")

    write(work)
