"""Put the demo up through the services that a person's acts go through, and take it away again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import month_end
from groundswell.domain.measurement.target import Standard, Target
from groundswell.records import databases, opening
from groundswell.records.actors import Actor, local_actor
from groundswell.records.demo.files import Table, intake, table
from groundswell.records.demo.harbour import MEASURES, ORGANISATION, OWNER, RESTATED, DemoMeasure, month
from groundswell.records.demo.harbour_design import write_design
from groundswell.records.demo.harbour_map import DEFINED_WORDS
from groundswell.records.demo.map_drawing import draw_map
from groundswell.records.lines import Line
from groundswell.records.selectors.organisation import settings
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services import allowed_words, limits, measures, notes, organisation, sharing, targets
from groundswell.records.services import intake as imports
from groundswell.reports.measure_page import build_measure_page
from groundswell.reports.writing.html import html_file


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who puts it up, on which day, and the line of each measure by name."""

    actor: Actor
    today: date
    lines: Mapping[str, Line]


def open_demo(today: date) -> None:
    """The harbour council in its own data directory, as of ``today``; does nothing when it is there.

    Whatever goes wrong, half a demo never stays.
    """
    if opening.demo_is_there():
        return
    try:
        with databases.working_on(databases.DEMO):
            opening.open_data_directory(command="demo")
            _fill(today)
    except BaseException:
        opening.remove_demo()
        raise


def close_demo() -> None:
    """The demo's folder goes, and nothing else does; one's own records are what the pages show again."""
    opening.remove_demo()


def _fill(today: date) -> None:
    actor = local_actor()
    named = replace(settings(), name=ORGANISATION, locale="en-GB", time_zone="Europe/London")
    organisation.change(actor, named, effective_from=today)
    lines = {measure.name: Line(measures.create(actor, _definition(measure)), None) for measure in MEASURES}
    desk = _Desk(actor, today, lines)
    _bring_figures(desk)
    for measure in MEASURES:
        _acts(desk, measure)
    for measure in MEASURES:
        _talk(desk, measure)
    ids = {name: line.measure_id for name, line in lines.items()}
    write_design(actor, draw_map(actor, ids), ids)
    for word, meaning in DEFINED_WORDS.items():
        allowed_words.allow(actor, word, meaning)


def _definition(measure: DemoMeasure) -> MeasureDefinition:
    lower, upper = (None if bound is None else Exact.parse(bound) for bound in measure.bounds)
    return MeasureDefinition(
        measure.name, measure.description, measure.measurement_unit, measure.direction, lower, upper, measure.decimals, owner=OWNER
    )


def _bring_figures(desk: _Desk) -> None:
    """Two files: everything up to the month before last, then one month more with one past figure put right."""
    whole = table(MEASURES, desk.today)
    newest = month(desk.today, 0)
    earlier: Table = {day: dict(row) for day, row in whole.items() if day < newest}
    for measure in MEASURES:
        for back, said in measure.first_said.items():
            earlier[month(desk.today, back)][measure.name] = Exact.parse(said)
    for rows, reasons in ((earlier, {}), (whole, {"*": RESTATED})):
        last = max(rows)
        imports.store(desk.actor, intake(f"Harbour figures to {last.isoformat()[:7]}.csv", rows, MEASURES), reasons=reasons)


def _acts(desk: _Desk, measure: DemoMeasure) -> None:
    line = desk.lines[measure.name]
    if measure.split is not None:
        limits.split(desk.actor, line, month(desk.today, measure.split.back), measure.split.text)
    if measure.left_out is not None:
        limits.leave_out(desk.actor, line, month(desk.today, measure.left_out.back), measure.left_out.text)
    for story in measure.notes:
        notes.note(desk.actor, line, month(desk.today, story.back), story.text, author=story.author)
    if measure.aim is not None:
        day = month_end(month(desk.today, -measure.aim.ahead))
        targets.set_target(desk.actor, line, Target(Exact.parse(measure.aim.value), day), measure.aim.why)
    if measure.least is not None:
        standard = Standard(Exact.parse(measure.least.value), month(desk.today, measure.least.back))
        targets.set_standard(desk.actor, line, standard, measure.least.why)


def _show(desk: _Desk, line: Line, measure: DemoMeasure) -> None:
    """The chart as the file that was mailed before anybody could say anything about it."""
    record = measure_record(desk.actor, line)
    page = build_measure_page(record, settings().locale, desk.today)
    sharing.shown_as_file(desk.actor, line, html_file(page, measure.asked, asker=OWNER).encode("utf-8"), record.as_of_seq)


def _talk(desk: _Desk, measure: DemoMeasure) -> None:
    """What people said who were shown the chart, typed in by its owner, as after a meeting."""
    line = desk.lines[measure.name]
    now = datetime.combine(desk.today, time(9), UTC)
    if measure.reactions:
        _show(desk, line, measure)
    for words in measure.reactions:
        reaction = sharing.type_reaction(desk.actor, line, sharing.Words(words.kind.value, words.text, words.name), now=now)
        if words.answer:
            sharing.answer(desk.actor, reaction, words.answer, now=now)
