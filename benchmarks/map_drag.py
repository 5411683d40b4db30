"""Dragging a result of a map of 150 for 200 frames in Chromium: script and layout of each frame out of a trace, and how the map opens.

A frame's cost is what the renderer's main thread spent in our script, in style and in layout between two frames of the drag. The trace
is the browser's own (categories devtools.timeline). Without Chromium nothing is measured, and that is said and counts as not held.
"""

import json
import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import django
from django.apps import apps

from benchmarks.measuring import Verdict

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.web.settings")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
if not apps.ready:
    django.setup()

from playwright.sync_api import Page, sync_playwright

from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.services import results_maps as writing
from tests.browser import chromium
from tests.results_maps import grown
from tests.server import Served, serving

RESULTS, FRAMES = 150, 200
MOST_MS, LONG_TASK_MS, OPENS_MS = 8.0, 50.0, 1_000.0
OURS = frozenset(("FunctionCall", "FireAnimationFrame", "EventDispatch", "UpdateLayoutTree", "Layout", "RecalculateStyles"))
Event = dict[str, Any]


def run() -> Iterator[Verdict]:
    """Opens the map three times, then drags one result in a wide circle."""
    path = chromium()
    if path is None:
        yield Verdict("map drag", "NOT MEASURED: no Chromium on this machine", "a Chromium, or GROUNDSWELL_CHROMIUM", False)
        return
    with tempfile.TemporaryDirectory() as folder:
        address = _filled(Path(folder) / "data")
        with serving(Path(folder) / "data") as served, sync_playwright() as playwright:
            sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=path, args=sandbox)
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            opened = _opened(page, served, address)
            events = _dragged(page)
            browser.close()
    frames = _frames(events)
    yield Verdict(f"map of {RESULTS} results opens", f"{opened:.0f} ms", f"at most {OPENS_MS:g} ms", opened <= OPENS_MS)
    many = len(frames)
    yield Verdict("frames of the drag", str(many), f"at least {FRAMES * 3 // 4}", many >= FRAMES * 3 // 4)
    median, worst = statistics.median(frames or [99.0]), max(frames or [99.0])
    yield Verdict(
        "script and layout of a frame, median", f"{median:.2f} ms (most {worst:.1f})", f"at most {MOST_MS:g} ms", median <= MOST_MS
    )
    longest = _longest_of_ours(events)
    yield Verdict("longest task of ours while dragging", f"{longest:.1f} ms", f"at most {LONG_TASK_MS:g} ms", longest <= LONG_TASK_MS)


def _filled(folder: Path) -> str:
    """A data directory with one map; gives the map's address."""
    opening.point_to(folder)
    opening.open_data_directory("default", command="benchmark")
    try:
        actor, wanted, ids = local_actor(), grown(RESULTS), {}
        map_id = writing.make_map(actor, wanted.name).id
        for one in wanted.results:
            ids[one.id] = writing.write_result(actor, map_id, one.text, one.zone).id
        for link in wanted.links:
            writing.link(actor, map_id, link.kind, ids[link.first], ids[link.second])
        return f"maps/{map_id}/"
    finally:
        opening.close_all()


def _opened(page: Page, served: Served, address: str) -> float:
    """Milliseconds from the address to a map that can be worked on: the best of three, the first one cold."""
    page.goto(served.start)
    times = []
    for _ in range(3):
        page.goto(served.at(address))
        page.wait_for_selector(".map-frame.live [data-node]")
        times.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
    return float(min(times))


def _dragged(page: Page) -> list[Event]:
    """The trace of one drag, a step of the pointer in every frame."""
    busiest = page.evaluate(
        """() => {
          const count = {};
          for (const tie of document.querySelectorAll('[data-link]'))
            for (const end of [tie.dataset.first, tie.dataset.second]) count[end] = (count[end] ?? 0) + 1;
          return Object.keys(count).sort((one, other) => count[other] - count[one])[0];
        }"""
    )
    box = page.locator(f'[data-node="{busiest}"] .box').bounding_box()
    assert box is not None
    start = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    browser = page.context.browser
    assert browser is not None
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 10, start[1] + 10, steps=3)
    browser.start_tracing(page=page, categories=["devtools.timeline", "toplevel"])
    # Steps come from the page itself, one a frame, so that the machinery which drives the browser is no part of what is measured.
    page.evaluate(
        """([x, y, frames]) => new Promise((done) => {
          const view = document.querySelector('[data-map-view]');
          let step = 0;
          const move = () => {
            const turn = (2 * Math.PI * step) / 100;
            const place = { clientX: x + 200 * Math.cos(turn), clientY: y + 120 * Math.sin(turn), pointerId: 1, bubbles: true };
            view.dispatchEvent(new PointerEvent('pointermove', { ...place, button: -1, buttons: 1 }));
            step += 1;
            if (step < frames) requestAnimationFrame(move); else done();
          };
          requestAnimationFrame(move);
        })""",
        [*start, FRAMES],
    )
    trace = json.loads(browser.stop_tracing())
    moved = page.locator(f'[data-node="{busiest}"] .box').bounding_box()
    if moved is None or abs(moved["x"] - box["x"]) < 100:
        raise SystemExit("the result was not dragged at all")
    page.mouse.up()
    return list(trace["traceEvents"])


def _main_thread(events: Sequence[Event]) -> tuple[int, int]:
    """Process and thread that ran the drag: the one with the most animation frames."""
    counts: dict[tuple[int, int], int] = {}
    for event in events:
        if event["name"] == "FireAnimationFrame":
            counts[event["pid"], event["tid"]] = counts.get((event["pid"], event["tid"]), 0) + 1
    return max(counts, key=lambda one: counts[one])


def _spans(events: Sequence[Event], names: frozenset[str]) -> list[tuple[float, float]]:
    """Start and length, in milliseconds, of the outermost of these on the main thread."""
    pid, tid = _main_thread(events)
    found = sorted(
        (event["ts"] / 1000, event.get("dur", 0) / 1000)
        for event in events
        if event.get("ph") == "X" and event["name"] in names and (event["pid"], event["tid"]) == (pid, tid)
    )
    outer: list[tuple[float, float]] = []
    for begins, lasts in found:
        if not outer or begins >= outer[-1][0] + outer[-1][1]:
            outer.append((begins, lasts))
    return outer


def _frames(events: Sequence[Event]) -> list[float]:
    """For each frame what script, style and layout took from its beginning to that of the next."""
    begins = [start for start, _ in _spans(events, frozenset(("FireAnimationFrame",)))]
    # A frame runs two callbacks, that of the steps and that of the editor; those within 4 ms are of one frame.
    heads = [start for at, start in enumerate(begins) if at == 0 or start - begins[at - 1] > 4]
    spans = _spans(events, OURS)
    frames = []
    for head, following in pairwise(heads):
        frames.append(sum(lasts for start, lasts in spans if head <= start < following))
    return frames


def _longest_of_ours(events: Sequence[Event]) -> float:
    """The longest single stretch of script, style or layout while the result is dragged."""
    return max((lasts for _, lasts in _spans(events, OURS)), default=0.0)
