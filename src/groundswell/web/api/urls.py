"""Addresses of the API: one name a route, whatever its methods; and its schema."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path

from groundswell.web.api.house import api
from groundswell.web.api.schema import schema

BASE = "api/v1/"


def _answering(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """HEAD is answered as GET; what was worked out from a place of the ledger says so."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if request.method == "HEAD":
            request.method = "GET"
        response = view(request, *args, **named)
        etag = getattr(request, "etag", "")
        if etag and response.status_code in (200, 304):
            response.headers["ETag"] = etag
        response.headers["Vary"] = "Authorization"
        return response

    return answering


def _routes() -> list[URLPattern]:
    found: dict[str, URLPattern] = {}
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            route = str(pattern.pattern)
            found.setdefault(route, path(BASE + route, _answering(pattern.callback), name=pattern.name))
    return list(found.values())


def openapi(request: HttpRequest) -> HttpResponse:
    """The schema as JSON, for whoever works here."""
    return HttpResponse(schema(), content_type="application/json; charset=utf-8")


urlpatterns = [path(f"{BASE}openapi.json", openapi, name="api_schema"), *_routes()]
