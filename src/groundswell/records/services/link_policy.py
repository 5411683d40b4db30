"""The organisation says what holds for share links: a dated entry; where nobody may make them, those that live end with it."""

from datetime import date

from groundswell.domain.access.link_policy import LinkPolicy, MadeBy, check
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.opening import write
from groundswell.records.selectors.link_policy import policy
from groundswell.records.services.recording import reasoned, seal_acts
from groundswell.records.services.sharing import end_all_links


def change_policy(actor: Actor, wanted: LinkPolicy, *, today: date, reason: str = "") -> None:
    """This holds from now on, for links that live as well. Nothing is written where it holds already.

    Raises UserError("not_allowed") for whoever does not administer, ("link_days_out_of_range"), ("link_number_out_of_range").
    """
    if not actor.administrator:
        raise UserError("not_allowed")
    check(wanted)

    def work() -> None:
        if policy() == wanted:
            return
        payload = {
            "what": What.SHARE_LINKS.value,
            "made_by": wanted.made_by.value,
            "longest_days": wanted.longest_days,
            "most_live": wanted.most_live,
            "guests_write": wanted.guests_write,
        }
        seal_acts(actor, [ActDraft(Kind.POLICY, day=today.isoformat(), payload=payload, words=reasoned(reason))])
        if wanted.made_by is MadeBy.NOBODY:
            end_all_links(actor)

    write(work)
