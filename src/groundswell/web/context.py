"""Which data directory a request works on, for whom, on what day and in whose words; and what every page shows of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from groundswell.errors import UserError
from groundswell.records.actors import GUEST, Actor, actor_of, local_actor
from groundswell.records.databases import DEFAULT, DEMO, working_on
from groundswell.records.opening import demo_is_there
from groundswell.records.selectors import organisation, sharing
from groundswell.records.selectors.audiences import own_units
from groundswell.web.access import RULES, Caller
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toasts_of
from groundswell.web.wording import organisation_words


class RecordsContext:
    """Sets the data directory for the time of the request; the demo has its own while it is open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        request.now = datetime.now(UTC)
        request.acts, request.owner = True, ""
        caller = RULES[request.route_name].caller
        # where people sign in there is no demo, and nobody sets up an organisation that is made up
        request.demo_open = not request.shared and caller is not Caller.ANYONE and demo_is_there()
        guest = caller is Caller.GUEST
        in_demo = request.demo_open and caller is not Caller.TOKEN and (not guest or _is_of_demo(request))
        alias = DEMO if in_demo else DEFAULT
        with working_on(alias):
            request.organisation = organisation.settings()
            request.actor = GUEST if guest else _actor(request, caller)
            request.words = organisation_words(request.organisation.locale, request.organisation.fiscal_year_start)
            request.time_zone = ZoneInfo(request.organisation.time_zone)
            request.today = request.now.astimezone(request.time_zone).date()
            return self.get_response(request)


def _actor(request: PageRequest, caller: Caller) -> Actor:
    """Whoever is signed in, as they stand at this moment; alone, the local person."""
    if request.sign_in is not None:
        return actor_of(request.sign_in.account_id)
    return GUEST if caller in (Caller.ANYONE, Caller.TOKEN) else local_actor()


def _is_of_demo(request: PageRequest) -> bool:
    """A guest's link belongs to one of the two; the organisation's own is asked first, whatever is open."""
    token = request.path_info.rstrip("/").rpartition("/")[2]
    with working_on(DEFAULT):
        try:
            sharing.share_by_token(token, now=request.now)
        except UserError:
            return True
    return False


def _posts(actor: Actor) -> list[tuple[str, str, bool]]:
    """The units of somebody with several posts: id, name, and whether they work for it now."""
    return [(one.id, one.name, one.id == actor.works_for) for one in own_units(actor)]


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What base.html shows on every page; refusals before the records were opened show none of it."""
    if not hasattr(request, "organisation"):
        return {}
    return {
        "looking_as": getattr(request, "looking_as", ""),
        "looking_back": getattr(request, "looking_back", ""),
        "own_posts": _posts(request.actor) if len(request.actor.viewer.units) > 1 else (),  # type: ignore[attr-defined]
        "organisation": request.organisation.name,
        "demo_open": request.demo_open,  # type: ignore[attr-defined]
        "shared": request.shared,  # type: ignore[attr-defined]
        "acts": request.acts,  # type: ignore[attr-defined]
        "owner": request.owner,  # type: ignore[attr-defined]
        "administers": request.actor.administrator,  # type: ignore[attr-defined]
        "inside": bool(request.actor.ref),  # type: ignore[attr-defined]
        "person": request.actor if request.sign_in is not None else None,  # type: ignore[attr-defined]
        "toasts": toasts_of(request),
    }
