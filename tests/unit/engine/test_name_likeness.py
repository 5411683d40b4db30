"""Names that are written alike are the same; names that are like each other are a question; names that differ in kind are neither."""

import pytest

from groundswell.engine.name_likeness import How, likeness, part_proposals, proposals, written_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café visits", "cafe  visits"),
        ("A&E attendances", "A & E Attendances"),
        ("Stoke-on-Trent", "Stoke on Trent"),
        ("St. Mary’s", "St Mary's"),
        ("HARBOUR | Late ferries", "Harbour | late ferries"),
    ],
)
def test_case_blanks_dashes_accents_and_ampersands_are_no_difference(one, other):
    assert written_key(one) == written_key(other)
    assert likeness(one, other).how is How.WRITTEN


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("St. Mary's Hospital", "Saint Marys Hospital", How.ABBREVIATED),
        ("Percentage of calls answered", "% calls answered", How.ABBREVIATED),
        ("HARBOUR | Late ferries", "Late ferries", How.PARTS),
        ("Barts Health NHS Trust", "NHS Trust Barts Health", How.WORDS),
        ("Kingston upon Hull, City of", "Kingston upon Hull", How.WORDS),
        ("Ferries leaving on time", "Ferrys leaving on time", How.SLIP),
        ("Near misses reported", "Near miss reported", How.SLIP),
    ],
)
def test_likeness_is_a_proposal_with_its_reason(one, other, how):
    assert likeness(one, other).how is how
    assert likeness(other, one).how is how


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ward 1", "Ward 2"),
        ("Visits 2024", "Visits 2025"),
        ("Team A calls", "Team B calls"),
        ("Complaints opened", "Complaints closed"),
        ("Leeds East depot", "Leeds West depot"),
        ("Passenger calls", "Cargo calls"),
        ("Calls answered", "Calls not answered"),
        ("Number of complaints", "% complaints"),
        ("Newcastle", "Newham"),
        ("Complaints, mean days", "Complaints, median days"),
        ("Adult admissions", "Child admissions"),
    ],
)
def test_what_differs_in_kind_is_never_proposed(one, other):
    assert likeness(one, other) is None
    assert likeness(other, one) is None
    assert proposals([one], [other]) == {}


def test_the_likeliest_comes_first_and_names_without_any_are_left_out():
    known = ["Ferries leaving on time", "Ferries leaving late", "Berth wait, hours", "Near misses reported"]
    found = proposals(["Ferrys leaving on time", "Quite another thing"], known)
    assert [one.meant for one in found["Ferrys leaving on time"]] == ["Ferries leaving on time"]
    assert set(found) == {"Ferrys leaving on time"}


def test_thousands_of_names_are_compared_by_what_they_share():
    known = [f"{place} {kind}" for place in ("North", "South", "East", "West") for kind in (f"depot {n:04}" for n in range(1000))]
    assert proposals([f"{name}x" for name in known[:400]], known) == {}


def test_a_part_that_changed_in_many_names_is_asked_once():
    places, services = ["Avon", "Devon", "Kent", "Essex", "Dorset"], ["Cardiology", "Urology", "Neurology", "Gynaecology"]
    old = [f"{place} STP / {service}" for place in places for service in services]
    boards = [f"NHS {place} INTEGRATED CARE BOARD / {service}" for place in places for service in services]
    found = part_proposals(boards, old, renamed=True)
    assert {part: [one.meant for one in proposal.options] for part, proposal in found.items()} == {
        f"NHS {place} INTEGRATED CARE BOARD": [f"{place} STP"] for place in places
    }
    assert all(len(proposal.names) == 4 for proposal in found.values())
    service = part_proposals([f"{name} Service" for name in old], old, renamed=True)
    assert {part: [one.meant for one in proposal.options] for part, proposal in service.items()} == {
        f"{name} Service": [name] for name in services
    }
    assert part_proposals(["Devon"], ["Devon STP"], renamed=True) == {}
