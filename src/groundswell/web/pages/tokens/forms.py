"""The form of a new token."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access.scopes import Scope
from groundswell.records.services.tokens import LONGEST_NAME
from groundswell.web.page_form import Choices, PageForm

DAYS = (30, 90, 365)
SCOPE_FIELDS = {scope.value.replace(":", "_"): scope for scope in Scope}
"""A checkbox for each scope."""


class TokenForm(PageForm):
    """What it is for, what it may do, until when, and for which measures: none ticked is all that the person sees."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=LONGEST_NAME,
        help_text=_("The program that will hold it, so that you know it again."),
        error_messages={
            "required": _("Give the token a name, so that you know later what it is for."),
            "max_length": _("A name has at most 100 characters."),
        },
    )
    read = forms.BooleanField(label=_("Look at measures, figures and charts"), required=False, initial=True)
    write_observations = forms.BooleanField(label=_("Store figures"), required=False)
    write_definitions = forms.BooleanField(label=_("Write definitions and new measures"), required=False)
    write_reactions = forms.BooleanField(label=_("Write down what people say"), required=False)
    days = forms.TypedChoiceField(
        label=_("It works for"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(days, _("%(days)s days") % {"days": days}) for days in DAYS],
        initial=90,
        error_messages={"required": _("Choose how long it works."), "invalid_choice": _("Choose how long it works.")},
    )
    measures = forms.MultipleChoiceField(
        label=_("Only for these measures"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none, and it reaches every measure that you see."),
        error_messages={"invalid_choice": _("Choose measures of the list.")},
    )

    def __init__(self, sent: Any = None, *, measures: Choices) -> None:
        super().__init__(sent)
        self.offer("measures", measures)

    def clean(self) -> dict[str, Any]:
        """At least one thing that it may do."""
        data = super().clean() or {}
        if not any(data.get(name) for name in SCOPE_FIELDS):
            self.add_error("read", _("Choose at least one thing that the token may do."))
        return data

    def scopes(self) -> list[Scope]:
        """What was ticked, once it is valid."""
        return [scope for name, scope in SCOPE_FIELDS.items() if self.cleaned_data[name]]

    def scope_rows(self) -> Iterator[Any]:
        """The checkboxes of the scopes, in order."""
        return (self[name] for name in SCOPE_FIELDS)
