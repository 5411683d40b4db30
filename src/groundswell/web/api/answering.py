"""What routes have in common: an answer that has not changed is not worked out again, and a request under a key is done once."""

import hashlib
import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from ninja.responses import Status
from pydantic import BaseModel

from groundswell import __version__
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.services.kept_answers import Answer, Keyed, once
from groundswell.web.api.auth import ProgramRequest

View = Callable[..., Any]
KEY = "Idempotency-Key"
AGAIN = "Idempotency-Replayed"


def conditional(view: View) -> View:
    """A route whose answer rests on the ledger: its tag says where that stands and who looks, so a right that ended changes it."""

    @wraps(view)
    def tagged(request: ProgramRequest, *args: Any, **named: Any) -> Any:
        request.etag = _etag(request)
        wanted = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
        if request.etag in wanted:
            return HttpResponseNotModified()
        return view(request, *args, **named)

    return tagged


def _etag(request: ProgramRequest) -> str:
    viewer = request.actor.viewer
    stands = (
        newest_seq(), request.actor.ref, request.program.token_id, viewer.everything, sorted(viewer.units), sorted(viewer.roles),
        sorted(viewer.glass), request.today.isoformat(), __version__, request.get_full_path(),
    )
    digest = hmac.new(settings.SECRET_KEY.encode(), repr(stands).encode(), hashlib.sha256).hexdigest()
    return f'"{digest[:32]}"'


def keyed(view: View) -> View:
    """A route that writes: under the same key the same request is done once. The view answers a model, or a Status with one."""

    @wraps(view)
    def guarded(request: ProgramRequest, *args: Any, **named: Any) -> Any:
        key = named.pop("idempotency_key", None)
        if key is None:
            return view(request, *args, **named)

        def work() -> Answer:
            found = view(request, *args, **named)
            status, body = (found.status_code, found.value) if isinstance(found, Status) else (200, found)
            assert isinstance(body, BaseModel)  # noqa: S101 - of our own views
            return Answer(status, body.model_dump_json())

        about = f"{request.method} {request.get_full_path()}\n".encode() + request.body
        answer = once(Keyed(request.program.token_id, key, about), work, now=request.now)
        response = HttpResponse(answer.body, status=answer.status, content_type="application/json; charset=utf-8")
        if answer.again:
            response.headers[AGAIN] = "true"
        return response

    return guarded
