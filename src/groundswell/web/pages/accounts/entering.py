"""Before somebody is signed in: set up, sign in, the second step, a one-time link; and sign out."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from groundswell.errors import UserError
from groundswell.records.services import people, setting_up, signing_in
from groundswell.records.services.attempts import Trying
from groundswell.records.services.signing_in import SignedIn
from groundswell.web.pages.accounts.forms import AccountsForm, CodeForm, JoinForm, SetUpForm, SignInForm
from groundswell.web.pages.accounts.sign_on_button import buttons
from groundswell.web.pages.audience.public import is_anything_published
from groundswell.web.requests import PageRequest
from groundswell.web.signed_in import NEXT, address_of, device_of, drop_cookie, put_cookie, token_of, wanted_path
from groundswell.web.toasts import toast

Entering = Callable[[], SignedIn]


def set_up(request: PageRequest) -> HttpResponse:
    """From one to many: the first administrator, by the code that the console printed."""
    form = SetUpForm(request.POST if request.method == "POST" else None, initial={"organisation": request.organisation.name})
    if form.is_bound and form.is_valid():
        asked = setting_up.SetUp(**form.cleaned_data)
        done = _tried(request, form, lambda: setting_up.set_up(asked, device_of(request), now=request.now, today=request.today))
        if done is not None:
            toast(request, request.words.text("accounts.set_up"))
            return _entered(request, done, reverse("people"))
    return _form_page(request, "accounts/set_up.html", form)


def sign_in(request: PageRequest) -> HttpResponse:
    """Address and password."""
    _where_people_sign_in(request)
    wanted = wanted_path(request.POST.get(NEXT) or request.GET.get(NEXT))
    if request.sign_in is not None:
        return redirect(wanted)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        trying = Trying(sent["login"].strip().casefold(), address_of(request))
        done = _tried(request, form, lambda: signing_in.sign_in(trying, sent["password"], device_of(request), now=request.now))
        if done is not None:
            second = f"{reverse('sign_in_code')}?{urlencode({NEXT: wanted})}"
            return _entered(request, done, second if done.awaits_code else wanted)
    return _form_page(request, "accounts/sign_in.html", form, next=wanted, sign_on=buttons(), published=is_anything_published())


def sign_in_code(request: PageRequest) -> HttpResponse:
    """The second step, for those who switched it on."""
    _where_people_sign_in(request)
    wanted = wanted_path(request.POST.get(NEXT) or request.GET.get(NEXT))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        token, code = token_of(request), form.cleaned_data["code"]
        try:
            done = _tried(
                request, form, lambda: signing_in.enter_code(token, code, address_of(request), device_of(request), now=request.now)
            )
        except UserError as error:
            if error.code != "sign_in_over":
                raise
            toast(request, request.words.error(error))
            return redirect("sign_in")
        if done is not None:
            return _entered(request, done, wanted)
    return _form_page(request, "accounts/sign_in_code.html", form, next=wanted)


def join(request: PageRequest, token: str) -> HttpResponse:
    """A link that works once: set a password, and be in."""
    _where_people_sign_in(request)
    account = people.account_by_link(token, now=request.now)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        done = _tried(request, form, lambda: people.join(token, form.cleaned_data["password"], device_of(request), now=request.now))
        if done is not None:
            toast(request, request.words.text("accounts.joined"))
            return _entered(request, done, reverse("home"))
    return _form_page(request, "accounts/join.html", form, name=account.name, login=account.login, first=account.joined_at is None)


def sign_out(request: PageRequest) -> HttpResponse:
    """This browser is signed out, and knows nothing any more."""
    _where_people_sign_in(request)
    signing_in.sign_out(token_of(request))
    response = redirect("sign_in")
    drop_cookie(response)
    return response


def _where_people_sign_in(request: PageRequest) -> None:
    if not request.shared:
        raise Http404


def _tried(request: PageRequest, form: AccountsForm, enter: Entering) -> SignedIn | None:
    """Who is in now; None where the form has the reason why nobody is."""
    try:
        return enter()
    except UserError as error:
        if error.code in ("sign_in_over", "link_unknown"):
            raise
        if error.code == "setup_over":
            raise Http404 from None
        form.refuse(error, request.words)
        form.locked_out = error.code == "locked_out"
        return None


def _entered(request: PageRequest, done: SignedIn, wanted: str) -> HttpResponse:
    """On to the wanted page with a new token; what the browser held before is over."""
    if before := token_of(request):
        signing_in.sign_out(before)
    rotate_token(request)
    response = HttpResponseRedirect(wanted)
    put_cookie(response, done)
    return response


def _form_page(request: PageRequest, template: str, form: AccountsForm, **further: Any) -> HttpResponse:
    status = HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.TOO_MANY_REQUESTS if form.locked_out else HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"form": form, "summary_errors": form.summary() if form.is_bound else [], **further}
    return render(request, template, context, status=status)
