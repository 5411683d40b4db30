"""Change how the organisation counts and writes; open and close the demo."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from groundswell.records.databases import DEFAULT, folder
from groundswell.records.demo.open_close import close_demo, open_demo
from groundswell.records.services import organisation
from groundswell.web.pages.home.backups import backups_told
from groundswell.web.pages.settings.forms import SettingsForm
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


def settings(request: PageRequest) -> HttpResponse:
    """The form, and each change as a dated entry of the record."""
    sent = request.POST if request.method == "POST" else None
    form = SettingsForm(request.words, request.organisation, sent)
    if sent is not None and form.is_valid():
        if form.settings() != request.organisation:
            organisation.change(request.actor, form.settings(), effective_from=request.today)
        toast(request, request.words.text("settings.saved"))
        return redirect("settings")
    status = HTTPStatus.OK if sent is None else HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "section": "settings",
        "form": form,
        "summary_errors": form.summary() if sent is not None else [],
        "data_directory": folder(DEFAULT),
        "backups": backups_told(request.words, request.time_zone),
        "told": [] if request.actor.administrator else form.told(),
    }
    return render(request, "settings/settings.html", context, status=status)


def demo_open(request: PageRequest) -> HttpResponse:
    """One click into the made-up council; nothing of one's own is touched. Where people sign in it is not offered."""
    _alone(request)
    open_demo(request.today)
    return redirect("home")


def demo_close(request: PageRequest) -> HttpResponse:
    """One click out of it; its folder goes, nothing else."""
    _alone(request)
    close_demo()
    toast(request, request.words.text("settings.demo_closed"))
    return redirect("home")


def _alone(request: PageRequest) -> None:
    if request.shared:
        raise Http404
