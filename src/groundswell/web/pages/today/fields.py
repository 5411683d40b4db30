"""The fields that the steps' forms are made of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 4000
TOO_LONG = _("This is longer than 4,000 characters. Keep the main thing.")


def words_field(label: Any, needed: Any, *, rows: int = 2, about: Any = "") -> forms.CharField:
    """Words of one's own that must be there; what to write stands beside it."""
    return forms.CharField(
        label=label,
        help_text=about,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed, "max_length": TOO_LONG},
    )


def line_field(label: Any, needed: Any, *, about: Any = "", most: int = 300) -> forms.CharField:
    """One line that must be there."""
    return forms.CharField(
        label=label,
        help_text=about,
        max_length=most,
        error_messages={"required": needed, "max_length": _("This is longer than %(limit_value)s characters. Shorten it.")},
    )


def optional(field: forms.Field) -> forms.Field:
    """The same field, which may stay empty."""
    field.required = False
    return field


def choice_field(label: Any, needed: Any, choices: list[tuple[str, Any]], *, about: Any = "", radio: bool = True) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(
        label=label,
        help_text=about,
        choices=choices,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages={"required": needed, "invalid_choice": needed},
    )


def lines_of(text: str) -> list[str]:
    """The lines of a text area, empty ones and bullets left out."""
    return [line for raw in text.splitlines() if (line := raw.strip().lstrip("•·*–- ").strip())]
