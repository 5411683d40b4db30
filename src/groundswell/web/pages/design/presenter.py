"""What the measure design sheet shows: the finding, the one next step, the five parts in their order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from groundswell.domain.authoring.design_rules import Part, Remark, lines_to_write, next_part, order_of, ranked, remarks
from groundswell.domain.authoring.measure_design import Aspect, Candidate
from groundswell.domain.measurement.dictionary_entry import MeasureType
from groundswell.errors import UserError
from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.designs import CANDIDATE, EVIDENCE, PICTURE
from groundswell.web.pages.design.examples import Example, examples
from groundswell.web.pages.design.forms import SHEET_FORMS, CandidateForm, EvidenceForm, LineForm, PictureForm
from groundswell.web.pages.design.load import Loaded
from groundswell.web.pages.design.rows import CandidateRow, Group, asked, candidate_rows, evidence_groups, picture_groups

MINUTES = {Part.EVIDENCE: 10, Part.CANDIDATES: 15, Part.PICTURE: 10, Part.CHOICE: 10, Part.DEFINITION: 5}
"""How long a part takes about; no step is longer than 15 minutes (method 7.3)."""
FIRST_MOVABLE = 1
"""The place of the first part that the bigger picture may stand before: the evidence is where designing begins."""


@dataclass(frozen=True, slots=True)
class PartView:
    """A part's heading, what it waits for, and its examples. ``up`` and ``down`` say whether it can be moved."""

    key: str
    number: int
    heading: str
    help: str
    waits: tuple[str, ...]
    state: str
    examples: tuple[Example, ...]
    asked: tuple[str, ...]
    up: bool = False
    down: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """The next-step card, as ``parts/next_step.html`` draws it."""

    caption: str
    ask: str
    why: str
    button: str
    href: str


@dataclass(frozen=True, slots=True)
class ChosenView:
    """A chosen candidate as a sentence, and where it stands."""

    id: str
    name: str
    sentence: str
    type_word: str
    confirmed: bool
    change: str
    make: str
    measure: str
    keeper: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A candidate that was not chosen and has no reason yet, with the form of one line."""

    wording: str
    address: str
    form: LineForm


@dataclass(frozen=True, slots=True)
class SheetForms:
    """The plain forms on the sheet."""

    evidence: Sequence[tuple[Group, EvidenceForm]]
    candidate: CandidateForm
    picture: PictureForm
    control: LineForm
    reason: LineForm
    why_not: Sequence[WhyNot] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The whole sheet."""

    result: str
    zone: str
    finding: str
    step: Step | None
    parts: tuple[PartView, ...]
    candidates: tuple[CandidateRow, ...]
    picture: tuple[Group, ...]
    chosen: tuple[ChosenView, ...]
    forms: SheetForms
    none_found: str
    control: str
    reason: str
    seen: int


def present(loaded: Loaded) -> SheetPage:
    """The sheet as it stands."""
    words, design = loaded.request.words, loaded.design
    waiting = lines_to_write(design)
    asked_after = design.none_found_after
    return SheetPage(
        result=loaded.result.text,
        zone=zone_word(loaded),
        finding=_finding(loaded),
        step=_step(loaded),
        parts=tuple(_part(loaded, part, at, waiting[part]) for at, part in enumerate(order_of(design))),
        candidates=tuple(candidate_rows(loaded)),
        picture=tuple(picture_groups(loaded)),
        chosen=tuple(_chosen(loaded, one) for one in design.chosen),
        forms=_forms(loaded),
        none_found=words.text("design_page.none_found", {"n": asked_after}) if asked_after else "",
        control=design.control,
        reason=design.reason,
        seen=loaded.state.seq,
    )


def zone_word(loaded: Loaded) -> str:
    """The zone of the result as people call it."""
    zone = loaded.map.zones[loaded.map.zone_index(loaded.result.zone)]
    return zone.name or loaded.request.words.text(f"zone.{zone.key}")


def _finding(loaded: Loaded) -> str:
    words, waiting = loaded.request.words, lines_to_write(loaded.design)
    done = sum(not one for one in waiting.values())
    counted = words.text(f"design_finding.{done}")
    told = not waiting[Part.CANDIDATES] and not waiting[Part.CHOICE] and done < len(waiting)
    return f"{counted} {words.text('design_finding.told')}" if told else counted


def _step(loaded: Loaded) -> Step | None:
    words, part = loaded.request.words, next_part(loaded.design)
    if part is None:
        return None
    code = lines_to_write(loaded.design)[part][0]
    number = order_of(loaded.design).index(part) + 1
    return Step(
        words.text("design_step.caption", {"minutes": MINUTES[part]}),
        words.text(f"design_step.{code}"),
        words.text(f"design_step.{code}.why"),
        words.text("design_step.button", {"number": number}),
        f"#{part.value}",
    )


def _part(loaded: Loaded, part: Part, at: int, waits: tuple[str, ...]) -> PartView:
    words = loaded.request.words
    movable = part is Part.PICTURE
    return PartView(
        key=part.value,
        number=at + 1,
        heading=words.text(f"design_part.{part.value}"),
        help=words.text(f"design_part.{part.value}.help"),
        waits=tuple(words.text(f"to_write.{code}") for code in waits),
        state=words.text("design_page.waits", {"n": len(waits)}) if waits else words.text("design_page.done"),
        examples=tuple(examples(words, part.value)),
        asked=tuple(asked(words, _of_part(loaded, part))),
        up=movable and at > FIRST_MOVABLE,
        down=movable and at < len(Part) - 1,
    )


def _of_part(loaded: Loaded, part: Part) -> list[Remark]:
    """What is asked about a part as a whole; questions about one candidate stand in its row."""
    code = {Part.EVIDENCE: "much_evidence", Part.CHOICE: "too_many_chosen"}.get(part)
    return [one for one in remarks(loaded.design) if one.code == code]


def _chosen(loaded: Loaded, one: Candidate) -> ChosenView:
    words = loaded.request.words
    known_type = one.measure_type is not MeasureType.UNKNOWN
    return ChosenView(
        id=one.id,
        name=one.name or one.wording,
        sentence=one.description or (one.wording if one.name else ""),
        type_word=words.text(f"design_type_short.{one.measure_type.value}") if known_type else "",
        confirmed=one.type_confirmed,
        change=loaded.to("design_choose", one.id),
        make="" if one.measure_id else loaded.to("design_measure", one.id),
        measure=reverse("measure", args=[one.measure_id]) if one.measure_id else "",
        keeper=_keeper(loaded, one.measure_id),
    )


def _keeper(loaded: Loaded, measure_id: str) -> str:
    """Who keeps the measure, "" while nobody does or the measure is gone."""
    if not measure_id:
        return ""
    try:
        definition = known(loaded.request.actor, measure_id).definition
    except UserError:
        return ""
    people = definition.entry.people
    return people.performance_owner or people.measure_owner or definition.owner


def _forms(loaded: Loaded) -> SheetForms:
    words, design = loaded.request.words, loaded.design
    sides = [
        (group, EvidenceForm(words, design, auto_id=f"{EVIDENCE}-{group.key}-%s", initial={"side": group.key}))
        for group in evidence_groups(loaded)
    ]
    harmed = any(one.aspect is Aspect.HARM for one in design.picture)
    aspect = Aspect.GAMING if harmed else Aspect.HARM
    left = [one for one in ranked(design.candidates) if not one.chosen and not one.why_not] if design.chosen else []
    sheet = {
        name: form(words, design, auto_id=f"{name}-%s", initial={key: getattr(design, key) for key in form.base_fields})
        for name, form in SHEET_FORMS.items()
    }
    return SheetForms(
        evidence=sides,
        candidate=CandidateForm(words, design, auto_id=f"{CANDIDATE}-%s"),
        picture=PictureForm(words, design, auto_id=f"{PICTURE}-%s", initial={"aspect": aspect.value}),
        control=sheet["picture"],
        reason=sheet["choice"],
        why_not=[
            WhyNot(one.wording, loaded.to("design_line", CANDIDATE, one.id), CandidateForm(words, design, auto_id=f"not-{one.id}-%s"))
            for one in left
        ],
    )
