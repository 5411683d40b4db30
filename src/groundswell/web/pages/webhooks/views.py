"""Have an address told what happens, try it, end it; each telling with how it went."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundswell.domain.access.deciding import acts
from groundswell.errors import UserError
from groundswell.records.selectors import webhooks as kept
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.webhooks import TellingRow, WebhookRow
from groundswell.records.services import webhooks
from groundswell.records.services.webhooks import WebhookWanted
from groundswell.web.pages.webhooks.forms import WebhookForm
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast
from groundswell.web.webhooks.courier import tell
from groundswell.web.webhooks.outside import Outside
from groundswell.web.webhooks.signing import secret_of

SECTION = {"section": "settings"}
OUTSIDE = Outside()


@dataclass(frozen=True, slots=True)
class MadeWebhook:
    """An address just made: the only time its secret is shown."""

    url: str
    secret: str


def listing(request: PageRequest) -> HttpResponse:
    """One's own addresses with what they were told of late, and the form of a new one."""
    names = _answered_for(request)
    form = WebhookForm(request.POST or None, measures=sorted(names.items(), key=lambda pair: pair[1].casefold()))
    made = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = webhooks.make_webhook(request.actor, WebhookWanted(data["url"], form.kinds(), data["measures"], data["with_values"]))
        made = MadeWebhook(row.url, secret_of(row.id, row.salt))
        form = WebhookForm(measures=list(names.items()))
    refused = form.is_bound and not form.is_valid()
    context = {
        **SECTION,
        "allowed": webhooks.allowed(),
        "form": form,
        "measures": bool(names),
        "summary_errors": form.summary() if refused else [],
        "made": made,
        "webhooks": [_shown(request, row, names) for row in kept.webhooks(request.actor)],
    }
    return render(request, "webhooks/list.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


def _answered_for(request: PageRequest) -> dict[str, str]:
    """Names of the measures in use that this person answers for."""
    states = catalogue(request.actor).measures.values()
    return {one.id: one.definition.name for one in states if one.in_use and acts(request.actor.viewer, one.subject)}


def _shown(request: PageRequest, row: WebhookRow, names: dict[str, str]) -> dict[str, object]:
    words = request.words
    known = sorted(names[one] for one in row.measures if one in names)
    return {
        "id": row.id,
        "url": row.url,
        "kinds": words.listed([words.text(f"webhook.kind.{kind}") for kind in sorted(row.kinds)]),
        "measures": words.listed(known) if known else words.text("token.none"),
        "tellings": [_told(request, one) for one in kept.tellings(request.actor, row.id)],
    }


def _told(request: PageRequest, one: TellingRow) -> dict[str, str]:
    words, at = request.words, one.made_at.astimezone(request.time_zone)
    return {
        "when": f"{words.day(at.date())} {at:%H:%M}",
        "kind": words.text(f"webhook.kind.{one.kind}"),
        "state": words.text(f"webhook.state.{one.state}", {"n": one.attempts}),
        "why": words.error(UserError(one.code)) if one.code else "",
    }


def test(request: PageRequest, webhook_id: str) -> HttpResponse:
    """Tells the address that this is a test, by the same way as everything else, and says how it went."""
    telling_id = webhooks.put_down_test(request.actor, webhook_id, now=request.now)
    telling = next(one for one in kept.tellings(request.actor, webhook_id) if one.id == telling_id)
    code = tell(telling, OUTSIDE, request.now)
    toast(request, request.words.error(UserError(code)) if code else request.words.text("webhook.test_heard"))
    return redirect("webhooks")


def end(request: PageRequest, webhook_id: str) -> HttpResponse:
    """The address is told nothing more."""
    webhooks.end_webhook(request.actor, webhook_id)
    toast(request, request.words.text("webhook.ended"))
    return redirect("webhooks")
