"""Who can see something, in one line: by name of group."""

from groundswell.domain.access.deciding import Audience
from groundswell.records.actors import Actor
from groundswell.records.selectors.audiences import Opened, SeenBy, opened_by
from groundswell.web.pages.bring.start import moment
from groundswell.web.requests import PageRequest
from groundswell.words import Words


def seen_line(seen: SeenBy, actor: Actor, words: Words) -> str:
    """``People of Harbour, and of Board above.`` Alone on a machine it is the one person, whatever is meant for later."""
    if actor.alone:
        return words.text("who.alone")
    if seen.audience in (Audience.ORGANISATION, Audience.PUBLIC):
        return words.text(f"who.{seen.audience.value}")
    if seen.team is None:
        return words.text("who.nobody")
    above = [one.name for one in seen.upward]
    if seen.audience is Audience.UPWARD and above:
        return words.text("who.upward_roles" if seen.roles else "who.upward", {"team": seen.team.name, "units": words.listed(above)})
    return words.text("who.team_roles" if seen.roles else "who.team", {"team": seen.team.name})


def open_now(request: PageRequest, measure_id: str) -> list[str]:
    """One line for each administrator who has opened the measure and can look at it now, for its team."""
    return [opened_line(request, one) for one in opened_by(request.actor, measure_id) if one.until > request.now]


def opened_line(request: PageRequest, one: Opened) -> str:
    """Who opened it, when, until when, why."""
    values = {"who": one.who, "at": moment(request, one.at), "until": moment(request, one.until), "reason": one.reason}
    return request.words.text("who.opened", values)
