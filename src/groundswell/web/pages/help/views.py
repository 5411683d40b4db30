"""The help: how to begin, the keys, how limits are worked out, and the words used here beside those of the field."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.web.pages.help.legend import legend
from groundswell.web.requests import PageRequest

PAGES = frozenset({"keys", "limits", "words"})


@require_safe
def start(request: PageRequest) -> HttpResponse:
    """What one does here, in four steps."""
    return render(request, "help/start.html", {"section": "help"})


@require_safe
def page(request: PageRequest, page: str) -> HttpResponse:
    """One page of the help; an unknown one is not found."""
    if page not in PAGES:
        raise Http404
    return render(request, f"help/{page}.html", {"section": "help", "legend": legend(request.words) if page == "words" else []})
