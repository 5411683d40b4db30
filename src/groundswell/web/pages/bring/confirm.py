"""What the page "Confirm" shows: was → now, figure by figure, and one button with the number on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.engine.intake import Intake
from groundswell.engine.people_named import added_up, people_named, without
from groundswell.engine.recipes.following import NOT_FITTING
from groundswell.records.services.diff import Change, Diff, Figure, StoredFigure
from groundswell.web.pages.bring.check import REFUSED, TOTAL_DIFFERS
from groundswell.web.pages.bring.choices import OUT, TOGETHER, Choices
from groundswell.web.pages.bring.effects import NO_CHART, Effect, effect_of, effect_of_new
from groundswell.web.pages.bring.figures import difference_text, figure_text, period_text, series_name
from groundswell.words import Words

SHOWN = 200
SINGLY = 3
REASONS = ("not_known", "late_returns", "correction", "definition")
FULL_SHEET = "rows_may_be_missing"
ELSEWHERE = NOT_FITTING | {FULL_SHEET, TOTAL_DIFFERS}
"""Problems that the page says in parts of their own."""

Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A figure that would change."""

    key: str
    field: str
    name: str
    when: str
    stored: str
    now: str
    difference: str
    effect: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShownNew:
    """A figure that would be added, with the mark it gets on its chart."""

    name: str
    when: str
    figure: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """Everything the template shows."""

    id: str
    headline: str
    lead: str
    count: int
    can_store: bool
    button: str
    ask: str
    changed: list[ShownChange]
    changed_heading: str
    new: list[ShownNew]
    new_heading: str
    one_period: bool
    more_new: str
    refused: list[tuple[str, str, str]]
    refused_heading: str
    known: list[tuple[str, str, str]]
    known_heading: str
    unchanged: list[ShownNew]
    unchanged_heading: str
    states: str
    states_heading: str
    missing: str
    missing_heading: str
    beside: list[str]
    full_sheets: list[str]
    as_of_seq: int
    reasons: list[tuple[str, str]]


def filtered(intake: Intake, choices: Choices) -> Intake:
    """What of the file a person wants to keep: figures, and whatever stands beside them."""
    if choices.dropped_measures or choices.dropped_places:
        intake = without(intake, lambda measure, place: measure in choices.dropped_measures or place in choices.dropped_places)
    if choices.people not in (OUT, TOGETHER):
        return intake
    people = people_named(intake)
    return without(intake, people.names) if choices.people == OUT else added_up(intake, people, choices.team)


def full_sheets(intake: Intake, words: Words) -> list[str]:
    """Sheets that are as long as such a sheet can be: what came after may be missing, and a person says that it is not."""
    return [words.problem(problem) for problem in intake.problems if problem.code == FULL_SHEET]


def effects_of(diff: Diff, records: Sequence[MeasureRecord]) -> dict[Key, Effect]:
    """For each series that the file touches: its chart before and after."""
    touched: dict[Key, list[Observation]] = {}
    for figure in (*diff.new, *(change.figure for change in diff.changed)):
        if figure.period is not None:
            touched.setdefault((figure.measure, figure.org_unit), []).append(figure.observation)
    stored = {(record.definition.name, record.org_unit): record for record in records}
    effects: dict[Key, Effect] = {}
    for key, brought in touched.items():
        record = stored.get(key)
        effects[key] = effect_of(record, brought) if record is not None else effect_of_new(_unstored(key, brought))
    return effects


def _unstored(key: Key, brought: Sequence[Observation]) -> MeasureRecord:
    series = Series.of_observations(brought)
    return MeasureRecord("", None, key[1], MeasureDefinition(key[0], cadence=series.cadence), series)


def confirm_page(
    upload_id: str, diff: Diff, intake: Intake, choices: Choices, records: Sequence[MeasureRecord], words: Words
) -> ConfirmPage:
    """The page of one file against the record as it stands."""
    effects = effects_of(diff, records)
    new_figures, states = with_numbers(diff.new)
    count = len(new_figures) + len(diff.changed)
    refused = [problem for problem in diff.refused if problem.code in REFUSED]
    known = [problem for problem in diff.refused if problem.code not in REFUSED | ELSEWHERE]
    new = new_rows(new_figures, effects, words)
    return ConfirmPage(
        id=upload_id,
        headline=headline_of(diff, len(new_figures), words),
        lead=lead_of(diff, len(new_figures), words),
        count=count,
        can_store=not diff.nothing_to_store,
        button=words.text("confirm.store", {"n": count}) if count else words.text("confirm.store_beside"),
        ask=_ask(diff, count, words),
        changed=[_changed(number, change, effects, choices, words) for number, change in enumerate(diff.changed)],
        changed_heading=words.text("confirm.changed", {"n": len(diff.changed)}),
        new=new[:SHOWN],
        new_heading=_new_heading(new_figures, words),
        one_period=len({figure.period for figure in new_figures}) == 1,
        more_new=words.text("confirm.more_new", {"n": len(new) - SHOWN}) if len(new) > SHOWN else "",
        refused=[(problem.place.cell or "", words.problem(problem), words.hint(problem)) for problem in refused[:SHOWN]],
        refused_heading=words.text("confirm.refused", {"n": len(refused)}),
        known=[(problem.place.cell or "", words.problem(problem), words.hint(problem)) for problem in known[:SHOWN]],
        known_heading=words.text("confirm.known", {"n": len(known)}),
        unchanged=[_new(figure, {}, words) for figure in diff.unchanged[:SHOWN]],
        unchanged_heading=words.text("confirm.unchanged", {"n": len(diff.unchanged)}),
        states=states_say(states, words),
        states_heading=words.text("confirm.missing", {"n": len(states)}),
        missing=missing_says(diff.missing, words),
        missing_heading=words.text("confirm.absent", {"n": len(diff.missing)}),
        beside=beside_of(diff, words),
        full_sheets=full_sheets(intake, words),
        as_of_seq=diff.as_of_seq,
        reasons=[(code, words.text(f"change_reason.{code}")) for code in REASONS],
    )


def spelled(count: int, words: Words) -> str:
    """A count that opens a headline is a word, up to twelve."""
    code = f"number.{count}"
    return words.text(code) if words.has(code) else words.number(count)


def with_numbers(new: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """New figures, and new cells that say that there is none: these are kept as missing, and counted apart."""
    numbered = [figure for figure in new if figure.observation.presence is Presence.VALUE]
    return numbered, [figure for figure in new if figure.observation.presence is not Presence.VALUE]


def _ask(diff: Diff, count: int, words: Words) -> str:
    if diff.nothing_to_store:
        return words.text("confirm.nothing_ask")
    return words.text("confirm.store_ask", {"n": count}) if count else words.text("confirm.store_beside_ask")


def headline_of(diff: Diff, new: int, words: Words) -> str:
    """What changes, as a finding."""
    if diff.changed:
        return words.text("confirm.headline_changed", {"n": len(diff.changed), "count": spelled(len(diff.changed), words)})
    if not new:
        return words.text("confirm.headline_nothing" if diff.nothing_to_store else "confirm.headline_beside")
    return words.text("confirm.headline_new" if diff.unchanged else "confirm.headline_first", {"n": new})


def lead_of(diff: Diff, new: int, words: Words) -> str:
    """What stands beside it, and that nothing is stored yet."""
    unchanged = words.number(len(diff.unchanged))
    if diff.nothing_to_store:
        if diff.first_batch is not None:
            recorded = diff.first_batch.recorded_at
            day = words.day(date.fromisoformat(str(recorded)[:10]))
            return words.text("confirm.lead_first_batch", {"day": day, "file": diff.first_batch.file_name or ""})
        return words.text("confirm.lead_same")
    if diff.changed:
        code = "confirm.lead_changed_new" if new else "confirm.lead_changed"
        return words.text(code, {"n": new, "unchanged": unchanged} if new else {"unchanged": unchanged})
    return words.text("confirm.lead_new", {"unchanged": unchanged}) if diff.unchanged else words.text("confirm.lead_first")


def _changed(number: int, change: Change, effects: Mapping[Key, Effect], choices: Choices, words: Words) -> ShownChange:
    figure, old = change.figure, change.old
    name, when = series_name(figure.measure, figure.org_unit), period_text(figure.period, words)
    effect = effects.get((figure.measure, figure.org_unit))
    return ShownChange(
        key=change.key,
        field=f"why-{number}",
        name=name,
        when=when,
        stored=figure_text(old.value, old.presence, words),
        now=figure_text(figure.observation.value, figure.observation.presence, words),
        difference=difference_text(old.value, figure.observation.value, words),
        effect=words.text(f"effect.{effect.of_change()}") if effect is not None else "",
        label=words.text("confirm.why_label", {"name": name, "period": when}),
        reason=choices.reasons.get(change.key, REASONS[0]),
    )


def _new(figure: Figure, effects: Mapping[Key, Effect], words: Words) -> ShownNew:
    effect = effects.get((figure.measure, figure.org_unit))
    mark = effect.of_point(figure.period.start) if effect is not None and figure.period is not None else NO_CHART
    observation = figure.observation
    return ShownNew(
        name=series_name(figure.measure, figure.org_unit),
        when=period_text(figure.period, words),
        figure=figure_text(observation.value, observation.presence, words),
        mark=mark,
        word=words.text(f"mark.{mark}"),
    )


def new_rows(new: Sequence[Figure], effects: Mapping[Key, Effect], words: Words) -> list[ShownNew]:
    """Figure by figure; a series that brings more than three is one row, with the word its chart would have."""
    series: dict[Key, list[Figure]] = {}
    for figure in new:
        series.setdefault((figure.measure, figure.org_unit), []).append(figure)
    rows = []
    for key, figures in series.items():
        if len(figures) <= SINGLY:
            rows += [_new(figure, effects, words) for figure in figures]
        else:
            rows.append(_new_series(key, figures, effects.get(key), words))
    return rows


def _new_series(key: Key, figures: Sequence[Figure], effect: Effect | None, words: Words) -> ShownNew:
    periods = sorted(figure.period for figure in figures)
    span = words.text("confirm.span", {"first": period_text(periods[0], words), "last": period_text(periods[-1], words)})
    mark = effect.of_chart() if effect is not None else NO_CHART
    return ShownNew(series_name(*key), span, words.text("bring.figures", {"n": len(figures)}), mark, words.text(f"mark.{mark}"))


def _new_heading(new: Sequence[Figure], words: Words) -> str:
    """With the period, where all of them are of one."""
    periods = {figure.period for figure in new}
    if len(periods) == 1 and len(new) > 1 and (only := next(iter(periods))) is not None:
        return words.text("confirm.new_all", {"n": len(new), "period": period_text(only, words)})
    return words.text("confirm.new", {"n": len(new)})


def beside_of(diff: Diff, words: Words) -> list[str]:
    """What else of the file is kept: comments as notes, targets, and what becomes of measures."""
    lines = [
        words.text("confirm.new_measures", {"n": len(diff.new_measures)}) if diff.new_measures else "",
        words.text("confirm.notes", {"n": diff.notes}) if diff.notes else "",
        words.text("confirm.targets", {"n": diff.targets}) if diff.targets else "",
        words.text("confirm.definitions", {"n": len(diff.definitions)}) if diff.definitions else "",
    ]
    return [line for line in lines if line]


def states_say(states: Sequence[Figure], words: Words) -> str:
    """Cells that say that there is no figure: the first few by name."""
    named = [
        words.text("confirm.of", {"name": series_name(one.measure, one.org_unit), "period": period_text(one.period, words)})
        for one in states[:3]
    ]
    if len(states) > len(named):
        return words.text("confirm.states_more", {"named": words.listed(named), "n": len(states) - len(named)})
    return words.text("confirm.states_named", {"named": words.listed(named)}) if named else ""


def missing_says(missing: Sequence[StoredFigure], words: Words) -> str:
    """Stored figures that this file does not hold: the first few by name; they stay."""
    if not missing:
        return ""
    named = [
        words.text("confirm.of", {"name": series_name(one.measure, one.org_unit), "period": period_text(one.period, words)})
        for one in missing[:3]
    ]
    if len(missing) > len(named):
        return words.text("confirm.missing_more", {"named": words.listed(named), "n": len(missing) - len(named)})
    return words.text("confirm.missing_named", {"named": words.listed(named)})
