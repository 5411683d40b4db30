"""One's own account: name, address, password, where one is signed in, one's data, and the end of it."""

import io
import json
import zipfile
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from groundswell.errors import UserError
from groundswell.records.models import Account
from groundswell.records.selectors import people as people_selector
from groundswell.records.selectors.own_data import own_data
from groundswell.records.services import erasing, own_account, signing_in
from groundswell.records.services.sign_on import is_connected
from groundswell.web.pages.accounts.forms import AccountForm, AccountsForm, EraseForm, PasswordForm
from groundswell.web.pages.accounts.presenter import person_name, shown_link, shown_place
from groundswell.web.pages.accounts.sign_on_button import connecting
from groundswell.web.requests import PageRequest
from groundswell.web.signed_in import address_of, drop_cookie
from groundswell.web.toasts import toast


def account(request: PageRequest) -> HttpResponse:
    """The page, and its first form."""
    row = own_row(request)
    form = AccountForm(
        request.POST if request.method == "POST" else None,
        initial={"name": row.name, "login": row.login},
        has_password=row.has_usable_password(),
    )
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        proof = own_account.Proof(sent.get("current", ""), address_of(request))
        if tried(request, form, lambda: own_account.rename(request.actor, sent["name"], sent["login"], proof, now=request.now)):
            toast(request, request.words.text("accounts.kept"))
            return redirect("account")
    names = people_selector.names()
    context = {
        "section": "account",
        "form": form,
        "summary_errors": form.summary() if form.is_bound else [],
        "has_password": row.has_usable_password(),
        "factor": row.factor_since is not None,
        "places": [shown_place(request, one) for one in people_selector.places(request.actor)],
        "sign_on": "" if is_connected(row.id) else connecting(),
        "links": [shown_link(request, one, names) for one in people_selector.links(request.actor, now=request.now)],
    }
    return render(request, "accounts/account.html", context, status=status_of(form))


def password(request: PageRequest) -> HttpResponse:
    """A new password signs every other browser out."""
    row = own_row(request)
    form = PasswordForm(request.POST if request.method == "POST" else None, has_password=row.has_usable_password())
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        proof = own_account.Proof(sent.get("current", ""), address_of(request))
        here = request.sign_in.id if request.sign_in is not None else ""
        if tried(request, form, lambda: own_account.change_password(request.actor, sent["password"], proof, here, now=request.now)):
            toast(request, request.words.text("accounts.password_changed"))
            return redirect("account")
    context = {"section": "account", "form": form, "summary_errors": form.summary() if form.is_bound else []}
    return render(request, "accounts/password.html", context, status=status_of(form))


def place_end(request: PageRequest, place_id: str) -> HttpResponse:
    """One browser is signed out."""
    own_row(request)
    signing_in.end_sign_ins(request.actor.ref, only=place_id)
    toast(request, request.words.text("accounts.place_ended"))
    return redirect("account")


def sign_out_everywhere(request: PageRequest) -> HttpResponse:
    """Every browser, this one too."""
    own_row(request)
    signing_in.end_sign_ins(request.actor.ref)
    response = redirect("sign_in")
    drop_cookie(response)
    return response


def data(request: PageRequest) -> HttpResponse:
    """Everything about this person in one archive of JSON files, one a table."""
    own_row(request)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in own_data(request.actor).items():
            archive.writestr(f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=1))
    headers = {"Content-Disposition": f'attachment; filename="groundswell-my-data-{request.today.isoformat()}.zip"'}
    return HttpResponse(kept.getvalue(), content_type="application/zip", headers=headers)


def erase(request: PageRequest) -> HttpResponse:
    """Oneself, for good."""
    row = own_row(request)
    form = EraseForm(request.POST if request.method == "POST" else None, has_password=row.has_usable_password())
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        proof = own_account.Proof(sent.get("current", ""), address_of(request))

        def work() -> None:
            own_account.prove(request.actor, proof, now=request.now)
            erasing.erase(request.actor, request.actor.ref, now=request.now, with_words=sent["with_words"])

        if tried(request, form, work):
            toast(request, request.words.text("accounts.erased"))
            response = redirect("sign_in")
            drop_cookie(response)
            return response
    context = {"section": "account", "form": form, "number": row.number, "summary_errors": form.summary() if form.is_bound else []}
    return render(request, "accounts/erase.html", context | {"own": True, "name": person_name(row.name, row.number, request.words)},
                  status=status_of(form))


def own_row(request: PageRequest) -> Account:
    """The account of whoever is signed in; where nobody signs in there is none."""
    if not request.shared:
        raise Http404
    return people_selector.account_of(request.actor)


def tried(request: PageRequest, form: AccountsForm, work: Callable[[], Any]) -> bool:
    """Whether it was done; if not, the form has the reason."""
    try:
        work()
    except UserError as error:
        form.refuse(error, request.words)
        form.locked_out = error.code == "locked_out"
        return False
    return True


def status_of(form: AccountsForm) -> HTTPStatus:
    """Of the page that shows a form again."""
    if not form.is_bound:
        return HTTPStatus.OK
    return HTTPStatus.TOO_MANY_REQUESTS if form.locked_out else HTTPStatus.UNPROCESSABLE_ENTITY
