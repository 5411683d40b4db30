"""Pages as one of the cast, by one client that changes its sign-in."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.records import clock
from groundswell.records.opening import write
from groundswell.records.services.signing_in import begin
from groundswell.web.signed_in import cookie_name
from tests.cast import Cast

Acting = Callable[[str], None]


@pytest.fixture
def acting_as(pages: Client, cast: Cast) -> Acting:
    """``acting_as("bob")``: from now on each page is asked for by Bob, signed in."""

    def act(name: str) -> None:
        done = write(lambda: begin(cast.accounts[name], "", now=clock.now()))
        pages.cookies[cookie_name()] = done.token

    return act
