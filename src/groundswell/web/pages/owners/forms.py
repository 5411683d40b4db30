"""The form that asks a person for a role."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.records.selectors.owning import Person
from groundswell.web.page_form import Choices, PageForm
from groundswell.words import Words


class AskForm(PageForm):
    """Which role, whom, and a word to go with it."""

    role = forms.ChoiceField(
        label=_("What for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you ask for."), "invalid_choice": _("Choose what you ask for.")},
    )
    person = forms.ChoiceField(
        label=_("Whom?"),
        error_messages={"required": _("Choose whom you ask."), "invalid_choice": _("Choose somebody of the list.")},
    )
    asking = forms.CharField(
        label=_("A word to go with it (if you like)"),
        help_text=_("They see the name of the measure and this. They see its figures once they have said yes."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("This is longer than 1,000 characters. One sentence is enough.")},
    )
    predecessor = forms.CharField(required=False, max_length=26, widget=forms.HiddenInput)

    def __init__(self, *args: Any, roles: Choices, people: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("role", roles)
        self.offer("person", people)


def people_choices(people: Sequence[Person], own: str, words: Words) -> Choices:
    """Oneself first, then the team, then all others."""
    near = [(one.id, one.name) for one in people if one.near and one.id != own]
    far = [(one.id, one.name) for one in people if not one.near and one.id != own]
    groups: Any = [("", gettext("Choose somebody")), (own, words.text("owners.me"))]
    if near:
        groups.append((gettext("The team"), near))
    if far:
        groups.append((gettext("Others who work here"), far))
    return groups  # type: ignore[no-any-return]
