"""Pages that a browser may keep and ask for again: unchanged, the answer is 304 and nothing is read or drawn.

The tag of a page is worked out before the page, from everything that the page is made of: the state of the record, the address, who asks
with all their rights, every cookie of the browser, the day, the words, and this start of the product. So it tells nothing to others,
and no two people, browsers or sign-ins ever have the same. See docs/decisions/0126-conditional-pages.md.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.crypto import salted_hmac

from groundswell.records.selectors.state import state
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import waiting_cookie

KEPT: Final = "private, no-cache"
"""By the person's own browser alone, and never shown again without asking here."""
SLOT_SECONDS: Final = 300
"""What comes by time alone (a link that runs out, a backup that is late) is seen at the latest after this."""
SAFE: Final = ("GET", "HEAD")
P = ParamSpec("P")
View = Callable[Concatenate[PageRequest, P], HttpResponse]


def unless_known(view: View[P]) -> View[P]:
    """A view whose page the browser may hold already. Rights are asked before any view, and so before this."""

    @wraps(view)
    def answered(request: PageRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in SAFE or request.COOKIES.get(waiting_cookie()):  # a line that is said once is on this page alone
            return view(request, *args, **kwargs)
        tag = _tag(request)
        known: HttpResponse | None = get_conditional_response(request, etag=tag)
        response = known or view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response.headers["ETag"] = tag
            response.headers["Cache-Control"] = KEPT
            patch_vary_headers(response, ("Cookie",))
        return response

    return answered


def _tag(request: PageRequest) -> str:
    actor, organisation = request.actor, request.organisation
    viewer = [getattr(actor.viewer, name) for name in actor.viewer.__slots__]
    cookies = sorted((name, value) for name, value in request.COOKIES.items() if value)
    made_of: list[Any] = [
        settings.GROUNDSWELL_START, state(), request.build_absolute_uri(), cookies, organisation, request.today,
        actor.ref, actor.name, actor.administrator, actor.works_for, request.demo_open,
        [sorted(one) if isinstance(one, frozenset) else one for one in viewer], int(request.now.timestamp()) // SLOT_SECONDS,
    ]  # fmt: skip
    return f'"{salted_hmac(__name__, repr(made_of), algorithm="sha256").hexdigest()}"'
