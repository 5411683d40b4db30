"""The forms of what goes in and out. What goes in knows its fields: one more is refused, so nothing unlisted can be changed."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from groundswell.domain.authoring.definition.fields import FIELDS, ITEM_SPECS, Kind
from groundswell.domain.authoring.definition.texts import MOST_ITEMS
from groundswell.domain.awareness.reactions import ReactionKind
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.domain.measurement.period import Cadence
from groundswell.records.services.kept_answers import LONGEST_KEY

MOST_OBSERVATIONS = 5_000
FIRST_YEAR, LAST_YEAR = 1000, 9000
FIGURE = r"^-?[0-9]{1,60}(\.[0-9]{1,60})?$"
"""A plain decimal: no exponent, no blanks, no NaN, nothing beyond what is kept to the last digit."""


def _day(given: Any) -> date:
    """An ISO day; whatever else a date could be read from is refused."""
    if isinstance(given, date):
        return given
    if not isinstance(given, str) or len(given) != len("2026-01-01"):
        raise ValueError("a day is written YYYY-MM-DD")
    day = date.fromisoformat(given)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"a year lies between {FIRST_YEAR} and {LAST_YEAR}")
    return day


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Figure = Annotated[str, Field(pattern=FIGURE, description="A decimal as text; every digit is kept.", examples=["12.50"])]
Id = Annotated[str, Field(pattern=r"^[a-z2-7]{26}$", description="An id: 26 letters and digits.")]
Words = Annotated[str, Field(max_length=4_000)]
WhyPeople = Annotated[
    str,
    Field(
        max_length=4_000,
        description="Why it is kept though it names a person or is of a unit of very few; without it such a thing is refused.",
    ),
]
Key = Annotated[str, Field(min_length=1, max_length=LONGEST_KEY)]


class Given(BaseModel):
    """What goes in."""

    model_config = ConfigDict(extra="forbid")


class Trouble(BaseModel):
    """One thing that is wrong, and where."""

    where: str
    code: str
    detail: str


class Refusal(BaseModel):
    """Why a request was not done (RFC 9457). Nothing of it was stored."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[Trouble] = []


class OrgUnit(BaseModel):
    """A place at which a measure has figures; null where it has no place."""

    id: str | None
    name: str | None
    figures: int


class MeasureShort(BaseModel):
    """A measure in a list. ``band_lower`` and ``band_upper``: between which figures are wanted where ``direction`` is ``in_band``."""

    id: str
    name: str
    description: str
    measurement_unit: str
    direction: str
    cadence: str
    audience: str
    version: int
    band_lower: str | None
    band_upper: str | None


class Measure(MeasureShort):
    """One measure. ``may_change``: whether this token's person answers for it. ``merged_into``: where its figures now stand."""

    org_units: list[OrgUnit]
    may_change: bool
    put_away: bool
    merged_into: str | None


class Measures(BaseModel):
    """A page of measures. ``next`` is the cursor of the following page, null on the last; ``entry`` is where the record stands."""

    measures: list[MeasureShort]
    next: str | None
    entry: int


class DefinitionVersion(BaseModel):
    """One version of a definition: each field as text, by the codes of the docs."""

    version: int
    effective_from: date | None
    reason: str
    fields: dict[str, str]
    items: list[dict[str, str]]


class VersionShort(BaseModel):
    """A version in the list."""

    version: int
    effective_from: date | None
    reason: str


class Versions(BaseModel):
    """Every version, oldest first."""

    versions: list[VersionShort]


WRITTEN = tuple(spec.code for spec in FIELDS if spec.kind is not Kind.ITEMS)
"""The fields of a definition that are written as text."""
FieldTexts = Annotated[
    dict[str, Words],
    Field(max_length=60, description="Fields by their codes, each as text.", json_schema_extra={"propertyNames": {"enum": list(WRITTEN)}}),
]


ItemTexts = Annotated[
    dict[str, Words],
    Field(max_length=20, description="Fields of a data item by their codes, of which `name` is needed.",
          json_schema_extra={"propertyNames": {"enum": list(ITEM_SPECS)}}),
]
ItemsGiven = Annotated[
    list[ItemTexts],
    Field(max_length=MOST_ITEMS, description="Data items that are written or, where none has that name, added."),
]


class DefinitionGiven(Given):
    """A new version: the one that you saw, the fields that change, and why. Fields and data items that are not named stay."""

    seen: Annotated[int, Field(ge=1, le=1_000_000, description="The version that you read before you changed it.")]
    fields: FieldTexts
    items: ItemsGiven = []
    items_removed: Annotated[list[Words], Field(max_length=MOST_ITEMS, description="Names of data items that go first.")] = []
    reason: Annotated[str, Field(min_length=1, max_length=4_000)]
    effective_from: Day | None = None
    people_reason: WhyPeople = ""


class MeasureGiven(Given):
    """A new measure: its fields as texts, of which the name is needed. ``unit``: whose it is, of those in which the token's person holds a
    post; needed where there are several."""

    unit: Id | None = None
    fields: FieldTexts
    items: ItemsGiven = []
    reason: Words = ""
    people_reason: WhyPeople = ""


class Revised(BaseModel):
    """The version that stands now, and whether something was stored."""

    version: int
    stored: bool


class Origin(BaseModel):
    """Where a figure came from."""

    file: str
    sheet: str
    cell: str


class Correction(BaseModel):
    """A published figure that became another one on that day, by that entry. ``now`` is null where it was taken back; ``change`` is ``now``
    less ``was``. ``withheld``: what it was is not told, because small numbers are not."""

    period_start: date
    corrected_on: date
    entry: int
    was: str | None
    now: str | None
    change: str | None
    reason: str
    withheld: bool


class Observation(BaseModel):
    """A figure, or the reason why there is none. Numbers are decimals as text; ``shown`` is the figure as the page writes it,
    ``corrected_on`` the day of its newest correction."""

    period_start: date
    period_end: date
    value: str | None
    shown: str | None
    presence: str
    status: str
    numerator: str | None
    denominator: str | None
    bound: str | None
    origin: Origin | None
    corrected_on: date | None = None


class Observations(BaseModel):
    """A line of figures in order of time, as the record stood at ``entry``. ``period_end`` is the day after the last. ``corrections``:
    of figures that were published, newest first."""

    measure: str
    org_unit: str | None
    cadence: str
    entry: int
    anchor: str
    observations: list[Observation]
    corrections: list[Correction] = []


class ObservationGiven(Given):
    """A figure for a period; without ``period_end`` the period of the measure's cadence. Without a value, ``presence`` says why."""

    org_unit: Id | None = None
    period_start: Day
    period_end: Day | None = None
    value: Figure | None = None
    numerator: Figure | None = None
    denominator: Figure | None = None
    bound: Figure | None = None
    presence: Literal[
        "value", "missing", "not_applicable", "not_available", "suppressed", "below", "above", "undefined", "not_yet"
    ] = "value"
    status: Literal["final", "provisional", "revised", "estimated", "low_reliability", "break_before", "forecast"] = "final"


class ObservationsGiven(Given):
    """Figures to store, all or none. ``reason`` is needed where one differs from what is stored; where the measure is published, its
    readers are told it."""

    observations: Annotated[list[ObservationGiven], Field(min_length=1, max_length=MOST_OBSERVATIONS)]
    reason: Words = ""
    people_reason: WhyPeople = ""
    dry_run: bool = False


class Changed(BaseModel):
    """A figure that differs from the stored one."""

    org_unit: str | None
    period_start: date
    old: str | None
    new: str | None


class Stored(BaseModel):
    """What storing did, or would do. ``batch`` can be undone on the page of the record; ``first_batch``: with what it came before."""

    stored: bool
    batch: str | None
    first_batch: str | None
    new: int
    changed: list[Changed]
    unchanged: int
    entry: int


class Segment(BaseModel):
    """Lines of a stretch of periods; indices from 0 over ``periods``."""

    first: int
    last: int
    calculated_from: int | None
    calculated_to: int | None
    central_line: float | None
    lower: float | None
    upper: float | None
    moving_range: float | None
    moving_range_upper: float | None
    provisional: bool


class Signal(BaseModel):
    """A pattern that a rule found."""

    rule: str
    segment: int
    first: int
    last: int
    side: str
    points: list[int]


class SeriesAnalysed(BaseModel):
    """One line with its segments and signals."""

    model_config = ConfigDict(extra="allow")
    measure: str
    org_unit: str | None
    periods: list[str | int]
    values: list[float | None]
    segments: list[Segment]
    signals: list[Signal]


class Analysis(BaseModel):
    """The document of ``groundswell analyse --json``."""

    rule_set: str
    rule_set_version: int
    constants: dict[str, Any]
    series: list[SeriesAnalysed]


class Reaction(BaseModel):
    """Somebody's first words about a line, and the answer."""

    id: str
    kind: str
    text: str
    name: str
    at: str
    typed_in: bool
    answer: str
    answered_at: str | None


class Reactions(BaseModel):
    """First words, newest first."""

    reactions: list[Reaction]


class ReactionGiven(Given):
    """Words that somebody said: a kind, or words, or both; a name only if they agree."""

    kind: Literal["", "insight", "question", "doubt_data", "doubt_purpose", "cause", "help", "wish", "indifference", "worry"] = ""
    text: Words = ""
    name: Annotated[str, Field(max_length=200)] = ""
    org_unit: Id | None = None


class Made(BaseModel):
    """The id of what was made."""

    id: str


class Head(BaseModel):
    """Where the record stands: to be kept elsewhere. ``anchor`` is the short form."""

    batches: int
    entries: int
    digest: str
    head: str
    anchor: str


CHOICES: dict[str, tuple[str, ...]] = {
    "presence": tuple(one.value for one in Presence),
    "status": tuple(one.value for one in Status),
    "kind": ("", *(one.value for one in ReactionKind)),
    "cadence": tuple(one.value for one in Cadence),
}
"""What the domain has for the choices above; a test holds them together."""
