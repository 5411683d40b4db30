"""What the pages of the dictionary show: a definition by groups, its next field, its versions, a list of definitions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse

from groundswell.domain.authoring.definition.change import Difference
from groundswell.domain.authoring.definition.fields import CHOICES, ITEM_FIELDS, SPECS, FieldSpec, Group, Kind, fields_of, next_field
from groundswell.domain.authoring.definition.gaps import gaps
from groundswell.domain.authoring.definition.texts import BAND_ENDS, YES, item_texts, text_of
from groundswell.domain.authoring.owning import Role
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.records.selectors.definitions import MeasureState
from groundswell.records.selectors.owning import Holding
from groundswell.reports.definition_row import DefinitionRow, VersionRow
from groundswell.web.pages.dictionary.forms import choice_words
from groundswell.web.pages.owners.presenter import person_name
from groundswell.words import Words

NOBODY: Mapping[str, str] = MappingProxyType({})
FEW = 5
"""Changed fields that a line names; the comparison shows all of them."""


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field with what is written, "" where nothing is."""

    code: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One data item with its written fields."""

    name: str
    fields: Sequence[ShownField]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """One part of a definition: what is written, and the names of what is not."""

    code: str
    title: str
    lead: str
    address: str
    written: Sequence[ShownField]
    missing: Sequence[str]
    items: Sequence[ShownItem] = ()


@dataclass(frozen=True, slots=True)
class ShownStep:
    """The next field as a next step, in the form of every page's."""

    caption: str
    ask: str
    why: str
    href: str
    button: str


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version in the list: when it holds from, why, what changed."""

    number: int
    holds_from: str
    reason: str
    breaks: bool
    changed: str
    before: int | None


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A measure in the list of definitions."""

    measure_id: str
    name: str
    description: str
    next: str


class Naming:
    """Values of fields as people read them: results and measures by their text, choices and days in words."""

    def __init__(self, words: Words, results: Mapping[str, str], measures: Mapping[str, str]) -> None:
        self.words = words
        self._links = {"result_id": results, "measure_id": measures}

    def shown(self, spec: FieldSpec, text: str) -> str:
        """A field's text as it is shown."""
        if spec.code in self._links and text:
            return self._links[spec.code].get(text) or self.words.text("definition.not_told")
        if spec.kind is Kind.CHOICE and text in CHOICES[spec.code]:
            return choice_words(spec.code, text, self.words) if text else ""
        return self.words.text("definition.yes") if spec.kind is Kind.YES and text == YES else text


FIELD_OF: Mapping[Role, str] = {
    Role.PERFORMANCE_OWNER: "performance_owner",
    Role.MEASURE_OWNER: "measure_owner",
    Role.DATA_OWNER: "data_owners",
    Role.REPORTER: "reporter",
}
"""The field of a definition in which the words about a role stand."""


def accepted_of(held: Sequence[Holding], words: Words) -> dict[str, str]:
    """Those who accepted a role, by the field that is about it."""
    by_field: dict[str, list[str]] = {}
    for one in held:
        by_field.setdefault(FIELD_OF[one.role], []).append(person_name(one.person, words, own=one.own))
    return {field: words.listed(who) for field, who in by_field.items()}


def groups_of(
    measure_id: str, definition: MeasureDefinition, naming: Naming, accepted: Mapping[str, str] = NOBODY
) -> list[ShownGroup]:
    """Every part of a definition, in order; people who accepted stand before what its words say."""
    words, found = naming.words, []
    for group in Group:
        specs = [spec for spec in fields_of(group) if spec.kind is not Kind.ITEMS]
        fields = [_with(accepted.get(spec.code, ""), _field(spec, definition, naming), naming.words) for spec in specs]
        found.append(
            ShownGroup(
                code=group.value,
                title=words.text(f"definition.group.{group.value}"),
                lead=words.text(f"definition.group_lead.{group.value}"),
                address=reverse("definition_edit", args=[measure_id, group.value]),
                written=[field for field in fields if field.text],
                missing=[field.label for field in fields if not field.text and field.code not in BAND_ENDS],
                items=[item_of(item, naming) for item in definition.entry.items] if group is Group.ITEMS else (),
            )
        )
    return found


def _with(accepted: str, field: ShownField, words: Words) -> ShownField:
    if not accepted:
        return field
    said = words.text("definition.said_in_dictionary", {"who": field.text}) if field.text and field.text != accepted else ""
    return ShownField(field.code, field.label, f"{accepted}\n{said}".strip())


def _field(spec: FieldSpec, definition: MeasureDefinition, naming: Naming) -> ShownField:
    text = text_of(definition, spec.code)
    unknown = spec.code == "direction" and text == "unknown"
    label = naming.words.text(f"definition.field.{spec.code}")
    return ShownField(spec.code, label, "" if unknown else naming.shown(spec, text))


def item_of(item: DataItem, naming: Naming) -> ShownItem:
    """One data item with what is written of it, its name apart."""
    texts = item_texts(item)
    fields = [
        ShownField(spec.code, naming.words.text(f"definition.item.{spec.code}"), naming.shown(spec, texts[spec.code]))
        for spec in ITEM_FIELDS
        if spec.code != "name" and texts[spec.code]
    ]
    return ShownItem(item.name, fields)


def step_of(measure_id: str, definition: MeasureDefinition, words: Words) -> ShownStep | None:
    """The next field to write; None where everything that a live measure needs is there."""
    spec = next_field(definition)
    if spec is None:
        return None
    helped = f"definition.help.{spec.code}"
    return ShownStep(
        caption=words.text("definition.next.caption"),
        ask=words.text(f"definition.ask.{spec.code}"),
        why=words.text(helped) if words.has(helped) else "",
        href=f"{reverse('definition_edit', args=[measure_id, spec.group.value])}#{spec.code}",
        button=words.text("definition.next.button"),
    )


def line_of(state: MeasureState, words: Words) -> ShownLine:
    """A measure with what is to be written next."""
    definition, spec = state.definition, next_field(state.definition)
    asked = "" if spec is None else words.text("definition.next.quiet", {"ask": words.text(f"definition.ask.{spec.code}")})
    return ShownLine(state.id, definition.name, definition.description, asked)


def gap_texts(definition: MeasureDefinition, words: Words) -> list[str]:
    """What a stranger would have to ask."""
    return [words.text(gap.code, gap.values) for gap in gaps(definition)]


def versions_of(row: DefinitionRow, words: Words) -> list[ShownVersion]:
    """The versions, newest first."""
    found = []
    for at, one in enumerate(row.versions):
        before = row.versions[at - 1].version if at else None
        found.append(ShownVersion(one.version, holds_from(one, words), one.reason, one.breaks, changed_fields(one.changes, words), before))
    return found[::-1]


def holds_from(version: VersionRow, words: Words) -> str:
    """The day from which a version holds, "" for all figures."""
    return "" if version.effective_from is None else words.day(version.effective_from)


def changed_fields(changes: Sequence[Difference], words: Words) -> str:
    """The fields that changed, as one line; of a data item its name alone, and no more than a few."""
    labels = list(dict.fromkeys(one.item or words.text(f"definition.field.{one.field}") for one in changes))
    line = ", ".join(labels[:FEW])
    return line if len(labels) <= FEW else words.text("definition.and_more", {"what": line, "n": len(labels) - FEW})


def label_of(change: Difference, words: Words) -> str:
    """The field of a change; one of a data item with the item's name."""
    if change.item:
        return f"{change.item}: {words.text(f'definition.item.{change.field}')}"
    return words.text(f"definition.field.{change.field}")


def spec_of(change: Difference) -> FieldSpec:
    """The field that a change is about."""
    return next(spec for spec in ITEM_FIELDS if spec.code == change.field) if change.item else SPECS[change.field]
