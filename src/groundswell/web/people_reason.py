"""Why something is kept though it tells about a person: asked on the form that was refused, in the same words everywhere."""

from typing import Final

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from groundswell.errors import UserError
from groundswell.web.page_form import PageForm
from groundswell.words import Words

PEOPLE: Final = "people_reason"
NAMES_A_PERSON: Final = "measure_named_like_person"
REFUSALS: Final = frozenset({NAMES_A_PERSON, "lines_named_like_people", "lines_of_few_people"})
"""Codes of what is not stored without such a reason."""


def people_field() -> forms.Field:
    """The field of the reason."""
    return forms.CharField(
        label=_("Why it stays so"),
        help_text=_("For example: this is the name of a boat. It stands in the record of changes and at the measure."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "field"}),
    )


def ask_if_sent(form: PageForm, request: HttpRequest) -> None:
    """A form that was sent with the reason takes it."""
    if PEOPLE in request.POST:
        form.fields[PEOPLE] = people_field()


def ask_why(form: PageForm, error: UserError, words: Words) -> None:
    """The form asks for the reason, beside everything that was typed."""
    form.fields.setdefault(PEOPLE, people_field())
    form.add_error(PEOPLE, words.error(error))
