"""The forms about who can see what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access.deciding import Audience
from groundswell.web.page_form import Choices, PageForm
from groundswell.web.pages.measure.forms import reason_field


class AudienceForm(PageForm):
    """For whose eyes something is. A map or gallery needs no reason: its history says who changed what."""

    audience = forms.ChoiceField(
        label=_("Who can see it"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who can see it."), "invalid_choice": _("Choose one of the list.")},
    )
    upward = forms.MultipleChoiceField(
        label=_("Units above that see it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("That unit is not on the list. Choose again.")},
    )
    reason = reason_field(_("Reason"), _("Write why. The team, and whoever sees it then, will ask."))

    def __init__(self, *args: Any, audiences: Choices, units: Choices, with_reason: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("audience", audiences)
        self.offer("upward", units)
        if not units:
            del self.fields["upward"]
        if not with_reason:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Units above have to be named where they are to see it."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("audience") == Audience.UPWARD.value and "upward" in self.fields and not data.get("upward"):
            self.add_error("upward", _("Name at least one unit above."))
        return data


class HandOverForm(PageForm):
    """To which unit, and why."""

    unit = forms.ChoiceField(
        label=_("To which unit"),
        error_messages={"required": _("Choose a unit."), "invalid_choice": _("That unit is not on the list. Choose again.")},
    )
    reason = reason_field(_("Reason"), _("Write why. The other unit reads it before it accepts."))

    def __init__(self, *args: Any, units: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("unit", [("", str(_("Choose a unit"))), *units])


class GlassForm(PageForm):
    """Which measure, for how long, and why."""

    measure = forms.CharField(
        label=_("Address of the measure"),
        help_text=_("As somebody of its team sends it to you. Measures that you cannot see are listed nowhere."),
        max_length=300,
        error_messages={"required": _("Paste the address of the measure.")},
    )
    hours = forms.IntegerField(
        label=_("For how many hours"),
        help_text=_("At most 24."),
        min_value=1,
        max_value=24,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many hours."),
            "invalid": _("Write a whole number of hours, such as 1."),
            "min_value": _("At least one hour."),
            "max_value": _("At most 24 hours. Open it again tomorrow, with a reason of its own."),
        },
    )
    reason = reason_field(_("Reason"), _("Write why. The team reads it on the measure."))
