"""The request as every page gets it, after :class:`groundswell.web.context.RecordsContext`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from groundswell.records.actors import Actor
from groundswell.records.models import SignIn
from groundswell.records.selectors.organisation import OrganisationSettings
from groundswell.words import Words


class PageRequest(HttpRequest):
    """Who asks, when, about which organisation and in whose words. ``today`` is the day in the organisation's time zone; ``shared``: people
    sign in here; ``sign_in`` is by what this person did. ``acts``: what the address names is theirs to change; where it is not,
    ``owner`` is the name of the unit that changes it (:mod:`groundswell.web.object_rules`)."""

    actor: Actor
    words: Words
    now: datetime
    today: date
    time_zone: ZoneInfo
    organisation: OrganisationSettings
    demo_open: bool
    shared: bool
    sign_in: SignIn | None
    route_name: str
    allowed_words: tuple[tuple[str, str], ...]
    looking_as: str
    looking_back: str
    acts: bool
    owner: str
