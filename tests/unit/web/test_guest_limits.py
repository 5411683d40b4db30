"""How fast guests may ask, by the clock that is handed in."""

import pytest

from groundswell.web import guest_limits
from groundswell.web.api.rates import Rates
from groundswell.web.guest_limits import BY_ADDRESS, BY_LINK, Buckets, lets_in


@pytest.fixture(autouse=True)
def full() -> None:
    BY_LINK.forget()
    BY_ADDRESS.forget()


def test_a_bucket_empties_at_once_and_fills_by_the_second() -> None:
    bucket = Buckets(3, 0.5)
    assert [bucket.take("one", 0.0) for _ in range(4)] == [True, True, True, False]
    assert bucket.take("other", 0.0)
    assert [bucket.take("one", 1.9), bucket.take("one", 2.0), bucket.take("one", 2.1)] == [False, True, False]
    assert [bucket.take("one", 1000.0) for _ in range(4)] == [True, True, True, False], "never more than it holds"


def test_buckets_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guest_limits, "KEPT", 2)
    bucket = Buckets(1, 0.001)
    assert [bucket.take(key, 0.0) for key in ("one", "two", "three", "two", "one")] == [True, True, True, False, True]


def test_one_address_is_stopped_whatever_links_it_tries_and_another_is_not() -> None:
    asked = [lets_in("192.0.2.7", f"guess {n}", 0.0) for n in range(BY_ADDRESS.at_once + 1)]
    assert asked == [True] * BY_ADDRESS.at_once + [False]
    assert lets_in("192.0.2.8", "guess 1", 0.0)


def test_one_link_is_stopped_whoever_asks_and_another_is_not() -> None:
    asked = [lets_in(f"198.51.100.{n}", "the link", 0.0) for n in range(BY_LINK.at_once + 1)]
    assert asked == [True] * BY_LINK.at_once + [False]
    assert lets_in("198.51.100.1", "another", 0.0)
    assert lets_in("198.51.100.1", "the link", 1.0)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_this_machine_is_not_counted_by_address(address: str) -> None:
    assert all(lets_in(address, f"link {n}", 0.0) for n in range(BY_ADDRESS.at_once + 10))


def test_several_processes_let_in_no_more_together() -> None:
    alone, two = Buckets(120, 2), [Buckets(120, 2), Buckets(120, 2)]
    for one in two:
        one.share_among(2)
    asked = [two[n % 2].take("link", n / 100) for n in range(400)]
    assert sum(asked) <= sum(alone.take("link", n / 100) for n in range(400))
    many = Buckets(120, 2)
    many.share_among(64)
    assert (many.at_once, many.a_second) == (10, 2 / 64), "one page still comes in one piece"
    rates = Rates(burst=120, a_second=20)
    rates.share_among(2)
    assert (rates.burst, rates.a_second) == (60, 10)


def test_a_guest_with_a_whole_network_of_ipv6_is_one_guest() -> None:
    asked = [lets_in(f"2001:db8:1:2::{n:x}", f"guess {n}", 0.0) for n in range(BY_ADDRESS.at_once + 1)]
    assert asked == [True] * BY_ADDRESS.at_once + [False]
