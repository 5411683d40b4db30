"""Webhooks against addresses that lead inside, receivers that fail, and a server that is killed between any two steps."""

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.models import Telling
from groundswell.records.selectors import organisation
from groundswell.records.selectors.webhooks import WebhookRow, live_webhooks
from groundswell.records.services import organisation as settings_of
from groundswell.records.services import webhooks
from groundswell.records.services.sharing import Words, type_reaction
from groundswell.records.services.webhooks import WebhookWanted, make_webhook
from groundswell.web.webhooks import courier as courier_module
from groundswell.web.webhooks.courier import Courier
from groundswell.web.webhooks.outside import Outside
from groundswell.web.webhooks.signing import secret_of
from groundswell.web.webhooks.targets import in_the_open, resolve
from tests.faults.receiver import NAME, Receiver, receiving
from tests.web.filled import CALM, bring, measure, observations

INSIDE = (
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::ffff:7f00:1", "::127.0.0.1", "fe80::1", "fe80::1%lo", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1", "2002:7f00:1::",
    "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1", "2001:0:7f00:1::", "2001:db8::1",
)
"""Where a name may lead that somebody else owns."""
WRITTEN = (
    "http://hooks.example.org/", "file:///etc/passwd", "gopher://hooks.example.org/", "https://localhost/", "https://127.0.0.1/",
    "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/", "https://0177.0.0.1/", "https://127.1/", "https://[::1]/",
    "https://[::ffff:127.0.0.1]/", "https://user:word@hooks.example.org/", "https://hooks.example.org:22/", "https://hooks.example.org:80/",
    "https://①②⑦.⓪.⓪.①/", "https://127。0。0。1/", "https://app.localhost/", "https://printer.local/", "https://metadata.google.internal/",
    "https:///path", "https://hooks.example.org/\r\nX: y", "https://hooks.example.org/a b", "https://xn--/", "//hooks.example.org/",
    "https://hooks/", "https://1.2.3.4.5/", "https://hooks.example.org\\@127.0.0.1/",
)
"""How an address may be written to lead inside."""


class Network:
    """No network: names lead where the test says, and each connection that is asked for is put down and refused."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.dialled = list(answers), list[Any]()

    def resolve(self, host: str, port: int) -> list[tuple[int, Any]]:
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [(socket.AF_INET6 if ":" in one else socket.AF_INET, (one, port)) for one in found]

    def dial(self, family: int, where: Any, wait: float) -> socket.socket:
        self.dialled.append(where[0])
        raise ConnectionRefusedError

    @property
    def outside(self) -> Outside:
        return Outside(resolve=self.resolve, dial=self.dial)


def refusal(outside: Outside, url: str) -> str:
    """Why nothing was sent there."""
    with pytest.raises(UserError) as refused:
        outside.post(url, b"{}", {})
    return refused.value.code


def test_D21_no_address_leads_inside() -> None:
    assert len(INSIDE) + len(WRITTEN) >= 45
    for address in INSIDE:
        assert not in_the_open(address), address
        for answers in ([address], ["93.184.215.14", address], [address, "93.184.215.14"]):
            network = Network(answers)
            assert refusal(network.outside, "https://hooks.example.org/in") == "webhook_inside", address
            assert network.dialled == []
    for url in WRITTEN:
        network = Network(["127.0.0.1"])
        assert refusal(replace(network.outside, resolve=network.resolve), url) in ("webhook_address", "webhook_inside"), url
        assert network.dialled == []
    open_one = Network(["93.184.215.14"])
    assert refusal(open_one.outside, "https://hooks.example.org/in") == "webhook_no_answer"
    assert open_one.dialled == ["93.184.215.14"], "the red control: an open address is dialled"
    assert refusal(Network(["2606:2800:21f:cb07:6820:80da:af6b:8b2c"]).outside, "https://bücher.example.org/") == "webhook_no_answer"


def test_D21_a_name_that_changes_its_mind_is_dialled_where_it_was_checked() -> None:
    network = Network(["93.184.215.14"], ["127.0.0.1"])
    refusal(network.outside, "https://hooks.example.org/in")
    assert network.dialled == ["93.184.215.14"]
    assert refusal(network.outside, "https://hooks.example.org/in") == "webhook_inside"
    assert network.dialled == ["93.184.215.14"]


def test_D21_the_system_s_own_resolver_is_looked_at_too() -> None:
    network = Network(["127.0.0.1"])
    way = Outside(resolve=lambda _host, port: resolve("localhost", port), dial=network.dial)
    assert refusal(way, "https://hooks.example.org/") == "webhook_inside"
    assert network.dialled == []


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    """A server that hears."""
    with receiving(tmp_path) as there:
        yield there


def way_to(receiver: Receiver) -> Outside:
    """The way out, for this test to a server on this machine."""
    return Outside(
        resolve=lambda _host, port: resolve("127.0.0.1", port), is_open=lambda _address: True, tls=receiver.trusting,
        ports=frozenset({receiver.port}), altogether=3.0,
    )


def address(receiver: Receiver) -> str:
    """Of the receiver."""
    return f"https://{NAME}:{receiver.port}/in?from=us"


def allow(*, yes: bool = True) -> None:
    """The organisation's word."""
    wanted = replace(organisation.settings(), webhooks=yes)
    settings_of.change(local_actor(), wanted, effective_from=clock.now().date())


def hook(receiver: Receiver, *measures: str, kinds: tuple[str, ...] = webhooks.KINDS, values: bool = False) -> WebhookRow:
    """A webhook of the person who is alone."""
    return make_webhook(local_actor(), WebhookWanted(address(receiver), kinds, measures, values))


def test_a_receiver_hears_signed_news_of_its_measures_without_values(data_directory: Path, receiver: Receiver) -> None:
    measure_id, other = measure("Days", CALM), measure("Nights", CALM)
    with pytest.raises(UserError, match="webhooks_not_allowed"):
        hook(receiver, measure_id)
    allow()
    row, courier = hook(receiver, measure_id), Courier(way_to(receiver))
    assert courier.round() == 0
    bring(observations("Days", (*CALM, "99")), observations("Nights", (*CALM, "99")))
    type_reaction(local_actor(), Line(measure_id, None), Words("", "Secret words"), now=clock.now())
    assert courier.round() == 3 and courier.round() == 0
    told = [json.loads(body) for _, _, body in receiver.heard]
    assert [one["kind"] for one in told] == ["figures", "signal", "reaction"]
    assert {one["measure"] for one in told} == {measure_id} and other not in str(told)
    assert "outside_limits" in {one["rule"] for one in told[1]["signals"]} and told[0]["figures"] == 1
    assert "99" not in str([{**one, "id": "", "at": "", "batch": "", "measure": "", "path": "", "reaction": ""} for one in told])
    assert "Secret" not in str(told)
    path, headers, body = receiver.heard[0]
    seconds, digest = (part.partition("=")[2] for part in headers["Groundswell-Signature"].split(","))
    expected = hmac.new(secret_of(row.id, row.salt).encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert (path, digest, headers["Groundswell-Id"]) == ("/in?from=us", expected, told[0]["id"])
    assert headers["Host"] == NAME


def test_values_are_told_where_they_were_asked_for(data_directory: Path, receiver: Receiver) -> None:
    measure_id = measure("Days", CALM)
    allow()
    hook(receiver, measure_id, kinds=("figures",), values=True)
    bring(observations("Days", (*CALM, "17.50")))
    assert Courier(way_to(receiver)).round() == 1
    assert json.loads(receiver.heard[0][2])["observations"][0]["value"] == "17.50"


def test_D21_a_redirect_is_not_followed_and_a_wrong_certificate_hears_nothing(data_directory: Path, receiver: Receiver) -> None:
    receiver.status = 307
    assert way_to(receiver).post(address(receiver), b"{}", {}) == 307
    assert [path for path, _, _ in receiver.heard] == ["/in?from=us"]
    strict = replace(way_to(receiver), tls=Outside().tls)
    assert refusal(strict, address(receiver)) == "webhook_no_answer"
    assert refusal(way_to(receiver), f"https://other.harbour.example:{receiver.port}/") == "webhook_no_answer"
    assert len(receiver.heard) == 1


def test_a_receiver_that_says_nothing_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        way = Outside(
            resolve=lambda _host, port: resolve("127.0.0.1", port), is_open=lambda _address: True, ports=frozenset({port}), altogether=0.3
        )
        started = clock.now()
        assert refusal(way, f"https://{NAME}:{port}/") == "webhook_no_answer"
        assert clock.now() - started < timedelta(seconds=4)


def test_what_is_not_heard_is_tried_again_and_given_up(data_directory: Path, receiver: Receiver) -> None:
    measure_id = measure("Days", CALM)
    allow()
    hook(receiver, measure_id, kinds=("figures",))
    bring(observations("Days", (*CALM, "17")))
    receiver.status = 500
    courier, now = Courier(way_to(receiver)), clock.now() + timedelta(seconds=1)
    assert courier.round(now) == 0 and courier.round(now) == 0
    assert len(receiver.heard) == 1, "not again at once"
    for wait in webhooks.WAITS:
        now += wait + timedelta(seconds=1)
        courier.round(now)
    (row,) = Telling.objects.all()
    assert (row.state, row.attempts, row.code) == ("given_up", len(webhooks.WAITS) + 1, "webhook_refuses")
    assert len({headers["Groundswell-Id"] for _, headers, _ in receiver.heard}) == 1
    courier.round(now + timedelta(days=30))
    assert len(receiver.heard) == len(webhooks.WAITS) + 1


class Killed(BaseException):
    """As if the process had ended here."""


@pytest.mark.parametrize("step", ["put_down", "begin_attempt", "post", "end_attempt"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_B8_killed_at_any_step_it_is_told_under_one_id(
    data_directory: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    measure_id = measure("Days", CALM)
    allow()
    hook(receiver, measure_id, kinds=("figures",))
    bring(observations("Days", (*CALM, "17")))
    owner: Any = Outside if step == "post" else courier_module
    real, fuse = getattr(owner, step), threading.Event()

    def dying(*given: Any, **named: Any) -> Any:
        if fuse.is_set():
            return real(*given, **named)
        fuse.set()
        if after:
            real(*given, **named)
        raise Killed

    monkeypatch.setattr(owner, step, dying)
    with pytest.raises(Killed):
        Courier(way_to(receiver)).round()
    later = clock.now() + timedelta(minutes=2)
    for _ in range(2):
        Courier(way_to(receiver)).round(later)
    (row,) = Telling.objects.all()
    assert row.state == "heard"
    heard = [headers["Groundswell-Id"] for _, headers, _ in receiver.heard]
    assert set(heard) == {row.id}
    assert len(heard) == (2 if (step, after) in (("end_attempt", False), ("post", True)) else 1)


def test_nothing_is_told_once_it_may_not(data_directory: Path, receiver: Receiver) -> None:
    measure_id = measure("Days", CALM)
    allow()
    row, courier = hook(receiver, measure_id, kinds=("figures",)), Courier(way_to(receiver))
    bring(observations("Days", (*CALM, "17")))
    assert courier_module.look(row, clock.now()) == 1
    allow(yes=False)
    assert courier.round() == 0 and receiver.heard == []
    allow()
    webhooks.end_webhook(local_actor(), row.id)
    assert courier.round() == 0 and receiver.heard == [] and live_webhooks() == []
    assert Telling.objects.get().state == "dropped"
