"""What was just done, said once on the next page, with its Undo."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest

from groundswell.web.cookies import bound

UNDO = "undo:"


def waiting_cookie() -> str:
    """What the cookie is called that holds lines which wait."""
    return bound("messages")


class Waiting(CookieStorage):
    """Lines that wait, in a cookie that is named as all of ours are."""

    @property
    def cookie_name(self) -> str:  # type: ignore[override]
        """By whether the pages are reached over https."""
        return waiting_cookie()


@dataclass(frozen=True, slots=True)
class Toast:
    """One line; ``undo_url`` takes a POST, or is empty."""

    text: str
    undo_url: str = ""


def toast(request: HttpRequest, text: str, undo_url: str = "") -> None:
    """Keeps a line for the next page that is shown; one that waits already, with the same Undo, is not kept twice."""
    tags = UNDO + undo_url if undo_url else ""
    waiting = messages.get_messages(request)
    said = undo_url and any((str(message), message.extra_tags) == (text, tags) for message in waiting)
    if isinstance(waiting, BaseStorage):
        waiting.used = False  # looking at them uses none up
    if not said:
        messages.info(request, text, extra_tags=tags)


def toasts_of(request: HttpRequest) -> Iterator[Toast]:
    """The lines that wait; reading them uses them up, so a page that shows none loses none."""
    for message in messages.get_messages(request):
        tags = message.extra_tags or ""
        yield Toast(str(message), tags.removeprefix(UNDO) if tags.startswith(UNDO) else "")
