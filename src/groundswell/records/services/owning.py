"""Ask for a role in a measure, take it on, suggest somebody else, decline, hand on, lay down. Names and words stay out of the ledger."""

from dataclasses import dataclass
from datetime import date

from groundswell.domain.authoring.owning import Move, Role, Standing, State, after, ended_by, may
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.models import Account, RoleHolding
from groundswell.records.opening import write
from groundswell.records.selectors.definitions import acting
from groundswell.records.services.recording import seal_acts, short_enough

OPEN = (State.ASKED, State.HELD)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom the team asks for which role, with a word of its own. ``predecessor``: the holding that is handed on by it."""

    role: str
    person_id: str
    asking: str = ""
    predecessor: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is done with an ask or a holding: a word if one likes, and for ``suggest`` the other person."""

    move: Move
    word: str = ""
    suggested_id: str = ""


def ask(actor: Actor, measure_id: str, wanted: Wanted, *, today: date) -> str:
    """Ask a person for a role; gives the id of the ask. Who asks for themselves has the role at once.

    Raises UserError("measure_unknown"), ("not_your_measure"), ("role_not_there"), ("person_not_there"), ("already_asked").
    """

    def work() -> str:
        acting(actor, measure_id)
        if wanted.role not in set(Role):
            raise UserError("role_not_there")
        _person(wanted.person_id)
        if RoleHolding.objects.filter(measure=measure_id, role=wanted.role, account=wanted.person_id, state__in=OPEN).exists():
            raise UserError("already_asked")
        row = RoleHolding.objects.create(
            id=new_id(),
            measure=measure_id,
            role=wanted.role,
            account_id=wanted.person_id,
            state=State.ASKED,
            asked_by=actor.ref,
            asked_at=clock.stamp(clock.now()),
            asking=short_enough(wanted.asking),
            predecessor=_predecessor(measure_id, wanted),
        )
        changed = _moved(row, Move.ACCEPT, today) if wanted.person_id == actor.ref else [row]
        seal_acts(actor, [_act(one) for one in changed])
        return row.id

    return write(work)


def answer(actor: Actor, holding_id: str, given: Answer, *, today: date) -> str:
    """Move an ask or a holding on; gives the id of its measure.

    Raises UserError("role_unknown") for what is not the actor's to see, ("role_not_yours"), ("role_moved_on"), ("person_not_there"),
    ("suggest_somebody_else").
    """

    def work() -> str:
        row = _open_to(actor, holding_id, given.move)
        if given.move is Move.SUGGEST:
            if given.suggested_id == row.account_id:
                raise UserError("suggest_somebody_else")
            row.suggested = _person(given.suggested_id)
        row.answer = short_enough(given.word)
        seal_acts(actor, [_act(one) for one in _moved(row, given.move, today)])
        return row.measure

    return write(work)


def leave(actor: Actor, account_id: str, *, today: date) -> None:
    """The account is closed: whatever it holds ends on that day, whatever it was asked is withdrawn. Called by what closes accounts."""

    def work() -> None:
        changed = [one for row in RoleHolding.objects.filter(account=account_id, state__in=OPEN) for one in _moved(row, Move.LEAVE, today)]
        if changed:
            seal_acts(actor, [_act(one) for one in changed])

    write(work)


def erase_words_of(account_id: str) -> None:
    """The words that a person wrote as an answer, or that were written to ask them, go for good; the days of their roles stay."""
    write(lambda: RoleHolding.objects.filter(account=account_id).update(asking="", answer=""))


def _open_to(actor: Actor, holding_id: str, move: Move) -> RoleHolding:
    row = RoleHolding.objects.filter(id=holding_id).first()
    if row is None:
        raise UserError("role_unknown")
    own, team = row.account_id == actor.ref, _acts_on(actor, row.measure)
    if not own and not team:
        raise UserError("role_unknown")
    if not may(move, Standing(own=own, team=team)):
        raise UserError("role_not_yours")
    return row


def _acts_on(actor: Actor, measure_id: str) -> bool:
    try:
        acting(actor, measure_id)
    except UserError:
        return False
    return True


def _person(account_id: str) -> str:
    if not Account.objects.filter(id=account_id, closed_at=None).exists():
        raise UserError("person_not_there")
    return account_id


def _predecessor(measure_id: str, wanted: Wanted) -> str | None:
    held = RoleHolding.objects.filter(id=wanted.predecessor, measure=measure_id, role=wanted.role, state=State.HELD)
    return wanted.predecessor if wanted.predecessor and held.exists() else None


def _moved(row: RoleHolding, move: Move, today: date) -> list[RoleHolding]:
    """The row as it stands afterwards, stored, and those that end with it."""
    row.state = after(State(row.state), move)
    row.answered_at = clock.stamp(clock.now())
    if row.state == State.HELD:
        row.start = today.isoformat()
    elif row.start is not None:
        row.until = max(row.start, today.isoformat())
    row.save()
    if move is not Move.ACCEPT:
        return [row]
    others = {one.id: one for one in RoleHolding.objects.filter(measure=row.measure, role=row.role, state=State.HELD).exclude(id=row.id)}
    ended = [others[one] for one in ended_by(Role(row.role), list(others), row.predecessor or "")]
    return [row, *(one for other in ended for one in _moved(other, Move.HAND_OVER, today))]


def _act(row: RoleHolding) -> ActDraft:
    """What the ledger keeps: role, reference of the person, where it stands. No name, no word."""
    payload = {"what": What.ROLE.value, "role": str(row.role), "person": row.account_id, "state": str(row.state), "holding": row.id}
    return ActDraft(Kind.ROLE, row.measure, day=row.until or row.start, payload=payload)
