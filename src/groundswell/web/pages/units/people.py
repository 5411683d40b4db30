"""How many people a unit has, and who holds a post in it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.records.selectors import posts as held
from groundswell.records.selectors.org_units import tree
from groundswell.records.selectors.org_units import unit as known_unit
from groundswell.records.services import org_units, posts
from groundswell.records.services.posts import NewPost
from groundswell.web.pages.units.forms import EndForm, PeopleForm, PostForm, UnitForm
from groundswell.web.pages.units.showing import FormPage, form_page, sent
from groundswell.web.requests import PageRequest


def count(request: PageRequest, unit_id: str) -> HttpResponse:
    """How many people work in a unit from a day on."""
    unit = known_unit(request.actor, unit_id)
    form = PeopleForm(sent(request), initial={"people": unit.people(request.today), "day": request.today})
    page = FormPage(_("How many people work in %(unit)s?") % {"unit": unit.name()}, _("Save"), _("Saved."), about=(unit_id, unit.name()))

    def do(form: UnitForm) -> str:
        org_units.head_count(request.actor, unit_id, form.cleaned_data["people"], form.cleaned_data["day"])
        return reverse("unit", args=[unit_id])

    return form_page(request, form, page, do)


def give(request: PageRequest, unit_id: str) -> HttpResponse:
    """Give somebody a post in a unit."""
    unit, known = known_unit(request.actor, unit_id), tree()
    titles = known.levels.titles.get(known.on(request.today).level(unit_id), ())
    form = PostForm(sent(request), people=held.people(request.actor), titles=titles, initial={"start": request.today})
    lead = _("Whoever holds a post in a unit sees and changes what its team owns.")
    page = FormPage(_("Who works in %(unit)s?") % {"unit": unit.name()}, _("Give this post"), _("Given."), lead, (unit_id, unit.name()))

    def do(form: UnitForm) -> str:
        data = form.cleaned_data
        posts.give(request.actor, NewPost(data["person"], unit_id, data["title"], data["start"], data["until"]), today=request.today)
        return reverse("unit", args=[unit_id])

    return form_page(request, form, page, do)


def end(request: PageRequest, post_id: str) -> HttpResponse:
    """End a post on a day."""
    post = held.post(request.actor, post_id)
    name = known_unit(request.actor, post.unit).name()
    form = EndForm(sent(request), initial={"day": request.today})
    page = FormPage(
        _("End the post of %(person)s in %(unit)s.") % {"person": post.name or _("this person"), "unit": name}, _("End it"), _("Ended."),
        about=(post.unit, name),
    )  # fmt: skip

    def do(form: UnitForm) -> str:
        posts.end(request.actor, post_id, form.cleaned_data["day"], today=request.today)
        return reverse("unit", args=[post.unit])

    return form_page(request, form, page, do)
