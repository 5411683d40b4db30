"""Turns all measures into the home page: signals first and newest first, then the routine ones, then those too young to tell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from groundswell.charts.chances_told import signals_by_chance_told
from groundswell.charts.chart import Mark
from groundswell.charts.drawing.svg import card_svg, spark_svg
from groundswell.charts.drawing.symbols import symbol_svg
from groundswell.domain.improvement.marks import newest_open_signal
from groundswell.records.selectors.portfolio import MeasureRow
from groundswell.records.selectors.sharing import ReactionRow
from groundswell.reports.measure_page import MeasurePage
from groundswell.web.drawn import drawn, says
from groundswell.web.pages.home.headline import headline
from groundswell.web.pages.measure.steps import RANK, StepCard, step_card
from groundswell.words import Words

SHOWN_SIGNALS = 6


@dataclass(frozen=True, slots=True)
class SignalCard:
    """A measure with an open signal, large."""

    mark: str
    word: str
    since: str
    name: str
    place: str
    others: str
    href: str
    svg: SafeString
    sentence: SafeString
    state: str
    state_text: str
    act: str
    act_href: str
    owner: str = ""
    variation: SafeString | str = ""
    sign: SafeString | str = ""


@dataclass(frozen=True, slots=True)
class Multiple:
    """A measure without a signal, small."""

    name: str
    place: str
    others: str
    href: str
    value: str
    svg: SafeString
    line: str
    owner: str = ""
    sign: SafeString | str = ""


@dataclass(frozen=True, slots=True)
class PutAway:
    """A measure that was put away, with its reason."""

    name: str
    href: str
    reason: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page in words and finished drawings."""

    figures_to: str
    headline: str
    lead: str
    by_chance: str
    step: StepCard | None
    signals: Sequence[SignalCard]
    more_signals: Sequence[SignalCard]
    routine: Sequence[Multiple]
    early: Sequence[Multiple]
    put_away: Sequence[PutAway]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside the figures. ``waiting``: the newest unanswered reaction of a measure, by its id. ``owners``: the unit of each
    measure that is not of the reader's own."""

    waiting: Mapping[str, ReactionRow]
    away: Sequence[MeasureRow]
    owners: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tile:
    """The place of a measure that stands for it, how many others it has, and the unit that owns it where it is not the reader's."""

    page: MeasurePage
    others: int
    owner: str = ""

    @property
    def reach(self) -> tuple[int, int]:
        """First and last point of what its word is about: the newest open signal, or the new level since the last split."""
        signal = newest_open_signal(self.page.analysis)
        if signal is not None:
            return signal.first, signal.last
        segment = self.page.analysis.segments[-1]
        return segment.first, segment.last

    @property
    def newest(self) -> date:
        """The last day of what its word is about, for the order of the cards."""
        first, last = self.reach
        at = last if newest_open_signal(self.page.analysis) is not None else first
        return self.page.chart.points[at].day or date.min

    @property
    def early(self) -> bool:
        """Whether no stretch has enough figures for limits."""
        return all(segment.central_line is None for segment in self.page.chart.segments)

    @property
    def signals(self) -> bool:
        """Whether it has an open signal."""
        return self.page.chart.word is not Mark.ROUTINE

    @property
    def query(self) -> str:
        """The part of an address that keeps the place."""
        place = self.page.record.org_unit_id
        return f"?{urlencode({'place': place})}" if place else ""

    @property
    def href(self) -> str:
        """The measure's page at this place."""
        return reverse("measure", args=[self.page.record.measure_id]) + self.query


def present(pages: Iterable[MeasurePage], words: Words, around: Around) -> HomeView:
    """The home page of all lines."""
    tiles = _tiles(pages, around.owners)
    signals = sorted((tile for tile in tiles if tile.signals), key=lambda tile: tile.newest, reverse=True)
    early = [tile for tile in tiles if not tile.signals and tile.early]
    routine = [tile for tile in tiles if not tile.signals and not tile.early]
    said = headline(len(signals), len(routine), len(early), own=not any(tile.owner for tile in tiles))
    cards = [_card(number, tile, words, around.waiting.get(tile.page.record.measure_id)) for number, tile in enumerate(signals)]
    return HomeView(
        figures_to=_figures_to(tiles, words),
        headline=said.finding,
        lead=said.rest,
        by_chance=signals_by_chance_told((tile.page.analysis for tile in tiles), words),
        step=_step([*signals, *routine, *early], words),
        signals=cards[:SHOWN_SIGNALS],
        more_signals=cards[SHOWN_SIGNALS:],
        routine=[_multiple(f"r{number}", tile, words) for number, tile in enumerate(routine)],
        early=[_multiple(f"e{number}", tile, words) for number, tile in enumerate(early)],
        put_away=put_away_rows(around.away),
    )


def put_away_rows(away: Iterable[MeasureRow]) -> list[PutAway]:
    """The measures that were put away, each with its reason and the way to it."""
    return [PutAway(row.name, reverse("measure", args=[row.measure_id]), row.reason) for row in away if row.away]


def _tiles(pages: Iterable[MeasurePage], owners: Mapping[str, str]) -> list[Tile]:
    tiles = []
    for measure, group in groupby(pages, key=lambda page: page.record.measure_id):
        places = [Tile(page, 0) for page in group]
        first = max(places, key=lambda tile: (tile.signals, tile.newest if tile.signals else date.min))
        tiles.append(Tile(first.page, len(places) - 1, owners.get(measure, "")))
    return tiles


def _card(number: int, tile: Tile, words: Words, waiting: ReactionRow | None) -> SignalCard:
    page, chart = tile.page, tile.page.chart
    first, last = tile.reach
    state, text, act, anchor = "card.unseen", "", "card.unseen_act", ""
    noted = [note for note in chart.notes if first <= note.index <= last]
    if waiting is not None:
        state, text, act, anchor = "card.asked", f"“{_shortened(waiting.text)}”", "card.asked_act", f"#reaction-{waiting.id}"
    elif noted:
        state, text, act, anchor = "card.explained", _shortened(noted[-1].text), "card.explained_act", "#talk"
    return SignalCard(
        mark=chart.word.value,
        word=chart.word_text,
        since=words.text("card.in" if first == last else "card.since", {"period": chart.points[first].label}),
        name=chart.title,
        place=page.record.org_unit or "",
        others=_others(tile, words),
        href=tile.href,
        svg=drawn(card_svg(chart, ident=f"s{number}")),
        sentence=says(chart),
        state=words.text(state),
        state_text=text,
        act=words.text(act),
        act_href=tile.href + anchor,
        owner=tile.owner,
        variation=drawn(symbol_svg(chart.variation, named=False)) if chart.variation is not None else "",
        sign=_sign(tile),
    )


def _multiple(prefix: str, tile: Tile, words: Words) -> Multiple:
    chart = tile.page.chart
    return Multiple(
        name=chart.title,
        place=tile.page.record.org_unit or "",
        others=_others(tile, words),
        href=tile.href,
        value=tile.page.latest_figure,
        svg=drawn(spark_svg(chart, ident=prefix)),
        line=_line(tile, words),
        owner=tile.owner,
        sign=_sign(tile),
    )


def _sign(tile: Tile) -> SafeString | str:
    """The sign of how far its minimum standard can be relied on; empty without one."""
    sign = tile.page.chart.wanted.assurance
    return drawn(symbol_svg(sign)) if sign is not None else ""


def _line(tile: Tile, words: Words) -> str:
    figures = tile.page.record.series.figures
    return words.text("card.few", {"n": figures}) if tile.early else tile.page.line


def _others(tile: Tile, words: Words) -> str:
    return words.text("card.other_places", {"n": tile.others}) if tile.others else ""


def _figures_to(tiles: list[Tile], words: Words) -> str:
    newest: tuple[date, MeasurePage] | None = None
    for tile in tiles:
        last = next((point.day for point in reversed(tile.page.chart.points) if point.y is not None and point.day), None)
        if last is not None and (newest is None or last > newest[0]):
            newest = (last, tile.page)
    if newest is None:
        return ""
    return words.period(newest[0], newest[1].record.series.cadence, "long", newest[1].record.fiscal_start)


def _step(tiles: list[Tile], words: Words) -> StepCard | None:
    own = [tile for tile in tiles if tile.page.record.yours]
    if not own:
        return None
    first = min(own, key=lambda tile: RANK.index(tile.page.next_step.code))
    return step_card(first.page, words, query=first.query, named=True)


def _shortened(text: str, longest: int = 90) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rsplit(" ", 1)[0] + "…"
