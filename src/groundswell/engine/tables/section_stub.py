"""The label columns of a table without dates: which of them names a row, and what stands beside the names."""

from dataclasses import dataclass, field

from groundswell.engine.periods import PeriodRead, parse_year
from groundswell.engine.proposal import Choice, ColumnReading, Reason, Role
from groundswell.engine.sources.workbook import a1, column_name
from groundswell.engine.tables import section_axes, vocabulary
from groundswell.engine.tables.column_roles import numbers_with_more
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.grid import ColumnLook, blank, look_at, text_of
from groundswell.engine.tables.labels import Beside, code_like, named_role, running_number, sample, written_once
from groundswell.engine.tables.levels import nested, say_mixed
from groundswell.engine.tables.section_frame import COUNTING, Frame
from groundswell.engine.tables.section_heads import SectionHeads
from groundswell.engine.tables.vocabulary import says

SHORT_FORM = 4
JUDGED = 1_000
LONGEST_CATEGORY = 40
"""A text longer than this is a remark on a row, no part of its name."""


@dataclass(slots=True)
class Stub:
    """The label columns as read. ``rows``: what a row is named as; ``years``: a column that gives each row its year."""

    columns: list[ColumnReading] = field(default_factory=list)
    looks: dict[int, ColumnLook] = field(default_factory=dict)
    rows: Role | None = None
    name: int | None = None
    years: int | None = None
    levels: list[int] = field(default_factory=list)
    """Columns of places of several levels, the widest first: a row is for the finest place that it names."""

    def texts(self) -> list[ColumnReading]:
        """Columns whose text is part of a row's name."""
        return [c for c in self.columns if c.role in (Role.ORG_UNIT, Role.MEASURE, Role.CATEGORY, Role.CODE)]


def read_stub(ctx: Context, frame: Frame, heads: SectionHeads) -> Stub | None:
    """Roles of the columns that are no figures; None after a question."""
    stub = Stub()
    rows = sample(frame.body)
    open_texts: list[ColumnReading] = []
    numbered: list[ColumnReading] = []
    unsettled = 0
    for index in frame.labels:
        reading = ColumnReading(index, Role.LEFT_OUT, heads.labels.get(index, ""), reason=Reason.LABEL)
        look = stub.looks[index] = look_at(ctx.grid, index, rows)
        stub.columns.append(reading)
        if index in ctx.columns:
            reading.role, reading.corrected = ctx.columns[index], True
            reading.reason = forced(reading.role)
            continue
        if index in ctx.grid.sheet.hidden_columns:
            reading.reason = Reason.HIDDEN
            continue
        if not look.filled:
            continue
        if running_number(look) or frame.kinds[index].counts_rows:
            numbered.append(reading)
            continue
        if stub.years is None and _gives_years(reading, look):
            stub.years = index
            reading.role, reading.reason = Role.PERIOD, None
            continue
        if look.dates * 2 > look.filled or _worded_dates(ctx, look):
            reading.role, reading.reason = Role.ATTRIBUTE, None
            continue
        role = named_role(Beside(index, reading.head, look))
        if role is not None and not (role is Role.STATUS and look.distinct * 2 > look.filled):
            reading.role, reading.reason = role, None
        elif index > frame.labels[0] and numbers_with_more(look, reading.head):
            unsettled += not _numbers_beside(ctx, frame, reading)
        elif _beside_only(frame, reading, look):
            reading.role, reading.reason = Role.ATTRIBUTE, None
        else:
            open_texts.append(reading)
    if not open_texts and not any(c.corrected for c in stub.columns):
        open_texts = [r for r in numbered if not COUNTING.fullmatch(vocabulary.words(r.head))][:1]
    return stub if not unsettled and _name_rows(ctx, frame, heads, stub, open_texts) else None


def _gives_years(reading: ColumnReading, look: ColumnLook) -> bool:
    """A column of years, each several times, among words such as "Percent change": the year of each row."""
    years = {text: n for text, n in look.values.items() if parse_year(text) is not None}
    n = sum(years.values())
    named = says(vocabulary.PERIOD_HEAD, reading.head)
    return n >= 2 and n * 2 >= look.filled and (named or (len(years) > 1 and all(count > 1 for count in years.values())))


def _worded_dates(ctx: Context, look: ColumnLook) -> bool:
    """Texts that are days: they stand beside the figures."""
    days = sum(n for text, n in look.values.items() if isinstance(ctx.parser.read(text), PeriodRead) and parse_year(text) is None)
    return days * 2 > look.filled


def _numbers_beside(ctx: Context, frame: Frame, reading: ColumnReading) -> bool:
    """What becomes of numbers with something beside each ("3/5", "▲ 3"): asked, unless their head says that they are derived; False
    while it is open."""
    if says(vocabulary.DERIVED, reading.head):
        reading.reason = Reason.DERIVED
        return True
    values = {"head": reading.head, "column": column_name(reading.index)}
    choices = [Choice("left_out", "left_out"), Choice("attribute", "attribute")]
    answer = ctx.ask("column_role", a1(frame.first, reading.index), values, choices)
    if answer is not None:
        reading.role = Role(answer)
        reading.reason = Reason.CHOSEN if reading.role is Role.LEFT_OUT else None
    return answer is not None


def _beside_only(frame: Frame, reading: ColumnReading, look: ColumnLook) -> bool:
    """Yes-no columns, and texts to the right of all figures without a word that names anything: kept beside, no names."""
    if look.values and all(text.lower() in ("true", "false", "yes", "no", "y", "n") for text in look.values):
        return True
    if any(reading.index < figure for figure in frame.figures):
        return False
    return not any(says(pattern, reading.head) for pattern in (vocabulary.MEASURE, vocabulary.ORG_UNIT))


def _name_rows(ctx: Context, frame: Frame, heads: SectionHeads, stub: Stub, texts: list[ColumnReading]) -> bool:
    """Roles of the text columns; False where it stays open what the rows are."""
    looks = stub.looks
    given = [c for c in stub.columns if c.corrected and c.role in (Role.ORG_UNIT, Role.MEASURE, Role.CATEGORY)]
    codes = [r for r in texts if code_like(looks[r.index]) or (says(vocabulary.CODE, r.head) and looks[r.index].longest <= 24)]
    names = [r for r in texts if r not in codes]
    if not names and not given and codes:
        names, codes = codes[-1:], codes[:-1]
    if not names and not given:
        return True
    if not given and _levels(ctx, frame, stub, names):
        names = [r for r in names if r.role is Role.LEFT_OUT]
        given = [c for c in stub.columns if c.index == stub.levels[-1]]
    name = given[0] if given else _name_column(ctx, frame, names, looks, [r.index for r in codes[:1]])
    stub.name = name.index
    others = [r for r in [*names, *codes] if r is not name]
    beside = section_axes.Beside([r.head for r in others], [text for r in codes for text in looks[r.index].values])
    kind = name.role if given else section_axes.what_rows_are(ctx, frame, heads, name, beside)
    if kind is None:
        return False
    stub.rows = kind
    name.role, name.reason = kind, None
    name.fill_down = not stub.levels and written_once(ctx.grid, name.index, frame.body)
    unique = _unique(ctx, frame, [name.index, *(r.index for r in codes[:1])])
    for reading in names:
        if reading is not name:
            _other_name(ctx, frame, stub, reading, name, unique)
    for reading in codes:
        reading.role, reading.reason = Role.CODE, None
        reading.names = "org_unit" if kind is Role.ORG_UNIT else "measure"
    return True


def _levels(ctx: Context, frame: Frame, stub: Stub, names: list[ColumnReading]) -> bool:
    """Whether columns headed as places are levels of them: a wider one beside each finer one, or one name a row, each in its column."""
    places = [r for r in names if says(vocabulary.ORG_UNIT, r.head)]
    if len(places) < 2:
        return False
    rows = frame.body[:JUDGED]
    order = nested(ctx.grid, places, rows)
    if order is not None and [place.index for place in order] == sorted(place.index for place in order):
        say_mixed(ctx, order, frame.first, frame.last)
    elif all(sum(not blank(ctx.grid.spread(row, place.index)) for place in places) == 1 for row in rows):
        order = places
    else:
        return False
    for place in order:
        place.role, place.reason = Role.ORG_UNIT, None
    stub.levels = [place.index for place in order]
    return True


def _name_column(ctx: Context, frame: Frame, names: list[ColumnReading], looks: dict[int, ColumnLook], codes: list[int]) -> ColumnReading:
    """The column that names the rows: the first one headed as a place or measure that tells them apart, else the most telling one.

    Of two columns that say the same, the longer one is the name.
    """
    left = [r for r in names if r.index < frame.figures[-1]] or names
    most = max(looks[r.index].distinct for r in left)
    headed = [r for r in left if says(vocabulary.MEASURE, r.head) or says(vocabulary.ORG_UNIT, r.head)]
    telling = [r for r in headed if looks[r.index].distinct * 10 >= most * 7]
    chosen = next((r for r in telling if _unique(ctx, frame, [r.index, *codes])), None) or next(iter(telling), None)
    if chosen is None:
        chosen = max(left, key=lambda r: (looks[r.index].distinct, -r.index))
    alike = headed if chosen in headed else left if looks[chosen.index].longest <= SHORT_FORM else [chosen]
    same = [r for r in alike if looks[r.index].distinct == looks[chosen.index].distinct and _same(ctx, frame, r.index, chosen.index)]
    return max(same, key=lambda r: (looks[r.index].longest, -r.index))


def _texts(ctx: Context, frame: Frame, column: int) -> list[str]:
    """A label column's texts along the rows of figures, merged ones and those written once filled down."""
    rows = frame.body[:JUDGED]
    texts = [text_of(ctx.grid.spread(row, column)) for row in rows]
    if written_once(ctx.grid, column, rows):
        for place in range(1, len(texts)):
            texts[place] = texts[place] or texts[place - 1]
    return texts


def _same(ctx: Context, frame: Frame, one: int, other: int) -> bool:
    """Whether two columns go together, name by name."""
    pairs = set(zip(_texts(ctx, frame, one), _texts(ctx, frame, other), strict=True))
    return len({a for a, _ in pairs}) == len(pairs) == len({b for _, b in pairs})


def _other_name(ctx: Context, frame: Frame, stub: Stub, reading: ColumnReading, name: ColumnReading, unique: bool) -> None:
    """A text column beside the one that names the rows: a short form of it, a part of the name further out or in, or kept beside.

    ``unique``: the rows' names (with their codes) are all different, so that nothing else is needed to tell them apart.
    """
    grid, look = ctx.grid, stub.looks[reading.index]
    kind = "org_unit" if stub.rows is Role.ORG_UNIT else "measure"
    pairs = set(zip(_texts(ctx, frame, name.index), _texts(ctx, frame, reading.index), strict=True))
    follows = len({one for one, _ in pairs}) == len(pairs)
    outer = stub.rows is Role.ORG_UNIT and says(vocabulary.ORG_UNIT, reading.head) and reading.index < name.index
    if look.distinct <= 1 and not look.blanks:
        reading.role, reading.reason = Role.ATTRIBUTE, None
    elif follows and len({other for _, other in pairs}) == len(pairs) and look.longest <= 6:
        reading.role, reading.reason, reading.names = Role.CODE, None, kind
    elif outer:
        reading.role, reading.reason = Role.ORG_UNIT, None
        reading.fill_down = written_once(grid, reading.index, frame.body)
    elif follows or unique or look.longest > LONGEST_CATEGORY or (stub.years is None and look.distinct * 2 > look.filled):
        reading.role, reading.reason = Role.ATTRIBUTE, None
    else:
        reading.role, reading.reason, reading.names = Role.CATEGORY, None, kind
        reading.fill_down = written_once(grid, reading.index, frame.body)


def _unique(ctx: Context, frame: Frame, columns: list[int]) -> bool:
    """Whether these columns tell all rows apart."""
    rows = list(zip(*(_texts(ctx, frame, column) for column in columns), strict=True))
    return len(set(rows)) == len(rows)
