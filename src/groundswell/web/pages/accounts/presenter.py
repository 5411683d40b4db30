"""People, browsers and links in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from groundswell.records.actors import PRODUCT
from groundswell.records.selectors.people import LinkRow, PersonRow, Place, Standing
from groundswell.web.pages.bring.start import moment
from groundswell.web.requests import PageRequest
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One line of the list, and the head of a person's page."""

    id: str
    name: str
    login: str
    standing: str
    units: str
    state: str
    administrator: bool
    factor: bool
    here: bool
    gone: bool
    erased: bool
    invited: bool
    link_until: str


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A browser in which one is signed in."""

    id: str
    device: str
    since: str
    used: str
    this: bool


def person_name(name: str, number: int, words: Words) -> str:
    """The name, or what is left of one that was erased."""
    return name or words.text("accounts.person", {"number": str(number)})


def shown_person(request: PageRequest, row: PersonRow, units: Mapping[str, str]) -> ShownPerson:
    """A person with the names of their org units."""
    words = request.words
    posts = [_post(units.get(unit, ""), title, words) for unit, title in row.units]
    standing = words.text(f"accounts.standing_{row.standing.value}")
    return ShownPerson(
        id=row.id,
        name=person_name(row.name, row.number, words),
        login=row.login,
        standing=standing,
        units=words.listed(posts) if posts else "",
        state=words.text("accounts.standing_administrator") if row.administrator and row.standing is Standing.HERE else standing,
        administrator=row.administrator,
        factor=row.factor,
        here=row.standing is Standing.HERE,
        gone=row.standing in (Standing.LEFT, Standing.ERASED),
        erased=row.standing is Standing.ERASED,
        invited=row.standing is Standing.INVITED,
        link_until=day_of(request, row.link_until) if row.link_until is not None else "",
    )


def _post(unit: str, title: str, words: Words) -> str:
    return words.text("accounts.post", {"unit": unit, "title": title}) if title else unit


def shown_place(request: PageRequest, place: Place) -> ShownPlace:
    """A browser, with when it was last used, which only its person sees."""
    device = place.device or request.words.text("accounts.some_browser")
    this = request.sign_in is not None and request.sign_in.id == place.id
    return ShownPlace(place.id, device, day_of(request, place.made_at), moment(request, place.used_at), this)


def shown_link(request: PageRequest, link: LinkRow, names: Mapping[str, tuple[str, int]]) -> str:
    """A one-time link to one's account, as a sentence."""
    by_command = link.made_by == PRODUCT.ref
    who = request.words.text("accounts.by_command") if by_command else person_name(*names.get(link.made_by, ("", 0)), request.words)
    values = {"who": who, "day": day_of(request, link.made_at), "used": day_of(request, link.used_at) if link.used_at else ""}
    state = "used" if link.used_at is not None else "live" if link.live else "over"
    return request.words.text(f"accounts.link_{state}", values)


def day_of(request: PageRequest, at: datetime) -> str:
    """The day in the organisation's time zone."""
    return request.words.day(at.astimezone(request.time_zone).date())
