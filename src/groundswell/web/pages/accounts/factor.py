"""The second factor: switch it on by scanning a picture, keep the recovery codes, switch it off."""

import io

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from groundswell.domain.access.second_factor import is_asked
from groundswell.errors import UserError
from groundswell.records.services import own_account, second_factor, signing_in
from groundswell.web.pages.accounts.account import own_row, status_of, tried
from groundswell.web.pages.accounts.forms import ConfirmForm, FactorForm
from groundswell.web.requests import PageRequest
from groundswell.web.signed_in import NEXT, address_of, wanted_path
from groundswell.web.toasts import toast

GROUP = 4


def factor(request: PageRequest) -> HttpResponse:
    """Scan, type the first code and the password, read the recovery codes once. Every other browser is signed out."""
    row = own_row(request)
    if row.factor_since is not None:
        return render(request, "accounts/factor.html", _on_context(request, ConfirmForm(has_password=row.has_usable_password())))
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT)
    form = FactorForm(request.POST if request.method == "POST" else None, has_password=row.has_usable_password())
    if form.is_bound and form.is_valid():
        codes: list[str] = []

        def work() -> None:
            _prove(request, form)
            codes.extend(second_factor.confirm(row.id, form.cleaned_data["code"], now=request.now))

        if tried(request, form, work):
            _end_elsewhere(request)
            return _codes_page(request, codes, wanted)
    secret = second_factor.prepare(row.id)
    context = {
        "section": "account",
        "form": form,
        "summary_errors": form.summary() if form.is_bound else [],
        "asked": second_factor.is_missing(row, request.organisation.second_factor),
        "next": wanted,
        "secret": " ".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP)),
    }
    return render(request, "accounts/factor.html", context, status=status_of(form))


def picture(request: PageRequest) -> HttpResponse:
    """What an app scans; only while the second factor is being switched on."""
    row = own_row(request)
    secret = second_factor.secret_of(row) if row.factor_since is None else None
    if not secret:
        raise Http404
    drawn = io.BytesIO()
    code = segno.make(second_factor.address_of(secret, row.login), error="m")
    code.save(drawn, kind="svg", scale=4, border=4, dark="#000", light="#fff", xmldecl=False)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


def off(request: PageRequest) -> HttpResponse:
    """No code is asked for any more; needs the password. Every other browser is signed out."""
    row = own_row(request)
    form = ConfirmForm(request.POST, has_password=row.has_usable_password())

    def work() -> None:
        _prove(request, form)
        second_factor.switch_off(row.id)

    if form.is_valid() and tried(request, form, work):
        _end_elsewhere(request)
        toast(request, request.words.text("accounts.factor_off"))
        return redirect("account")
    return _on_again(request, form)


def recovery(request: PageRequest) -> HttpResponse:
    """Ten new recovery codes; the old ones are over."""
    row = own_row(request)
    form = ConfirmForm(request.POST, has_password=row.has_usable_password())
    if row.factor_since is not None and form.is_valid() and tried(request, form, lambda: _prove(request, form)):
        return _codes_page(request, list(second_factor.new_recovery_codes(row.id)))
    return _on_again(request, form)


def _end_elsewhere(request: PageRequest) -> None:
    signing_in.end_sign_ins(request.actor.ref, but=request.sign_in.id if request.sign_in is not None else "")


def _prove(request: PageRequest, form: ConfirmForm | FactorForm) -> None:
    own_account.prove(request.actor, own_account.Proof(form.cleaned_data.get("current", ""), address_of(request)), now=request.now)


def _on_again(request: PageRequest, form: ConfirmForm) -> HttpResponse:
    if own_row(request).factor_since is None:
        raise UserError("factor_is_off")
    return render(request, "accounts/factor.html", _on_context(request, form), status=status_of(form))


def _on_context(request: PageRequest, form: ConfirmForm) -> dict[str, object]:
    asked = is_asked(request.organisation.second_factor, administrator=request.actor.administrator)
    return {"section": "account", "on": True, "confirm": form, "summary_errors": form.summary() if form.is_bound else [], "asked": asked}


def _codes_page(request: PageRequest, codes: list[str], wanted: str | None = None) -> HttpResponse:
    """The codes, once; then on to the page that was asked for before they had to be made."""
    context = {"section": "account", "codes": codes, "next": wanted_path(wanted) if wanted else reverse("account")}
    return render(request, "accounts/recovery_codes.html", context)
