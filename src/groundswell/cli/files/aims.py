"""Targets and a standard as options of ``analyse`` and ``chart``: read, judged, and written as JSON or in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import click

from groundswell.charts.forms import forms_of
from groundswell.charts.wanted import Aims, wanted_of
from groundswell.domain.improvement.assurance import StandardReading, read_standard
from groundswell.domain.improvement.levels import newest_level
from groundswell.domain.improvement.targets import TargetReading, read_target
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.direction import Band, WantedWay, band_given, way_of
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.series import Series
from groundswell.domain.measurement.target import Standard, Target, TargetKind
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.errors import UserError
from groundswell.words import Words

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class AimOptions:
    """What is wanted of every series: targets, a standard that holds for all its figures, and the wanted direction or band."""

    targets: tuple[Target, ...] = ()
    standard: Standard | None = None
    direction: Direction = Direction.UNKNOWN
    band: Band | None = None

    @property
    def asked(self) -> bool:
        """Whether anything is wanted."""
        return bool(self.targets) or self.standard is not None or self.band is not None

    @property
    def way(self) -> WantedWay:
        """What figures are judged by."""
        return way_of(self.direction, self.band)


def aim_options(command: Command) -> Command:
    """Adds ``--target``, ``--standard``, ``--direction`` and ``--band`` to a command, as text that :func:`aims_of` reads."""
    for option in (
        click.option("--band", nargs=2, metavar="LOWER UPPER", help="Where figures are wanted; with --direction in_band."),
        click.option("--direction", type=click.Choice([str(one) for one in Direction if one is not Direction.UNKNOWN]),
                     help="Which way is better."),
        click.option("--standard", metavar="VALUE", help="What each figure should meet; needs a direction."),
        click.option("--target", "targets", multiple=True, metavar="VALUE@DATE[:KIND]",
                     help="A level wanted at a date; KIND is central_line (default), limit or spread."),
    ):
        command = option(command)
    return command


def aims_of(given: Mapping[str, Any]) -> AimOptions:
    """The options of a command; raises UserError("target_form"), ("standard_form"), ("band_form"), ("band_needed") and
    ("band_without_direction")."""
    direction = Direction(given["direction"]) if given["direction"] else Direction.UNKNOWN
    text = given["standard"]
    standard = None if text is None else Standard(_figure(text, "standard_form"), date.min)
    return AimOptions(tuple(_target(each) for each in given["targets"]), standard, direction, _band(given["band"], direction))


def _band(ends: tuple[str, str] | None, direction: Direction) -> Band | None:
    if (ends is not None) != (direction is Direction.IN_BAND):
        raise UserError("band_needed" if ends is None else "band_without_direction")
    return None if ends is None else band_given(*ends)


def _target(text: str) -> Target:
    value, at, rest = text.partition("@")
    day, _, kind = rest.partition(":")
    if not at or (kind and kind not in list(TargetKind)):
        raise UserError("target_form", {"text": text})
    try:
        return Target(Exact.parse(value), date.fromisoformat(day.strip()), kind=TargetKind(kind or TargetKind.CENTRAL_LINE))
    except ValueError:
        raise UserError("target_form", {"text": text}) from None


def _figure(text: str, code: str) -> Exact:
    try:
        return Exact.parse(text)
    except ValueError:
        raise UserError(code, {"text": text}) from None


def aims_document(analysis: XmrAnalysis, aims: AimOptions) -> dict[str, Any]:
    """Keys to add to a series' JSON: ``targets``, ``band`` and ``standard``, each only where it was asked for.

    ``distance`` of the band is how far typical lies outside it, 0 inside; null without limits.
    """
    found: dict[str, Any] = {}
    if aims.targets:
        found["targets"] = [_target_document(read_target(target, analysis, aims.way)) for target in aims.targets]
    if aims.band is not None:
        found["band"] = {"lower": str(aims.band.lower), "upper": str(aims.band.upper), "distance": _distance(aims.band, analysis)}
    if aims.standard is not None:
        found["standard"] = _standard_document(read_standard(aims.standard, analysis, aims.way))
    return found


def _distance(band: Band, analysis: XmrAnalysis) -> float | None:
    level = newest_level(analysis)
    if level is None:
        return None
    return float(band.distance(level.central_line)) if band.side(level.central_line) else 0.0


def _target_document(reading: TargetReading) -> dict[str, Any]:
    """``ask`` counts sigmas; of a spread it is the part of the width that has to go."""
    target = reading.target
    return {
        "value": str(target.value), "date": target.day.isoformat(), "kind": target.kind.value, "state": reading.state.value,
        "line": reading.line, "before": reading.before, "share": reading.share, "ask": reading.ask, "redesign": reading.redesign,
        "further": reading.further, "against": reading.against, "provisional": reading.provisional,
    }


def _standard_document(reading: StandardReading) -> dict[str, Any]:
    chance = reading.chance
    return {
        "value": str(reading.standard.value),
        "assurance": None if reading.assurance is None else reading.assurance.value,
        "chance": None if chance is None else chance.share,
        "chance_low": None if chance is None else chance.low,
        "chance_high": None if chance is None else chance.high,
        "figures": reading.figures,
        "provisional": reading.provisional,
    }


def aims_told(analysis: XmrAnalysis, aims: AimOptions, unit: str, words: Words) -> Iterator[str]:
    """A line on the band, one on each target, then one on the standard; the same sentences as on a page."""
    definition = MeasureDefinition(
        analysis.series.measure, measurement_unit=unit, direction=aims.direction, cadence=analysis.series.cadence, band=aims.band
    )
    forms = forms_of(analysis, definition, words, 1)
    wanted = wanted_of(Aims(aims.targets, standards_of(aims, analysis.series)), analysis, definition, forms)
    if wanted.band:
        yield words.text("analyse.band", {"sentence": wanted.band})
    for aim in wanted.aims:
        yield words.text("analyse.target", {"target": aim.named, "sentence": aim.sentence, "ask": aim.ask}).rstrip()
    if wanted.standard_sentence:
        values = {"value": wanted.standard, "sentence": wanted.standard_sentence, "chance": wanted.standard_certainty}
        yield words.text("analyse.standard", values).rstrip()


def standards_of(aims: AimOptions, series: Series) -> tuple[Standard, ...]:
    """The standard as a record holds it, from the series' first period on."""
    if aims.standard is None:
        return ()
    first = series.points[0].period if series.points else None
    return (aims.standard if first is None else replace(aims.standard, valid_from=first.start),)


def with_targets(found: Sequence[Target], aims: AimOptions) -> tuple[Target, ...]:
    """The sheet's own targets, and those asked for in place of the sheet's of the same day."""
    days = {target.day for target in aims.targets}
    return (*(target for target in found if target.day not in days), *aims.targets)
