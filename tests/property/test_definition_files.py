"""Whatever is written in a definition, its file says the same when it is read again: as YAML and as a workbook."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.authoring.definition.fields import CHOICES, FIELDS, ITEM_FIELDS, FieldSpec, Kind
from groundswell.domain.authoring.definition.texts import YES, item_texts, item_with, texts_of, tidy, with_texts
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.engine.definition_files.incoming import DefinitionFile
from groundswell.engine.definition_files.workbook_file import read_workbook
from groundswell.engine.definition_files.yaml_file import read_yaml
from groundswell.engine.sources.opening import read_bytes
from groundswell.reports.definition_row import DefinitionRow
from groundswell.reports.writing.definitions_xlsx import definitions_xlsx
from groundswell.reports.writing.definitions_yaml import definitions_yaml
from groundswell.words import words_for

LOOKS_LIKE = (
    "no",
    "null",
    "~",
    "1.0",
    "- a",
    "# a",
    "a: b",
    "*a",
    "&a",
    "!a",
    "|",
    "%",
    "@",
    "=1+1",
    "2026-01-01",
    "{{a}}",
    "'",
    '"',
    "\u2028",
)
TEXTS = st.one_of(st.sampled_from(LOOKS_LIKE), st.text(max_size=60), st.lists(st.text(max_size=12), max_size=4).map("\n".join))


def _field(spec: FieldSpec) -> st.SearchStrategy[str]:
    if spec.kind is Kind.CHOICE:
        return st.sampled_from(CHOICES[spec.code])
    if spec.kind is Kind.YES:
        return st.sampled_from(("", YES))
    if spec.kind is Kind.FIGURE:
        return st.one_of(st.just(""), st.decimals(-1000, 1000, places=2, allow_nan=False).map(str))
    if spec.kind is Kind.COUNT:
        return st.sampled_from(("", "0", "9"))
    if spec.kind is Kind.DATE:
        return st.one_of(st.just(""), st.dates().map(str))
    return TEXTS


def _written(specs: tuple[FieldSpec, ...]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({}, optional={spec.code: _field(spec) for spec in specs if spec.kind is not Kind.ITEMS})


@st.composite
def definitions(draw: st.DrawFn) -> MeasureDefinition:
    """A definition with anything in any field."""
    found, _ = with_texts(MeasureDefinition("Late"), draw(_written(FIELDS)))
    if draw(st.booleans()):
        lower, width = draw(st.decimals(-1000, 1000, places=2)), draw(st.decimals("0.1", 50, places=1))
        found, _ = with_texts(found, {"direction": "in_band", "band_lower": str(lower), "band_upper": str(lower + width)})
    items = [item_with(DataItem(name), draw(_written(ITEM_FIELDS[1:])))[0] for name in draw(st.lists(st.sampled_from("abc"), unique=True))]
    return replace(found, entry=replace(found.entry, items=tuple(items)))


def read_again(brought: DefinitionFile) -> MeasureDefinition:
    """What a file of one measure says, written into an empty definition."""
    (one,) = brought.measures
    assert one.id == "m1"
    assert brought.unknown == ()
    found, troubles = with_texts(MeasureDefinition("x"), {code: said.text for code, said in one.fields.items()})
    items = [item_with(DataItem(""), {code: said.text for code, said in item.items()}) for item in one.items or ()]
    assert troubles == () and not any(each for _, each in items)
    return replace(found, entry=replace(found.entry, items=tuple(item for item, _ in items)))


def as_texts(definition: MeasureDefinition) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Everything that is written."""
    return texts_of(definition), [item_texts(item) for item in definition.entry.items]


@settings(max_examples=150, deadline=None)
@given(definitions())
def test_a_yaml_file_says_what_was_written(definition: MeasureDefinition) -> None:
    text = definitions_yaml([DefinitionRow("m1", definition)])
    assert as_texts(read_again(read_yaml(text.encode()))) == as_texts(definition)
    brought = read_yaml(text.encode())
    assert DefinitionFile.of_plain(brought.to_plain()) == brought


@settings(max_examples=40, deadline=None)
@given(definitions())
def test_a_workbook_says_what_was_written(definition: MeasureDefinition) -> None:
    data = definitions_xlsx([DefinitionRow("m1", definition)], words_for("en"))
    texts, items = as_texts(read_again(read_workbook(read_bytes(data, "definitions.xlsx"))))
    assert ({code: tidy(text) for code, text in texts.items()}, items) == as_texts(definition)


def test_what_is_written_is_told_from_what_is_not() -> None:
    """The comparison can fail."""
    text = definitions_yaml([DefinitionRow("m1", MeasureDefinition("Late", description="x"))]).replace("description: x", "description: y")
    assert as_texts(read_again(read_yaml(text.encode()))) != as_texts(MeasureDefinition("Late", description="x"))
