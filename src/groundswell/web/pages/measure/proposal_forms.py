"""The forms in which a person answers a proposed split, and keeps or frees limits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.web.page_form import PageForm
from groundswell.web.pages.measure.forms import PeriodForm, reason_field


class AcceptForm(PageForm):
    """The cause that makes a proposed split a real one."""

    reason = reason_field(
        _("What changed, and why it will stay"), _("Write what changed. A split without a cause convinces nobody later.")
    )


class RefuseForm(PageForm):
    """Why there is no split."""

    reason = reason_field(_("Why these are no new limits"), _("Write why. It stands on the record beside the refusal."))


class KnownDateForm(PeriodForm):
    """Since when it really is another process."""

    period_label = _("First period of the new limits")
    reason = reason_field(
        _("What changed, and why it will stay"), _("Write what changed. A split without a cause convinces nobody later.")
    )


class NotYetForm(PageForm):
    """Until when a proposal rests: a day, or so many more figures."""

    until = forms.DateField(
        label=_("Ask again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is no day. Write one such as 2027-03-31, or leave it empty.")},
    )
    more = forms.IntegerField(
        label=_("Or when so many more figures are there"),
        required=False,
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a whole number, such as 6."),
            "min_value": _("Write 1 or more, or leave it empty."),
            "max_value": _("Write at most 1,000, or leave it empty."),
        },
    )
    reason = forms.CharField(label=_("What you wait for"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        """One of the two is there."""
        data = super().clean() or {}
        if not self.errors and data.get("until") is None and data.get("more") is None:
            self.add_error("until", _("Say until when: a day, or how many more figures."))
        return data


class KeepForm(PeriodForm):
    """Whose limits are kept, or freed again: those of the stretch in which a period lies."""

    period_label = _("The stretch that begins in")
    reason = reason_field(_("Reason"), _("Write why. It stands on the record beside the change."))
