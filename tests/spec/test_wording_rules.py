"""Every wording test by a small table: what it asks about, and what it leaves alone, in English and French (method 1.2, 1.3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.authoring.wording.examine import (
    LONGEST,
    MOST,
    examine,
    future_word,
    is_action,
    passes_first_five,
    unread_after,
)
from groundswell.domain.authoring.wording.hint import Hint, Test
from groundswell.domain.authoring.wording.lexicons import LEXICONS, lexicon_for

EN, FR = lexicon_for("en"), lexicon_for("fr")


def asked(test: Test, text: str, language: str = "en") -> list[str]:
    return [hint.word for hint in examine(text, lexicon_for(language)) if hint.code is test]


SPEAKS = {
    Test.ACTION: [
        ("en", "Implement the new CRM", "Implement"),
        ("en", "We will review our contracts", "We will review"),
        ("en", "Implementation of the new CRM", "Implementation"),
        ("en", "Maintain the ranking", "Maintain"),
        ("en", "Support people into work", "Support"),
        ("en", "- Launch a website", "Launch"),
        ("en", "Successfully deliver the programme", "Successfully deliver"),
        ("en", "Aims to reduce waste", "Aims to reduce"),
        ("en", "Refurbish the leisure centre", "Refurbish"),
        ("en", "Number of inspections carried out", "carried out"),
        ("en", "Further develop the town", "Further develop"),
        ("en", "Re-design the web site", "Re-design"),
        ("en", "In partnership, deliver homes", "In partnership, deliver"),
        ("en", "In partnership with the police, deliver homes", "In partnership with the police, deliver"),
        ("en", "Priority 1: Build homes", "Build"),
        ("en", "Priority 1 – Build homes", "Build"),
        ("en", "Being digital by default", "Being digital"),
        ("en", "Reduction of waste", "Reduction of"),
        ("en", "Hart District Council provides services", "Hart District Council provides"),
        ("en", "The council provides services", "The council provides"),
        ("en", "Review staff pay", "Review"),
        ("en", "Help residents feel safe", "Help"),
        ("en", "Helping families make choices", "Helping"),
        ("en", "Time taken to process claims", "taken to"),
        ("fr", "Mettre en œuvre le plan", "Mettre"),
        ("fr", "Mise en œuvre du plan", "Mise en œuvre"),
        ("fr", "Nombre d’inspections effectuées", "effectuées"),
    ],
    Test.WEASEL: [
        ("en", "Effective governance", "Effective"),
        ("en", "Quality of call handling", "Quality"),
        ("en", "Standards are met", "Standards"),
        ("en", "Services are fit for purpose", "fit for purpose"),
        ("en", "Care is end-to-end", "end-to-end"),
        ("en", "Staff are empowered", "empowered"),
        ("en", "A thriving town centre", "thriving"),
        ("fr", "L'efficacité des services", "efficacité"),
        ("fr", "L’EFFICACITE DES SERVICES", "EFFICACITE"),
        ("fr", "Les services sont performants", "performants"),
    ],
    Test.SEVERAL: [
        ("en", "People are safe and healthy", "and"),
        ("en", "Cost/time of a case", "/"),
        ("en", "Streets are clean; parks are green", ";"),
        ("en", "Streets are clean, people feel safe", ","),
        ("en", "People find work by learning", "by learning"),
        ("en", "People find work through regular training", "through regular training"),
        ("fr", "Les rues sont propres et sûres", "et"),
        ("fr", "Les gens trouvent du travail en apprenant", "en apprenant"),
        ("fr", "Les gens trouvent du travail grâce à la formation", "grâce à la"),
    ],
    Test.TARGET: [
        ("en", "Calls are answered in 15 seconds", "in 15 seconds"),
        ("en", "Buses are electric by 2030", "by 2030"),
        ("en", "Streets are clean by the end of March 2027", "by the end of March 2027"),
        ("en", "At least 90% of bins are emptied", "At least 90"),
        ("en", "25.1% or greater", "25.1% or greater"),
        ("en", "Top 5 among councils", "Top 5"),
        ("en", "Zero deaths", "Zero deaths"),
        ("en", "500 homes are built", "500 homes are"),
        ("en", "Each year, 1,500 new homes are built", "1,500 new homes are"),
        ("en", "Half of waste is recycled", "Half of waste is"),
        ("en", "9 out of 10 residents feel safe", "9 out of 10"),
        ("en", "People get an answer within a week", "within a week"),
        ("en", "Schools are in the top quartile", "top quartile"),
        ("fr", "Les bus sont électriques d’ici 2030", "d’ici 2030"),
        ("fr", "Au moins 90 % des bacs sont vidés", "Au moins 90"),
        ("fr", "Les appels ont une réponse en 15 secondes", "en 15 secondes"),
    ],
    Test.MEASURE: [
        ("en", "% of calls answered", "%"),
        ("en", "Unemployment rate", "rate"),
        ("en", "Average wait", "Average"),
        ("en", "Number of missed bins", "Number of"),
        ("en", "Deaths per 100,000", "per 100,000"),
        ("fr", "Taux de chômage", "Taux"),
        ("fr", "Nombre d’appels", "Nombre d"),
    ],
    Test.HARD: [
        ("en", "FTE", "FTE"),
        ("en", "Territorial emissions", "Territorial"),
        ("en", "Systems have interoperability", "interoperability"),
        ("en", "Procurement is simple", "Procurement"),
        ("fr", "Les ETP sont connus", "ETP"),
        ("fr", "La prévalence baisse", "prévalence"),
    ],
    Test.NO_SUBJECT: [
        ("en", "Completion rate", "Completion"),
        ("en", "Satisfaction", "Satisfaction"),
        ("en", "Cost per transaction", "Cost"),
        ("en", "Total", "Total"),
        ("fr", "Satisfaction", "Satisfaction"),
        ("fr", "Taux de réponse", "Taux"),
    ],
    Test.UNSEEN: [
        ("en", "The organisation is resilient", "resilient"),
        ("en", "Extent to which we are effective", "Extent to which"),
        ("fr", "L’organisation est résiliente", "résiliente"),
    ],
}

QUIET = {
    Test.ACTION: [
        ("en", "Residents feel safe at night"),
        ("en", "Proportion of calls answered within 15 seconds"),
        ("en", "Unemployment rate"),
        ("en", "Support is there when a carer calls"),
        ("en", "Reports reach us within a day"),
        ("en", "Building starts"),
        ("en", "Support staff come to work rested"),
        ("en", "Complete strangers help each other"),
        ("en", "Average time taken to decide"),
        ("en", "Further support is there when a carer calls"),
        ("en", "Re-use is common"),
        ("en", "In partnership with schools, work experience is offered"),
        ("en", "Priority 1 cases are seen"),
        ("en", "Ages 15 - 64 use the bus"),
        ("en", "Being a carer makes people tired"),
        ("en", "Being bullied at school"),
        ("en", "Reduction in waste"),
        ("en", "Hart District Council is trusted"),
        ("en", "Hart District Council meets once a month"),
        ("en", "Trust builds between neighbours"),
        ("fr", "Les habitants se sentent en sécurité la nuit"),
        ("fr", "Taux de chômage"),
    ],
    Test.WEASEL: [
        ("en", "Air quality (PM2.5)"),
        ("en", "Ships of the Department for Strategic Transport arrive"),
        ("en", "Households get their housing benefit when promised"),
        ("en", "Drivers stop at red lights"),
        ("fr", "Qualité de l’air"),
        ("fr", "Les rues sont propres"),
    ],
    Test.SEVERAL: [
        ("en", "Registrations by age and sex"),
        ("en", "Swans are black and white"),
        ("en", "People in England and Wales own a boat"),
        ("en", "Women aged 15 to 19 and under 20"),
        ("en", "Fish (cod and sole) are landed fresh"),
        ("fr", "Inscriptions par âge et sexe"),
        ("fr", "Les habitants où que ce soit ont de l’eau"),
        ("fr", "Les hommes et femmes élus sont connus"),
    ],
    Test.TARGET: [
        ("en", "Air quality (PM2.5)"),
        ("en", "Adults aged 16 to 64 have work"),
        ("en", "Families stay together 12 months after discharge"),
        ("en", "People hurt in the last 12 months"),
        ("en", "Children live within 2 km of a road"),
        ("en", "999 calls are answered"),
        ("en", "24 hour care is there"),
        ("en", "2023 graduates have work"),
        ("en", "12 Streets are clean"),
        ("en", "A quarter of an hour is enough"),
        ("en", "People out of work find jobs"),
        ("en", "Babies live within a year of birth"),
        ("en", "Shops lie within an hour's walk"),
        ("en", "Drawers at the top are full"),
        ("fr", "Les adultes âgés de 16 à 64 ans ont un travail"),
        ("fr", "Les blessés au cours des 12 derniers mois"),
    ],
    Test.MEASURE: [
        ("en", "Calls are answered"),
        ("en", "Site traffic"),
        ("en", "Recorded errors"),
        ("fr", "Les appels ont une réponse"),
    ],
    Test.HARD: [
        ("en", "Missed bin collections"),
        ("en", "People who found work"),
        ("en", "Every family in the UK has a television"),
        ("en", "STREETS ARE CLEAN"),
        ("fr", "Les gens ont trouvé du travail"),
    ],
    Test.NO_SUBJECT: [
        ("en", "Adults who walk or cycle"),
        ("en", "Streets are clean"),
        ("fr", "Les rues sont propres"),
    ],
    Test.UNSEEN: [
        ("en", "People killed on the roads"),
        ("en", "% of calls answered"),
        ("en", "Streets are clean"),
        ("fr", "Les rues sont propres"),
    ],
}


def _rows(table: dict[Test, list[tuple[str, ...]]]) -> list[tuple[object, ...]]:
    return [(test, *row) for test, rows in table.items() for row in rows]


@pytest.mark.parametrize(("test", "language", "text", "word"), _rows(SPEAKS))
def test_a_wording_that_is_asked_about(test: Test, language: str, text: str, word: str) -> None:
    assert word in asked(test, text, language)


@pytest.mark.parametrize(("test", "language", "text"), _rows(QUIET))
def test_a_wording_that_is_left_alone(test: Test, language: str, text: str) -> None:
    assert asked(test, text, language) == []


def test_every_test_has_examples_both_ways_in_both_languages() -> None:
    for table in (SPEAKS, QUIET):
        assert set(table) == set(Test)
        assert all({row[0] for row in rows} == {"en", "fr"} for rows in table.values())


@pytest.mark.parametrize("word", [
    "effective", "efficient", "robust", "enhance", "improve", "streamlining", "leveraged", "accountability", "capability", "culture",
    "engagement", "sustainability", "innovation", "holistic", "end-to-end", "proactive", "seamless", "sustainable", "timely", "vibrant",
    "going forward", "world-class", "best practice", "fit for purpose", "key", "core", "wellbeing", "client-driven", "re-energise",
])
def test_the_words_of_the_method_are_known(word: str) -> None:
    assert asked(Test.WEASEL, f"People have {word} things") == [word]


@pytest.mark.parametrize(("language", "text", "pieces"), [
    ("en", "People are safe and healthy", ("People are safe", "People are healthy")),
    ("en", "Streets are clean and people feel safe", ("Streets are clean", "People feel safe")),
    ("en", "Streets are clean; parks are green", ("Streets are clean", "Parks are green")),
    ("en", "Parents and teachers know each other", ("Parents know each other", "Teachers know each other")),
    ("en", "Cost and time of a case", ("Cost", "Time of a case")),
    ("fr", "Les rues sont propres et sûres", ("Les rues sont propres", "Les rues sont sûres")),
])
def test_a_joint_gives_the_pieces_of_split_in_two(language: str, text: str, pieces: tuple[str, str]) -> None:
    (hint,) = [hint for hint in examine(text, lexicon_for(language)) if hint.code is Test.SEVERAL]
    assert hint.pieces == pieces


def test_a_means_has_no_pieces() -> None:
    (hint,) = [hint for hint in examine("People find work by learning", EN) if hint.code is Test.SEVERAL]
    assert hint.pieces == ()


def test_a_word_that_the_organisation_has_defined_is_no_weasel_word() -> None:
    text = "Sustainable fish is on every plate and governance is sustainable"
    assert asked(Test.WEASEL, text) == ["Sustainable", "governance", "sustainable"]
    allowed = {"Sustainable": "caught under the quota of the Harbour Act"}
    assert [hint.word for hint in examine(text, EN, allowed) if hint.code is Test.WEASEL] == ["governance"]
    assert [hint.word for hint in examine("End-to-end care", EN, {"end-to-end": "d"}) if hint.code is Test.WEASEL] == []


@pytest.mark.parametrize("text", ["еffесtivе care", "eﬀective care", "effec\u200btive care", "EFFECTIVE care", "ｅｆｆｅｃｔｉｖｅ care"])
def test_a_weasel_word_is_seen_under_any_letters(text: str) -> None:
    (hint,) = [hint for hint in examine(text, EN) if hint.code is Test.WEASEL]
    assert (hint.start, hint.word) == (0, text.removesuffix(" care"))


def test_accents_may_be_letters_of_their_own() -> None:
    assert asked(Test.WEASEL, "l’efficacite\u0301 des soins", "fr") == ["efficacite\u0301"]


def test_pasted_tags_are_no_words() -> None:
    pasted = '<p class="effective and/or">Streets&nbsp;are <b>clean</b></p><br/> https://example.org/improve?by=2030'
    assert examine(pasted, EN) == ()
    assert [hint.code for hint in examine("Cats &amp; dogs are fed", EN)] == [Test.SEVERAL]


def test_right_to_left_text_is_left_alone() -> None:
    assert examine("الشوارع نظيفة والناس آمنون", EN) == ()
    assert asked(Test.WEASEL, "\u200fהשירות effective\u200f") == ["effective"]


@pytest.mark.parametrize("text", ["", "   ", "\n", "<br>", "?!"])
def test_nothing_is_asked_of_nothing(text: str) -> None:
    assert examine(text, EN) == ()
    assert not passes_first_five(text, EN)


def test_a_long_text_is_read_to_a_stated_place() -> None:
    long = "Streets are clean. " * 6000
    assert (unread_after(long), unread_after("Streets are clean")) == (LONGEST, None)
    assert all(hint.end <= LONGEST for hint in examine(long + "effective", EN))
    assert not passes_first_five(long, EN)
    assert len(asked(Test.WEASEL, "effective " * 100)) == MOST


@pytest.mark.parametrize(("language", "text", "passes"), [
    ("en", "Customers get their goods when promised", True),
    ("en", "Residents feel safe at night", True),
    ("en", "Build a bridge", False),
    ("en", "Care is effective", False),
    ("en", "People are safe and healthy", False),
    ("en", "Customers will get their goods when promised", False),
    ("en", "Buses are electric by 2030", False),
    ("fr", "Les rues sont propres", True),
    ("fr", "Les rues seront propres", False),
])
def test_a_well_worded_result_passes_the_first_five_rules(language: str, text: str, passes: bool) -> None:
    assert passes_first_five(text, lexicon_for(language)) is passes


def test_what_is_yet_to_come_is_named() -> None:
    assert future_word("Customers will get their goods", EN) == "will"
    assert future_word("Les rues seront propres", FR) == "seront"
    assert future_word("Customers get their goods", EN) is None


def test_an_action_is_known_alone() -> None:
    assert is_action("Build a bridge", EN) and not is_action("The bridge carries buses", EN)


@pytest.mark.parametrize(("tag", "language"), [("fr-CA", "fr"), ("FR_ca", "fr"), ("en-GB", "en"), ("de", "en"), ("", "en")])
def test_a_language_without_a_lexicon_falls_back_to_english(tag: str, language: str) -> None:
    assert lexicon_for(tag).language == language


@given(st.text(max_size=200) | st.lists(st.sampled_from(
    ["and", "by", "2030", "<p>", "&amp;", "%", "effective", "Number of", "/", ";", ",", "(", "d’ici", "l'",
     "à", "А", "\u0301", "ß", "İ", "1.", "are"]
)).map(" ".join))
def test_spans_lie_inside_the_text_and_nothing_fails(text: str) -> None:
    for lexicon in LEXICONS.values():
        for hint in examine(text, lexicon):
            assert isinstance(hint, Hint) and hint.code in Test
            assert 0 <= hint.start < hint.end <= len(text)
            assert hint.word and hint.word in text
        future_word(text, lexicon)
        passes_first_five(text, lexicon, {text: text})
