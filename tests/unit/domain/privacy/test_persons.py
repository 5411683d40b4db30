"""Names of people, and the many names that are none."""

import pytest

from groundswell.domain.privacy.persons import Sign, is_person_head, named_person, persons_among, persons_in_columns, sign_of

PEOPLE = {
    "Smith, J.": Sign.FAMILY_FIRST, "O'Neill, P": Sign.FAMILY_FIRST, "SMITH, JANE A": Sign.FAMILY_FIRST,
    "Van der Berg, A.": Sign.FAMILY_FIRST,
    "J. Smith": Sign.INITIALS, "J. A. Smith": Sign.INITIALS, "Mr Smith": Sign.TITLE, "Dr. Okafor": Sign.TITLE, "Cllr Patel": Sign.TITLE,
    "Prof. Dr. Müller": Sign.TITLE, "jane.smith@council.gov.uk": Sign.ADDRESS, "Jane Smith": Sign.GIVEN_FAMILY,
    "Mary-Jane O'Connor": Sign.GIVEN_FAMILY, "Juan de la Cruz": Sign.GIVEN_FAMILY, "Jane Smith (part time)": Sign.GIVEN_FAMILY,
    "Brown, L.": Sign.FAMILY_FIRST, "J. Hill": Sign.INITIALS, "Mrs Green": Sign.TITLE,
}  # fmt: skip
THINGS = (
    "Florence Road|Dr Johnson Avenue|Victoria Park|St James|St. Mary's School|Charlotte Street|J. Sainsbury plc|Marks and Spencer|"
    "Washington, D.C.|Springfield, MA|Paris, France|Alexandria, Virginia|St. John, New Brunswick|Chester Green|Lincoln North|York|"
    "Stratford-upon-Avon|Ward, B|N. Street|Lord Street|Hill St.|Section, A|Miss rate|Isle of Man|Bosnia and Herzegovina|"
    "Dominican Republic|Housing team|Band 5|Kingston upon Hull, City of|info@council.gov.uk|press.office@nhs.net|Harrison Ward|"
    "Austin Friars|Queen Logan|Prince William|4711|All|Total|Days (U.S. average)|M. tuberculosis"
)


@pytest.mark.parametrize(("name", "sign"), PEOPLE.items())
def test_F1_a_persons_name_is_seen(name: str, sign: Sign) -> None:
    assert sign_of(name) is sign


@pytest.mark.parametrize("name", THINGS.split("|"))
def test_F1_roads_schools_wards_places_and_companies_pass(name: str) -> None:
    assert sign_of(name) is None


def test_F1_one_shop_among_many_that_is_called_like_its_founder_is_no_person() -> None:
    shops = [f"Shop {at}" for at in range(30)]
    assert persons_among([*shops, "John Lewis", "Owens, J"]) == []
    assert [one.name for one in persons_among(["John Lewis", "Jane Smith", "Wu Li", "Total"])] == ["John Lewis", "Jane Smith"]
    assert [one.name for one in persons_among(["North", "South", "Smith, J."])] == ["Smith, J."]
    assert persons_among(["North", "South", "Jane Smith"]) == []


def test_F1_under_a_head_of_people_staff_numbers_and_unknown_names_count() -> None:
    assert [one.sign for one in persons_among(["E1024", "1025", "Total"], ["Staff No."])] == [Sign.UNDER_HEAD] * 2
    assert len(persons_among(["Adeyemi", "Krzysztof W.", "Oyelaran"], ["Case worker"])) == 3
    assert persons_among(["Adeyemi", "Oyelaran"], ["Ward"]) == []
    assert persons_among(["Housing team", "Customer services", "Grade 5"], ["Officer"]) == []


@pytest.mark.parametrize(
    ("head", "is_head"),
    [
        ("Case worker", True), ("CaseWorker", True), ("Employee No.", True), ("Name of agent", True), ("Officer (initials)", True),
        ("staff_id", True), ("Sachbearbeiter", True), ("Employee group", False),
        ("Officers per 1,000", False), ("Agency", False), ("Name", False),
    ],
)  # fmt: skip
def test_F1_heads_under_which_each_line_is_somebody(head: str, is_head: bool) -> None:
    assert is_person_head(head) is is_head


def test_F1_each_part_of_a_name_is_judged_with_its_own_column() -> None:
    names = [("North", "Smith, J."), ("North", "Jones, K."), ("South", "Brown, L.")]
    assert [one.name for one in persons_in_columns(names)] == ["Smith, J.", "Jones, K.", "Brown, L."]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Calls answered by Mr Jones", "Mr Jones"),
        ("Complaints closed by J. Smith per week", "J. Smith"),
        ("Cases of jane.smith@council.gov.uk", "jane.smith@council.gov.uk"),
        ("Jane Smith", "Jane Smith"),
        ("Calls answered within a minute", ""),
        ("Visits to St. James Park", ""),
        ("Sales of John Lewis", ""),
        ("Infections with E. coli", ""),
        ("Share of M.A. graduates", ""),
    ],
)
def test_F1_a_measure_that_names_a_person(text: str, person: str) -> None:
    assert named_person(text) == person


