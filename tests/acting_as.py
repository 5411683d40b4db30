"""Pages as one of the cast: who a request is from is decided in one place, and here it is said instead of signing in."""

from collections.abc import Callable

import pytest

from groundswell.web import context
from tests.cast import Cast

Acting = Callable[[str], None]


@pytest.fixture
def acting_as(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Acting:
    """``acting_as("bob")``: from now on each page is asked for by Bob, as he stands at that moment."""

    def act(name: str) -> None:
        monkeypatch.setattr(context, "local_actor", lambda: cast.actor(name))

    return act
