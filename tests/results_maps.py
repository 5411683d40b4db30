"""Results maps for tests and benchmarks: the harbour council's, as the design pages show it, and made-up ones of any size."""

import random

from groundswell.domain.authoring.results_map import Link, LinkKind, Result, ResultsMap

PURPOSE, STRATEGIC, PROCESS, TEAM = "purpose", "strategic", "process", "team"
TEXTS = {
    "home": (PURPOSE, "Everyone who goes to sea comes home"),
    "living": (PURPOSE, "People can make a living here all year"),
    "answer": (STRATEGIC, "People get a straight answer soon"),
    "homes": (STRATEGIC, "Homes do not stand empty"),
    "waste": (STRATEGIC, "Waste stays out of the sea"),
    "boats": (STRATEGIC, "Boats leave when they are meant to"),
    "hurt": (STRATEGIC, "Nobody is hurt on the water"),
    "complaints": (PROCESS, "Complaints reach the right person that day"),
    "first": (PROCESS, "A caller’s first answer is right"),
    "ready": (PROCESS, "A home is ready soon after a tenant leaves"),
    "drains": (PROCESS, "Street drains run clear"),
    "ferries": (PROCESS, "Ferries are fit to sail every morning"),
    "berth": (PROCESS, "A berth is free when a vessel arrives"),
    "crews": (PROCESS, "Crews speak up about near misses"),
    "letters": (TEAM, "Letters are read on the day they arrive"),
    "surveyors": (TEAM, "Surveyors reply while the case is fresh"),
    "callers": (TEAM, "Callers reach someone who knows"),
    "repairs": (TEAM, "Repairs are finished in one visit"),
    "bins": (TEAM, "Bins are emptied before they overflow"),
    "parts": (TEAM, "Spare parts are there when needed"),
    "plans": (TEAM, "Berth plans match the tide"),
    "report": (TEAM, "Every report gets a reply"),
}
DRIVES = """letters complaints, surveyors complaints, complaints answer, first answer, callers first, first homes, repairs ready,
ready homes, bins drains, drains waste,
parts ferries, ferries boats, plans berth, berth boats, report crews, crews hurt, hurt home, answer living,
homes living, waste living, boats living"""
UNMEASURED = frozenset(("complaints", "drains", "letters", "surveyors", "repairs", "bins", "parts", "plans", "report"))
WORDS = ("ferries", "berths", "letters", "callers", "homes", "drains", "crews", "repairs", "surveys", "plans", "visits", "answers")
ENDS = ("are ready on the day", "stay safe all year", "reach the right person", "are clean", "keep going when it storms", "wait no longer")


def marram() -> ResultsMap:
    """Twenty-two results in four zones."""
    results = tuple(Result(key, text, zone) for key, (zone, text) in TEXTS.items())
    drives = [pair.split() for pair in DRIVES.split(",")]
    links = [Link(f"d{at}", LinkKind.CAUSE_EFFECT, *pair) for at, pair in enumerate(drives)]
    links += [
        Link("c1", LinkKind.COMPANION, "berth", "crews"),
        Link("c2", LinkKind.COMPANION, "complaints", "first"),
        Link("x1", LinkKind.CONFLICT, "boats", "hurt"),
    ]
    return ResultsMap("marram", "What we want to be true in Marram", results=results, links=tuple(links))


def grown(count: int, seed: int = 1) -> ResultsMap:
    """A map of so many results, most in the outer zones, nearly each driving one or two further in."""
    chance = random.Random(seed)
    zones = [PURPOSE, STRATEGIC, PROCESS, TEAM]
    inner = [max(1, min(4, count // 11)), max(1, count * 15 // 100), max(1, count * 30 // 100)]
    order = [zone for zone, many in zip(zones, inner, strict=False) for _ in range(many)]
    order = (order + [TEAM] * count)[:count]
    results = [Result(f"r{at}", f"{chance.choice(WORDS).capitalize()} {chance.choice(ENDS)}", zone) for at, zone in enumerate(order)]
    index = {zone: at for at, zone in enumerate(zones)}
    links = []
    for one in results:
        further_in = [each for each in results if index[each.zone] == index[one.zone] - 1]
        for other in chance.sample(further_in, min(len(further_in), 1 + (chance.random() < 0.2))):
            links.append(Link(f"l{len(links)}", LinkKind.CAUSE_EFFECT, one.id, other.id))
    for kind in (LinkKind.COMPANION, LinkKind.CONFLICT):
        for _ in range(count // 20 if count > 1 else 0):
            first, second = chance.sample([each.id for each in results], 2)
            links.append(Link(f"l{len(links)}", kind, first, second))
    return ResultsMap(f"grown{count}", f"A map of {count} results", results=tuple(results), links=tuple(links))
