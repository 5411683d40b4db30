"""French has words for the wording tests alone: those are French, everything else stays whole English sentences."""

import pytest

from groundswell.words import catalogue, words_for


def test_a_text_of_a_second_language_is_used_and_the_rest_falls_back() -> None:
    words = words_for("fr")
    assert words.text("wording.weasel.name") == "Un mot aux images multiples"
    assert words.text("error.file_empty") == "This file is empty."
    assert words.number(12.5) == "12,5"


def test_lists_inside_english_sentences_stay_english() -> None:
    assert words_for("fr").listed(("A", "B")) == "A and B"


def test_the_page_says_the_language_most_of_it_is_in() -> None:
    assert words_for("fr").language == "en"


@pytest.mark.parametrize("language", [one for one in catalogue.languages() if one != catalogue.SOURCE])
def test_a_second_language_names_the_same_values_and_no_code_of_its_own(language: str) -> None:
    english = catalogue.catalogue("en")
    for message in (m for m in catalogue.catalogue(language) if m.id):
        source = english.get(message.id)
        assert source is not None, message.id
        assert {part for part in str(source.string).split() if "{" in part} == set() or "{" in str(message.string), message.id
