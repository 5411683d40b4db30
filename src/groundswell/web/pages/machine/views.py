"""Plain text for machines: no value, no name, no word of anybody is in it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groundswell.records.care.readiness import not_ready
from groundswell.web.measuring import CONTENT_TYPE, exposition

PLAIN = "text/plain; charset=utf-8"


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """It lives: this answer came. The records are not touched."""
    return HttpResponse("ok\n", content_type=PLAIN)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served and figures stored: 200, or 503 with the codes of what is missing."""
    missing = not_ready()
    if missing:
        return HttpResponse(f"not ready: {' '.join(missing)}\n", content_type=PLAIN, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse("ready\n", content_type=PLAIN)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts and durations in the text form of Prometheus."""
    return HttpResponse(exposition(), content_type=CONTENT_TYPE)
