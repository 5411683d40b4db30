"""The pages of the rules: each set part by part, one's own made, changed, refused and put away, and offered to measures."""

import re
from typing import Any

import pytest
from django.test import Client

from groundswell.domain.xmr.rule_sets import RULE_SETS
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.selectors.rule_sets import own_rule_sets
from groundswell.records.services import limits
from tests.web.filled import CALM, measure
from tests.web.test_home import text_of


def fields(pages: Client, address: str) -> dict[str, Any]:
    """What the form of a page holds, as a browser would send it."""
    form = pages.get(address).context["form"]
    held = {field.html_name: field.value() for field in form if field.value() not in (None, False, "")}
    return {name: "on" if value is True else value for name, value in held.items()}


def ours(pages: Client, **other: Any) -> dict[str, Any]:
    """Wheeler's rules as ours, with runs of six."""
    return fields(pages, "/rules/new/") | {"name": "Our rules", "source": "The board", "long_run__length": "6", "reason": "agreed"} | other


def test_every_rule_set_has_a_page_that_says_all_of_it(pages: Client) -> None:
    front = pages.get("/rules/").content.decode()
    assert front.count('<span class="pill">default</span>') == 1
    for name, rules in RULE_SETS.items():
        assert f'href="/rules/{name}/"' in front
        answer = pages.get(f"/rules/{name}/")
        assert answer.status_code == 200
        assert answer.content.decode().count('data-l="Points marked"') == len(rules.rules), name
        assert "{" not in text_of(answer.content), "no placeholder is left"


def test_a_set_of_ones_own_begins_with_the_parts_of_the_one_it_is_made_from(pages: Client) -> None:
    for name, base in RULE_SETS.items():
        sent = fields(pages, f"/rules/new/?from={name}") | {"name": f"Ours like {name}", "reason": "to try it"}
        assert pages.post(f"/rules/new/?from={name}", sent).status_code == 302
        rules = next(one.newest.rules for one in own_rule_sets(local_actor()) if one.name == f"Ours like {name}")
        assert rules.rules == base.rules
        for part in (*base.rules, "screening", "constants", "centre", "dispersion", "fewest_figures", "recalculation"):
            assert getattr(rules, part) == getattr(base, part), (name, part)


def test_made_changed_offered_and_put_away(pages: Client) -> None:
    one = measure(values=CALM)
    made = pages.post("/rules/new/", ours(pages))
    address = made["Location"]
    assert "6 or more in a row on one side of typical." in text_of(pages.get(address).content)
    pages.post(f"/measures/{one}/rules/", {"rule_set": "Our rules", "reason": "as agreed"})
    assert "Our rules, rules of your own (version 1)" in pages.get(f"/measures/{one}/").content.decode()
    changed = fields(pages, f"{address}edit/") | {"long_run__length": "9", "reason": "too many alarms"}
    pages.post(f"{address}edit/", changed)
    page = pages.get(f"/measures/{one}/").content.decode()
    assert "(version 1)" in page and "A newer version is there." in page
    assert "6 or more" in text_of(pages.get(f"{address}?version=1").content)
    pages.post(f"/measures/{one}/rules/", {"rule_set": "Our rules", "reason": "the newer ones"})
    assert measure_record(local_actor(), Line(one, None)).rule_set_version == 2
    assert pages.post(f"{address}put-away/", {"reason": ""}).status_code == 400
    pages.post(f"{address}put-away/", {"reason": "nobody reads them"})
    assert "put away" in text_of(pages.get("/rules/").content)
    assert "Our rules" not in pages.get(f"/measures/{measure('Another')}/rules/").content.decode()
    assert "(version 2)" in pages.get(f"/measures/{one}/").content.decode(), "its chart keeps it"


def test_an_older_version_stays_chosen_until_somebody_changes_it(pages: Client) -> None:
    one = measure(values=CALM)
    address = pages.post("/rules/new/", ours(pages))["Location"]
    limits.set_rules(local_actor(), Line(one, None), "Our rules", "agreed")
    pages.post(f"{address}edit/", fields(pages, f"{address}edit/") | {"long_run__length": "9", "reason": "too many alarms"})
    page = pages.get(f"/measures/{one}/rules/").content.decode()
    (chosen,) = re.findall(r'value="([^"]+)"[^>]*checked', page)
    assert chosen == "Our rules|1"
    pages.post(f"/measures/{one}/rules/", {"rule_set": chosen, "baseline": "12", "reason": "a baseline"})
    record = measure_record(local_actor(), Line(one, None))
    assert (record.rule_set_version, record.baseline) == (1, 12)


@pytest.mark.parametrize(
    ("other", "at", "sentence"),
    [
        ({"name": ""}, "name", "Write a name"), ({"name": "Wheeler"}, "name", "Wheeler"),
        ({"source": ""}, "source", "Write where they come from"), ({"long_run__length": "2"}, "long_run__length", "3"),
        ({"constants__limits": "a lot"}, "constants__limits", "This is not a number."),
        ({"short_run__fraction": "1/0"}, "short_run__fraction", "This is not a number."),
        ({"constants__limits": "nan"}, "constants__limits", "This is not a number."), ({"reason": ""}, "reason", "Write why."),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    pages: Client, other: dict[str, str], at: str, sentence: str
) -> None:
    sent = ours(pages, **other)
    answer = pages.post("/rules/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'href="#{at}"' in page and sentence in page
    assert "The board" in page or at == "source"
    assert own_rule_sets(local_actor()) == []


def test_rules_without_any_rule_are_refused(pages: Client) -> None:
    sent = {name: value for name, value in ours(pages).items() if name not in ("outside_limits", "moving_range", "short_run__used")}
    answer = pages.post("/rules/new/", sent | {"long_run__length": ""})
    assert answer.status_code == 400 and own_rule_sets(local_actor()) == []


def test_an_unknown_one_is_not_there(pages: Client) -> None:
    for address in ("/rules/nothing/", "/rules/nothing/edit/", "/rules/nothing/put-away/"):
        assert pages.get(address).status_code in (400, 404), address
