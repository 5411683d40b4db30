"""An administrator opens a measure that was not published to them, for some hours: openly, and to look only."""

import re

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.errors import UserError
from groundswell.records.services.audiences import break_glass
from groundswell.web.pages.audience.forms import GlassForm
from groundswell.web.pages.measure.act import Act, Where, act_page
from groundswell.web.requests import PageRequest

_ID = re.compile(r"(?:^|/)([0-9a-z]{26})(?:[/?#]|$)")


def open_for_a_time(request: PageRequest) -> HttpResponse:
    """Which measure, for how long, why; its team sees all of it on the measure. Raises UserError ``not_allowed``."""
    if not request.actor.administrator or request.actor.alone:
        raise UserError("not_allowed")
    form = GlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        named = _ID.search(data["measure"].strip())
        try:
            break_glass(request.actor, named[1] if named else "", data["hours"], data["reason"])
        except UserError as error:
            form.add_error("measure", request.words.error(error))
        else:
            return HttpResponseRedirect(reverse("measure", args=[named[1] if named else ""]))
    lead = _("Its team reads on the measure that you opened it, until when and why, and so does everybody who reads its history later.")
    act = Act(_("Open a measure for a time"), lead, _("Open it"))
    return act_page(request, Where(_("Settings"), reverse("settings")), act, form)
