"""A real server on a data directory that was filled beforehand, for the tests that look at pages in a browser."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from groundswell.records import opening
from tests.server import Served, serving


@contextmanager
def filled_and_served(folder: Path, blocker: Any, fill: Callable[[], dict[str, str]]) -> Iterator[tuple[Served, dict[str, str]]]:
    """Fills ``folder`` through the services, lets go of it, and serves it; ``fill`` gives the addresses to look at by name."""
    with blocker.unblock(), ThreadPoolExecutor(max_workers=1) as beside:
        # In a thread of its own: Playwright keeps an event loop in this one, where Django refuses to work.
        addresses = beside.submit(_filled, folder, fill).result()
    with serving(folder) as served:
        yield served, addresses


def _filled(folder: Path, fill: Callable[[], dict[str, str]]) -> dict[str, str]:
    opening.point_to(folder)
    opening.open_data_directory("default", command="tests")
    try:
        return fill()
    finally:
        opening.close_all()


@dataclass
class Watch:
    """What a page must never do: open a dialog, break its own policy, fetch from elsewhere, throw."""

    served: Served
    seen: list[str] = field(default_factory=list)

    def over(self, page: Page) -> "Watch":
        """Watches a page from now on."""
        page.on("dialog", lambda dialog: (self.seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.on("console", lambda message: self.seen.append(f"console: {message.text}") if message.type == "error" else None)
        page.on("request", lambda request: None if self._own(request.url) else self.seen.append(f"fetched: {request.url}"))
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))"
        )
        return self

    def _own(self, url: str) -> bool:
        return url.startswith((self.served.base, "blob:")) or url == "about:blank"
