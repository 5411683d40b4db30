"""Make a rule set of one's own from one that there is, give it a new version, put it away."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.xmr.own_rule_set import rule_set_to_mapping
from groundswell.domain.xmr.rule_sets import DEFAULT, RULE_SETS
from groundswell.errors import UserError
from groundswell.records.selectors.rule_sets import OwnRuleSet, own_rule_set
from groundswell.records.services import rule_sets
from groundswell.web.page_form import PageForm
from groundswell.web.pages.measure.forms import reason_field
from groundswell.web.pages.rules.forms import OwnRulesForm
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


class PutAwayForm(PageForm):
    """Why a rule set is put away."""

    reason = reason_field(_("Why it is put away"), _("Write why. It stands on the record."))


def new(request: PageRequest) -> HttpResponse:
    """One's own from the one that the address names, else from the product's default."""
    base = _base(request, request.GET.get("from", DEFAULT))
    form = OwnRulesForm(request.POST if request.method == "POST" else None, base={**base, "name": ""}, named=False)
    page = {"title": _("Make your own rules"), "button": _("Keep these rules"), "back": reverse("rule_sets")}
    return _form_page(request, form, page, lambda mapping, reason: rule_sets.create(request.actor, mapping, reason))


def edit(request: PageRequest, rule_set_id: str) -> HttpResponse:
    """A new version of one's own rule set."""
    own = own_rule_set(request.actor, rule_set_id)
    base = rule_set_to_mapping(own.newest.rules)
    form = OwnRulesForm(request.POST if request.method == "POST" else None, base=base, named=True)
    page = {
        "title": _("Change %(name)s") % {"name": own.name},
        "button": _("Keep as version %(number)s") % {"number": own.versions[-1].number + 1},
        "back": reverse("rule_set", args=[own.id]),
    }
    return _form_page(request, form, page, lambda mapping, reason: rule_sets.change(request.actor, own.id, mapping, reason))


def put_away(request: PageRequest, rule_set_id: str) -> HttpResponse:
    """Off the list of what can be chosen; the charts that have it keep it."""
    own = own_rule_set(request.actor, rule_set_id)
    form = PutAwayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        rule_sets.put_away(request.actor, own.id, form.cleaned_data["reason"])
        toast(request, _("%(name)s put away. Charts that have it keep it.") % {"name": own.name})
        return HttpResponseRedirect(reverse("rule_sets"))
    page = {"title": _("Put %(name)s away") % {"name": own.name}, "button": _("Put it away"), "back": reverse("rule_set", args=[own.id])}
    return _render(request, form, page)


def _base(request: PageRequest, name: str) -> Mapping[str, Any]:
    rules = RULE_SETS[name] if name in RULE_SETS else own_rule_set(request.actor, name).newest.rules
    return rule_set_to_mapping(rules)


def _form_page(
    request: PageRequest, form: OwnRulesForm, page: Mapping[str, str], keep: Callable[[Mapping[str, Any], str], OwnRuleSet]
) -> HttpResponse:
    """Shows the form, or keeps what it says; what a rule set may not be stands as a sentence at its field."""
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep(form.mapping(), form.cleaned_data["reason"])
        except UserError as refused:
            form.refuse(str(refused.values.get("field", "")), request.words.error(refused))
        else:
            toast(request, _("Kept: %(name)s, version %(number)s.") % {"name": kept.name, "number": kept.newest.number})
            return HttpResponseRedirect(reverse("rule_set", args=[kept.id]))
    return _render(request, form, page)


def _render(request: PageRequest, form: PageForm, page: Mapping[str, str]) -> HttpResponse:
    refused = form.is_bound and bool(form.errors)
    context = {"section": "settings", "form": form, "page": page, "summary_errors": form.summary() if refused else []}
    return render(request, "rules/form.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)
