"""Words about a period, and the erasing of words."""

from datetime import date

from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.lines import Line
from groundswell.records.models import Words
from groundswell.records.opening import write
from groundswell.records.selectors.acts import act_by_id
from groundswell.records.selectors.definitions import acting
from groundswell.records.services.recording import needed, seal_acts, short_enough


def note(actor: Actor, line: Line, day: date, text: str, *, author: str = "") -> str:
    """A note on the period that starts on ``day``. Gives the act's id, which take_back takes."""

    def work() -> str:
        acting(actor, line.measure_id)
        act = note_act(line, day, needed(text, "note_needed"), author=author)
        seal_acts(actor, [act])
        return act.id

    return write(work)


def note_act(line: Line, day: date, text: str, *, author: str = "", what: str = "", source: str = "") -> ActDraft:
    """The act of a note, for a batch. ``source`` is the sheet and cell that it came from."""
    payload = {name: value for name, value in (("what", what), ("source", source)) if value}
    words = {"text": short_enough(text), "author": short_enough(author)}
    return ActDraft(Kind.NOTE, line.measure_id, line.org_unit_id, day.isoformat(), payload, words=words)


def remark_act(line: Line, day: date, text: str, source: str) -> ActDraft:
    """A comment of somebody's own sheet, as a note on its period."""
    return note_act(line, day, text, what=What.REMARK.value, source=source)


def erase_words(actor: Actor, act_id: str) -> None:
    """The words of an act go for good (text, reason, author, owner); the act stays, an entry says so, and the ledger still verifies.

    Raises UserError("act_unknown"), ("no_words_there").
    """

    def work() -> None:
        found = act_by_id(act_id)
        if found is None:
            raise UserError("act_unknown")
        act, _ = found
        if act.measure is not None:
            acting(actor, act.measure, "act_unknown")
        rows = Words.objects.filter(seq=act.seq)
        fields = sorted(rows.values_list("field", flat=True))
        if not fields:
            raise UserError("no_words_there")
        rows.delete()
        payload = {"erased": [{"seq": act.seq, "field": name} for name in fields]}
        seal_acts(actor, [ActDraft(Kind.ERASE, act.measure, act.org_unit, payload=payload)])

    write(work)
