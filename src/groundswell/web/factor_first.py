"""Where the organisation asks somebody for a second factor that they have not set up, they set it up before anything else."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from groundswell.records.services.second_factor import is_missing
from groundswell.web.access import RULES, Caller
from groundswell.web.errors import error_page
from groundswell.web.requests import PageRequest
from groundswell.web.signed_in import NEXT

OPEN: Final = frozenset({"account_factor", "account_factor_picture", "sign_out"})
SAFE_METHODS: Final = ("GET", "HEAD")


class FactorFirst:
    """Stands behind the rules of routes. Programs come in by their tokens, and are not asked; no token is made before."""

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        row, name = request.sign_in, request.route_name
        if row is None or name in OPEN or RULES[name].caller is Caller.ANYONE:
            return self.get_response(request)
        if not is_missing(row.account, request.organisation.second_factor):
            return self.get_response(request)
        if request.method in SAFE_METHODS and "HTTP_HX_REQUEST" not in request.META:
            return HttpResponseRedirect(f"{reverse('account_factor')}?{urlencode({NEXT: request.get_full_path()})}")
        return error_page("factor_first", HTTPStatus.FORBIDDEN)
