"""People, for administrators: who is invited, here or gone; no measure of anybody."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from groundswell.errors import UserError
from groundswell.records.mail.config import mail_settings
from groundswell.records.mail.sending import Letter, send
from groundswell.records.selectors import people as people_selector
from groundswell.records.selectors.audiences import units_to_choose
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.services import erasing
from groundswell.records.services import people as people_service
from groundswell.records.services.people import Invitation, Invited
from groundswell.web.pages.accounts.account import status_of, tried
from groundswell.web.pages.accounts.forms import EraseForm, InviteForm
from groundswell.web.pages.accounts.presenter import ShownPerson, day_of, shown_person
from groundswell.web.pages.home.headline import spelled
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast
from groundswell.words.searching import begins_words_of

MANY = 20
"""With more people than that, a search stands above the list."""
MOST_TYPED = 200


def people(request: PageRequest) -> HttpResponse:
    """Everybody. Alone, how others get in."""
    if not request.shared:
        return render(request, "accounts/alone.html", {"section": "people"})
    units = catalogue(request.actor).org_units
    rows = [shown_person(request, row, units) for row in people_selector.people(request.actor, now=request.now, today=request.today)]
    typed = request.GET.get("q", "").strip()[:MOST_TYPED]
    found = [row for row in rows if _holds(row, typed)]
    here = sum(row.here for row in rows)
    invited = sum(not row.here and not row.gone for row in rows)
    context = {
        "section": "people",
        "rows": [row for row in found if not row.gone],
        "typed": typed,
        "found": len(found),
        "many": len(rows) > MANY,
        "invited": request.words.text("accounts.people_invited", {"n": invited}) if invited else "",
        "gone": [row for row in found if row.gone],
        "headline": request.words.text("accounts.people_headline", {"n": here, "count": spelled(here).capitalize()}),
    }
    return render(request, "accounts/people.html", context)


def _holds(row: ShownPerson, typed: str) -> bool:
    """Whether somebody is looked for, by what the list shows of a person."""
    return begins_words_of(f"{row.name} {row.login} {row.units} {row.state}", typed)


def invite(request: PageRequest) -> HttpResponse:
    """Name, address, org unit, title; then the link, once."""
    if not request.shared:
        return redirect("people")
    units = [(one.id, one.name) for one in units_to_choose(request.actor, request.today)]
    form = InviteForm(units, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made: list[Invited] = []
        wanted = Invitation(**form.cleaned_data)
        if tried(request, form, lambda: made.append(people_service.invite(request.actor, wanted, now=request.now, today=request.today))):
            return _link_page(request, made[0])
    context = {"section": "people", "form": form, "summary_errors": form.summary() if form.is_bound else []}
    return render(request, "accounts/invite.html", context, status=status_of(form))


def person(request: PageRequest, account_id: str) -> HttpResponse:
    """One person, and what an administrator can do."""
    return render(request, "accounts/person.html", _person_context(request, account_id))


def link(request: PageRequest, account_id: str) -> HttpResponse:
    """A new link for somebody who is invited; a new start for somebody who cannot get in."""
    return _link_page(request, people_service.invite_again(request.actor, account_id, now=request.now))


def come_back(request: PageRequest, account_id: str) -> HttpResponse:
    """Somebody who had left is invited again."""
    return _link_page(request, people_service.come_back(request.actor, account_id, now=request.now))


def link_end(request: PageRequest, account_id: str) -> HttpResponse:
    """The link that waits is over."""
    people_service.end_link(request.actor, account_id)
    toast(request, request.words.text("accounts.link_ended"))
    return redirect("person", account_id)


def sign_out(request: PageRequest, account_id: str) -> HttpResponse:
    """Every browser of that person is signed out."""
    return _done(request, account_id, lambda: people_service.sign_out(request.actor, account_id), "accounts.signed_out")


def close(request: PageRequest, account_id: str) -> HttpResponse:
    """The person has left."""
    return _done(request, account_id, lambda: people_service.close(request.actor, account_id, now=request.now), "accounts.closed")


def administrator(request: PageRequest, account_id: str) -> HttpResponse:
    """They manage accounts from now on, or no more."""
    wanted = request.POST.get("administrator") == "yes"
    code = "accounts.administrator_now" if wanted else "accounts.administrator_no_more"
    return _done(request, account_id, lambda: people_service.make_administrator(request.actor, account_id, wanted), code)


def erase(request: PageRequest, account_id: str) -> HttpResponse:
    """Name and address go for good."""
    shown = _shown(request, account_id)
    form = EraseForm(request.POST if request.method == "POST" else None, has_password=False)
    if form.is_bound and form.is_valid():
        done: list[erasing.Erased] = []
        with_words = form.cleaned_data["with_words"]
        if tried(request, form, lambda: done.append(erasing.erase(request.actor, account_id, now=request.now, with_words=with_words))):
            context = {"section": "people", "number": done[0].number, "left": done[0].left}
            return render(request, "accounts/erased.html", context)
    context = {"section": "people", "form": form, "summary_errors": form.summary() if form.is_bound else [], "own": False}
    return render(request, "accounts/erase.html", context | {"name": shown.name, "person_id": account_id}, status=status_of(form))


def _shown(request: PageRequest, account_id: str) -> ShownPerson:
    row = people_selector.person(request.actor, account_id, now=request.now, today=request.today)
    return shown_person(request, row, catalogue(request.actor).org_units)


def _person_context(request: PageRequest, account_id: str) -> dict[str, object]:
    return {"section": "people", "one": _shown(request, account_id), "self": account_id == request.actor.ref}


def _done(request: PageRequest, account_id: str, work: Callable[[], None], code: str) -> HttpResponse:
    """Done and said, or the page with the one sentence why not."""
    try:
        work()
    except UserError as error:
        if error.code.endswith("_unknown"):
            raise
        context = _person_context(request, account_id) | {"refused": request.words.error(error)}
        return render(request, "accounts/person.html", context, status=HTTPStatus.CONFLICT)
    toast(request, request.words.text(code))
    return redirect("person", account_id)


def _link_page(request: PageRequest, made: Invited) -> HttpResponse:
    """A mail with the link goes out where mail is set up; otherwise, and where it does not, the link this once, with a letter around it."""
    words, shown = request.words, _shown(request, made.account_id)
    address = request.build_absolute_uri(reverse("join", args=[made.token]))
    values = {"name": shown.name, "organisation": request.organisation.name, "address": address, "day": day_of(request, made.expires_at)}
    kind = "invitation" if shown.invited else "new_start"
    subject, body = words.text(f"accounts.{kind}_subject", values), words.text(f"accounts.{kind}_letter", values)
    context: dict[str, object] = {"section": "people", "one": shown}
    try:
        if _mailed(Letter(shown.login, subject, body)):
            mailed = words.text("accounts.mailed", {"login": shown.login, "day": values["day"]})
            return render(request, "accounts/link.html", context | {"mailed": mailed})
    except UserError as error:
        context["refused"] = words.error(error)
    mail = f"mailto:{quote(shown.login, safe='@')}?subject={quote(subject)}&body={quote(body)}"
    return render(request, "accounts/link.html", context | {"address": address, "until": values["day"], "mail": mail})


def _mailed(letter: Letter) -> bool:
    """Whether the letter went out by ourselves; False where no mail is set up."""
    settings = mail_settings()
    if settings is None:
        return False
    send(settings, letter)
    return True
