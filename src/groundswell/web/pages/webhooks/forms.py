"""The form of a new webhook."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.errors import UserError
from groundswell.records.services.webhooks import KINDS
from groundswell.web.page_form import Choices, PageForm
from groundswell.web.webhooks.targets import LONGEST, target_of


def _address(url: str) -> None:
    try:
        target_of(url)
    except UserError:
        said = _("Write an address such as https://hooks.example.org/in: the full name of a machine on the open internet, no password.")
        raise ValidationError(said) from None


class WebhookForm(PageForm):
    """Where to, what, of which measures, and whether with values."""

    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST,
        validators=[_address],
        help_text=_("It begins with https and lies on the open internet."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the address that is to be told.")},
    )
    figures = forms.BooleanField(label=_("New figures"), required=False, initial=True)
    signal = forms.BooleanField(label=_("A new signal"), required=False)
    reaction = forms.BooleanField(label=_("Somebody's first words"), required=False)
    measures = forms.MultipleChoiceField(
        label=_("Of these measures"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one measure."), "invalid_choice": _("Choose measures of the list.")},
    )
    with_values = forms.BooleanField(
        label=_("Send the figures themselves as well"),
        help_text=_("Else it says only that something happened, and where to look."),
        required=False,
    )

    def __init__(self, sent: Any = None, *, measures: Choices) -> None:
        super().__init__(sent)
        self.offer("measures", measures)

    def clean(self) -> dict[str, Any]:
        """At least one kind of event."""
        data = super().clean() or {}
        if not any(data.get(kind) for kind in KINDS):
            self.add_error("figures", _("Choose at least one thing to be told."))
        return data

    def kinds(self) -> list[str]:
        """What was ticked, once it is valid."""
        return [kind for kind in KINDS if self.cleaned_data[kind]]

    def kind_rows(self) -> list[Any]:
        """The checkboxes of the kinds, in order."""
        return [self[kind] for kind in KINDS]
