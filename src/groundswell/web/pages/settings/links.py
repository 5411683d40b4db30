"""What holds for share links, as an administrator sets it; how many live, without what they show."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access.link_policy import LONGEST_DAYS, MOST_LIVE, LinkPolicy, MadeBy
from groundswell.records.selectors.link_policy import LiveLinks, live_links, policy, policy_history
from groundswell.records.services.link_policy import change_policy
from groundswell.web.page_form import PageForm
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast
from groundswell.words import Words

DAYS_WRONG = _("Write a number of days from 1 to %(most)s, or leave it empty.") % {"most": LONGEST_DAYS}
MOST_WRONG = _("Write a number of links from 1 to %(most)s, or leave it empty.") % {"most": MOST_LIVE}


def _whole(label: Any, most: int, wrong: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=_("Empty means no bound."),
        min_value=1,
        max_value=most,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class LinksForm(PageForm):
    """Who makes links, how long they work, how many at a time, whether guests write."""

    made_by = forms.ChoiceField(
        label=_("Who may make a link to a chart?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may make links."), "invalid_choice": _("Choose who may make links.")},
    )
    longest_days = _whole(_("A link works for at most how many days?"), LONGEST_DAYS, DAYS_WRONG)
    most_live = _whole(_("How many links to one measure at a time?"), MOST_LIVE, MOST_WRONG)
    guests_write = forms.BooleanField(label=_("Guests may leave first words"), required=False)
    reason = forms.CharField(
        label=_("Why (if you like)"),
        max_length=1000,
        required=False,
        error_messages={"max_length": _("This is longer than 1,000 characters. One sentence is enough.")},
    )

    def __init__(self, *args: Any, words: Words, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("made_by", [(one.value, words.text(f"links.made_by.{one.value}")) for one in MadeBy])

    def policy(self) -> LinkPolicy:
        """What was sent, once it is valid."""
        data = self.cleaned_data
        return LinkPolicy(MadeBy(data["made_by"]), data["longest_days"], data["most_live"], data["guests_write"])


def links(request: PageRequest) -> HttpResponse:
    """The form, what held before, and the number of links that live."""
    now = policy()
    initial = {
        "made_by": now.made_by.value, "longest_days": now.longest_days, "most_live": now.most_live, "guests_write": now.guests_write,
    }
    form = LinksForm(request.POST if request.method == "POST" else None, words=request.words, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_policy(request.actor, form.policy(), today=request.today, reason=form.cleaned_data["reason"])
        toast(request, request.words.text("links.saved"))
        return redirect("settings_links")
    refused = form.is_bound
    context = {
        "section": "settings",
        "form": form,
        "summary_errors": form.summary() if refused else [],
        "says": says(now, request.words),
        "history": [
            {
                "day": request.words.day(one.at.astimezone(request.time_zone).date()),
                "says": says(one.policy, request.words),
                "reason": one.reason,
            }
            for one in policy_history(request.actor)
        ],
        "live": [(_measure(one, request.words), request.words.number(one.live)) for one in live_links(request.actor, request.now)],
    }
    return render(request, "settings/links.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def says(held: LinkPolicy, words: Words) -> str:
    """A policy in a few short sentences."""
    said = [words.text(f"links.says.{held.made_by.value}")]
    if held.made_by is not MadeBy.NOBODY:
        said += [words.text("links.says.days", {"n": held.longest_days})] if held.longest_days is not None else []
        said += [words.text("links.says.most", {"n": held.most_live})] if held.most_live is not None else []
        said.append(words.text("links.says.words" if held.guests_write else "links.says.no_words"))
    return " ".join(said)


def _measure(one: LiveLinks, words: Words) -> str:
    """The name where the administrator may see the measure; otherwise the team it belongs to."""
    if one.name:
        return one.name
    return words.text("links.measure_of", {"team": one.team}) if one.team else words.text("links.measure_of_nobody")
