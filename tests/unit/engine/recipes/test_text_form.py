"""The text of a recipe: what a person reads, changes and sends, and what of a bad file is said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.long.grouping import Count, Counted, Filter, Grouping
from groundswell.engine.proposal import ReadingOptions, Role
from groundswell.engine.recipes.recipe import EVERY, AnswerWord, LineWord, Recipe, TableShape
from groundswell.engine.recipes.sentences import sentences
from groundswell.engine.recipes.text_form import LARGEST, from_text, to_text
from groundswell.errors import UserError
from groundswell.words import words_for

FULL = Recipe(
    "Corporate scorecard",
    3,
    (TableShape("across", ("indicator", "unit", "rag"), 2, ("Scorecard",)), TableShape("down", ("month", "calls"))),
    (
        LineWord(0, "column", "rag", Role.COMMENT),
        LineWord(0, "column", "note", Role.LEFT_OUT, which=EVERY),
        LineWord(1, "row", "late", Role.LEFT_OUT, "south", 2, 3, "Nov"),
    ),
    (AnswerWord(0, "column_role", "Target", "left_out"), AnswerWord(1, "several_places", "", "district", names_column=True)),
    ("Total calls",),
    ("England", "no"),
    ReadingOptions(fiscal_start=7, day_first=False, decimal_mark=","),
    Grouping("Opened", (Counted("Cases", Count.ROWS),), cadence=Cadence.MONTH, filters=(Filter("status", ("open", "1")),)).to_plain(),
)


def test_a_recipe_is_a_text_that_a_person_can_read():
    text = to_text(FULL)
    assert text.startswith("# How Groundswell reads sheets of one structure")
    for line in ("groundswell_recipe: 1", "name: Corporate scorecard", "- head: rag", "  read_as: comment", "  which: every"):
        assert line in text.splitlines()
    assert from_text(text) == FULL
    assert from_text(text.encode("utf-8-sig")) == FULL


def test_json_is_read_as_well():
    plain = {
        "groundswell_recipe": 1,
        "name": "Card",
        "tables": [{"form": "across", "heads": ["kpi", "rag"]}],
        "columns": [{"head": "rag", "read_as": "comment"}],
    }
    recipe = from_text(json.dumps(plain, indent=2))
    assert recipe.lines == (LineWord(0, "column", "rag", Role.COMMENT),)
    assert recipe.version == 1


LETTERS = "aZ059 .,:;-_#'\"{}[]&*!|>%@`?=~<\\/()éßЖ文\u2028\u0085\ufeff€"
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
ROLES = st.sampled_from([Role.COMMENT, Role.LEFT_OUT, Role.VALUE])
LINES = st.builds(LineWord, st.just(0), st.sampled_from(["column", "row"]), WORDS, ROLES, WORDS | st.just(""))


@given(WORDS, st.lists(WORDS, max_size=4), st.lists(LINES, max_size=3))
def test_every_recipe_comes_back_equal(name, heads, lines):
    lines = sorted(dict.fromkeys(lines), key=lambda one: one.axis)
    recipe = Recipe(name, 2, (TableShape("down", tuple(heads)),), tuple(lines), not_places=tuple(heads))
    assert from_text(to_text(recipe)) == recipe


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "recipe_not_one", None),
        ("[]", "recipe_not_one", None),
        ("name: Card", "recipe_not_one", None),
        ("groundswell_recipe: 9\nname: Card", "recipe_version", None),
        ("groundswell_recipe: 1", "recipe_field", 1),
        ("groundswell_recipe: 1\nname: Card\nversion: -1", "recipe_field", 3),
        ("groundswell_recipe: 1\nname: Card\nrows: all", "recipe_field", 3),
        ("groundswell_recipe: 1\nname: Card\ntables:\n- heads: [a]", "recipe_field", 4),
        ("groundswell_recipe: 1\nname: Card\ncolumns:\n- head: a\n  read_as: magic", "recipe_field", 5),
        ("groundswell_recipe: 1\nname: Card\ncolumns:\n- head: a\n  read_as: value\n  table: 2", "recipe_field", 6),
        ("groundswell_recipe: 1\nname: Card\ncolumns:\n- head: a\n  read_as: value\n  which: 3\n  of: 2", "recipe_field", 6),
        ("groundswell_recipe: 1\nname: Card\nanswers:\n- question: a", "recipe_field", 4),
        ("groundswell_recipe: 1\nname: Card\noptions: {fiscal_start: 13}", "recipe_field", 3),
        ("groundswell_recipe: 1\nname: Card\noptions: {decimal_mark: x}", "recipe_field", 3),
        ("groundswell_recipe: 1\nname: Card\nnot_kept: {measures: {a: b}}", "recipe_field", 3),
        ("groundswell_recipe: 1\nname: Card\ngrouping: [a]", "recipe_field", 3),
        ("groundswell_recipe: 1\nname: Card\ngrouping: {a: b}", "grouping_unreadable", None),
        ("groundswell_recipe: 1\nname: Card\ncolums: []", "recipe_field", 3),
        ("groundswell_recipe: 1\nname: &a Card", "yaml_feature", 2),
        ("groundswell_recipe: 1\nname: !!python/name:os.system", "yaml_feature", 2),
        ("groundswell_recipe: 1\nname: a\nname: b", "yaml_twice", 3),
        ("groundswell_recipe: 1\nname: 'Card", "yaml_not_read", 2),
        ("groundswell_recipe: 1\ngrouping: " + "[" * 40 + "]" * 40, "yaml_too_deep", 2),
        (b"groundswell_recipe: 1\nname: \xff", "yaml_not_utf8", None),
        (b"\x00\x01", "yaml_not_text", None),
        ("x" * (LARGEST + 1), "recipe_too_large", None),
        ('{"groundswell_layout": 9}', "recipe_version", None),
        ('{"groundswell_layout": 1}', "recipe_field", 1),
    ],
)
def test_a_bad_file_gives_one_sentence(text, code, line):
    with pytest.raises(UserError) as refused:
        from_text(text)
    assert refused.value.code == code
    assert refused.value.values.get("line") == line
    assert "{" not in words_for().error(refused.value)


def test_a_layout_kept_by_an_earlier_release_is_a_recipe():
    plain = {
        "groundswell_layout": 1,
        "name": "Card",
        "signatures": ["across|indicator|unit|rag"],
        "corrections": [{"axis": "column", "text": "rag", "occurrence": 0, "role": "comment"}],
        "answers": [{"question": "column_role", "about": "Target", "answer": "left_out"}],
    }
    assert from_text(json.dumps(plain, indent=2)) == Recipe(
        "Card",
        1,
        (TableShape("across", ("indicator", "unit", "rag")),),
        (LineWord(0, "column", "rag", Role.COMMENT),),
        (AnswerWord(0, "column_role", "Target", "left_out"),),
    )


def test_a_recipe_is_read_out_in_plain_sentences():
    words = words_for()
    said = []
    for sentence in sentences(FULL):
        role = "" if sentence.role is None else words.text(f"role.{sentence.role.value}")
        said.append(words.text(sentence.code, {**sentence.values, "role": role}))
    assert not [text for text in said if "{" in text or text.startswith("recipe.")]
    assert "The column “rag” is read as: Comment." in said
    assert "Years start in month 7." in said
    assert len(said) == 2 + 3 + 2 + 2 + 3 + 1 + 3  # of the grouping: that it counts, and when, what and which rows
