"""An agency of 5,000 measures, 690,000 observations, 300 units and 400 people: what its pages cost, as a signed-in person gets them.

Somebody with a post in each of several teams lives with a board of 200 measures of 120 months. Server time is CPU of one warm request
through Django's whole stack, the best of a few; ceilings are those of the goals, and each page is told in yardsticks of the same run too
(benchmarks/home.py). Permission filtering is the same list for whoever sees everything without being asked and for a person who is asked
about each measure and sees them all.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import django
from django.apps import apps

from benchmarks.measuring import Verdict, at_most, best_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.web.settings")
if not apps.ready:
    django.setup()

from django.test import Client

from benchmarks.agency_data import Agency, found
from groundswell.domain.access.deciding import Viewer
from groundswell.engine.uncollected import collect_rarely
from groundswell.records import clock, opening
from groundswell.records.actors import PRODUCT, Actor, actor_of
from groundswell.records.ledger.kinds import Kind
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.models import Post
from groundswell.records.selectors.definition_search import search
from groundswell.records.selectors.definitions import board, catalogue
from groundswell.records.selectors.portfolio import measures, portfolio
from groundswell.records.services.recording import seal_acts
from groundswell.records.services.signing_in import begin
from groundswell.web.signed_in import COOKIE

RUNS = 9
BOARD = 200
BOARD_SECONDS, SEARCH_SECONDS, PAGE_SECONDS, UNCHANGED_SECONDS = 0.300, 0.050, 0.100, 0.015
"""The first two are goals; the others keep what was reached."""
SHARE = 1.15
TYPED = ("l", "le", "lett", "letters", "days to", "complaints team 7", "invoices late of branch", "no such thing")


def run() -> Iterator[Verdict]:
    """Makes the data set in a folder that goes with it."""
    with tempfile.TemporaryDirectory() as folder:
        collect_rarely()  # as a server does
        opening.point_to(Path(folder) / "data")
        opening.open_data_directory("default", command="benchmark")
        try:
            yield from _judged(found())
        finally:
            opening.close_all()


def _judged(agency: Agency) -> Iterator[Verdict]:
    who = busiest(agency)
    kept: dict[str, str] = {}
    client = signed_in(who)
    lives = sorted(board(actor_of(who)) or ())
    paths = {"board": "/", "measure page": f"/measures/{lives[0]}/", "list of definitions": "/definitions/"}
    ceilings = {"board": BOARD_SECONDS, "measure page": PAGE_SECONDS, "list of definitions": PAGE_SECONDS}
    for name, path in paths.items():
        taken, answer = best_of(RUNS, partial(asked, client, path))
        kept[path] = answer
        yield at_most(f"{name}{f' of {len(lives)} measures' if name == 'board' else ''}, warm", taken.cpu, ceilings[name])
    for name, path in paths.items():
        taken, _ = best_of(RUNS, partial(asked, client, path, kept[path], 304))
        yield at_most(f"{name}, unchanged", taken.cpu, UNCHANGED_SECONDS)
    slowest = max(best_of(5, partial(asked, client, f"/definitions/?q={typed.replace(' ', '+')}"))[0].cpu for typed in TYPED)
    yield at_most("search as you type, the slowest of some", slowest, SEARCH_SECONDS)
    write_note(who, lives[0])
    for name, path in paths.items():
        taken, _ = best_of(1, partial(asked, client, path, kept[path]))
        print(f"  {name}, the first after somebody wrote a note: {taken.cpu * 1000:.0f} ms")
    yield from _filtering(agency)


def busiest(agency: Agency) -> str:
    """Somebody of the lowest level who holds posts in so many more teams that they live with some 200 measures; gives their account."""
    who = list(agency.people)[-1]
    own: dict[str, int] = {}
    for unit, _ in agency.measures.values():
        own[unit] = own.get(unit, 0) + 1
    team, now = agency.people[who], clock.stamp(clock.now())
    teams = [unit for unit, _parent in agency.parents.items() if unit in own and unit not in agency.parents.values() and unit != team]
    enough = [unit for at, unit in enumerate(teams) if own[team] + sum(own[one] for one in teams[: at + 1]) <= BOARD]

    def posts() -> None:
        for unit in enough:
            Post.objects.create(account_id=who, unit=unit, start="2015-01-01", made_by=who, made_at=now)

    opening.write(posts)
    return who


def signed_in(account: str) -> Client:
    """A browser in which that person is signed in."""
    client = Client(headers={"host": "localhost"})
    client.cookies[COOKIE] = opening.write(lambda: begin(account, "", now=datetime.now(UTC))).token
    return client


def asked(client: Client, path: str, tag: str = "", status: int = 200) -> str:
    """One request, for what the browser holds with that tag; gives the tag of the answer."""
    answer = client.get(path, headers={"if-none-match": tag} if tag else {})
    if answer.status_code != status:
        raise SystemExit(f"{path} answered {answer.status_code}, not {status}")
    return answer.headers.get("ETag", "")


def write_note(account: str, measure: str) -> None:
    """What makes every kept answer an old one."""
    note = ActDraft(Kind.NOTE, measure, day="2020-01-01", words={"text": "A change of supplier."})
    opening.write(lambda: seal_acts(actor_of(account), [note]))


def _filtering(agency: Agency) -> Iterator[Verdict]:
    """Each list for PRODUCT, which nobody asks, and for a person with a post in every unit, who is asked about each measure."""
    everywhere = Actor("everywhere", "", Viewer(signed_in=True, units=frozenset(agency.parents)))
    some = frozenset(list(agency.measures)[:BOARD])
    lists: dict[str, Callable[[Actor], int]] = {
        "names of all measures": lambda actor: len(measures(actor)),
        "all definitions": lambda actor: len(search(actor, "")),
        "a search": lambda actor: len(search(actor, "letters answered")),
        "the catalogue": lambda actor: len(catalogue(actor).measures),
    }
    for name, made in lists.items():
        counts: set[int] = set()
        seconds: dict[str, float] = {}
        for actor in (PRODUCT, everywhere):
            repeat = 200 if name == "the catalogue" else 10
            taken, count = best_of(7, partial(_repeated, made, actor, repeat))
            seconds[actor.ref] = taken.cpu
            counts.add(count)
        yield _share(name, seconds[everywhere.ref] / seconds[PRODUCT.ref], counts)
    anew, lines = dict.fromkeys((PRODUCT.ref, everywhere.ref), 99.0), set[int]()
    for _ in range(4):
        for actor in (PRODUCT, everywhere):
            write_note(next(iter(agency.people)), next(iter(some)))  # nothing that is kept helps
            catalogue(actor)
            taken, records = best_of(1, partial(portfolio, actor, only=some))
            anew[actor.ref] = min(anew[actor.ref], taken.cpu)
            lines.add(len(records))
    yield _share("figures of 200 measures, read anew", anew[everywhere.ref] / anew[PRODUCT.ref], lines)


def _repeated(made: Callable[[Actor], int], actor: Actor, times: int) -> int:
    return [made(actor) for _ in range(times)][-1]


def _share(name: str, share: float, counts: set[int]) -> Verdict:
    same = share <= SHARE and len(counts) == 1
    return Verdict(f"{name}, filtered by permission", f"{share:.2f} times, {counts}", f"at most {SHARE:g}, the same list", same)
