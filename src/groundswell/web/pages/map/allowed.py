"""Words that mean one thing here: the list of the organisation, with what each means."""

from http import HTTPStatus

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groundswell.errors import UserError
from groundswell.records.selectors.allowed_words import listed_words
from groundswell.records.services import allowed_words as writing
from groundswell.records.services.editing import Edited
from groundswell.web.page_form import PageForm
from groundswell.web.pages.map.doing import refuse
from groundswell.web.pages.map.forms import long_text
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

ABOUT_THE_MEANING = frozenset({"word_meaning_needed", "words_too_long", "text_too_long"})


class AllowedWordForm(PageForm):
    """A word and what it means here; both are needed."""

    word = forms.CharField(
        label=gettext_lazy("The word"),
        help_text=gettext_lazy("As it stands in the result, such as: accessible."),
        error_messages={"required": gettext_lazy("Write the word.")},
    )
    definition = long_text(
        gettext_lazy("What it means here"),
        rows=3,
        needed=gettext_lazy("Write what it means here, so that two people would decide alike. Name the rule or the law."),
        help_text=gettext_lazy("Name the rule or the law, and what one would check."),
    )


def allowed_words(request: PageRequest) -> HttpResponse:
    """The list, and the form that adds to it; a word that is there already gets the new meaning."""
    form = AllowedWordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            edited = writing.allow(request.actor, data["word"], data["definition"])
        except UserError as error:
            refuse(form, error, request, "definition" if error.code in ABOUT_THE_MEANING else "word")
        else:
            return _done(request, edited, _("“%(word)s” is on the list.") % {"word": data["word"]})
    refused = form.is_bound and not form.is_valid()
    words = listed_words(request.actor)
    headline = ngettext("%(n)s word means one thing here.", "%(n)s words mean one thing here.", len(words)) % {"n": len(words)}
    context = {
        "section": "map",
        "listed": words,
        "headline": headline if words else _("No word is on the list yet."),
        "form": form,
        "summary_errors": form.summary() if refused else [],
    }
    return render(request, "map/allowed.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def allowed_word_out(request: PageRequest) -> HttpResponse:
    """A word leaves the list. Raises UserError ``item_unknown``."""
    word = request.POST.get("word", "")
    edited = writing.disallow(request.actor, word)
    return _done(request, edited, _("“%(word)s” is off the list.") % {"word": word})


def allowed_words_undo(request: PageRequest, gesture: str) -> HttpResponse:
    """What was done to the list last stands as before. Raises UserError ``gesture_unknown``."""
    edited = writing.undo(request.actor, gesture)
    if edited.conflicts:
        return _done(request, edited, _("It was changed again since and stays as it is."))
    return _done(request, edited, _("Undone. The history keeps both.") if edited.gesture else _("It stood like that already."))


def _done(request: PageRequest, edited: Edited, said: str) -> HttpResponse:
    toast(request, said, reverse("allowed_words_undo", args=[edited.gesture]) if edited.gesture else "")
    return HttpResponseRedirect(reverse("allowed_words"))
