"""The forms of the measure page. Each refused field says what to write; nothing typed is lost."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.exact import Exact
from groundswell.web.page_form import Choices, PageForm

REASON_LENGTH = 1000


def reason_field(label: Any, needed: Any) -> forms.CharField:
    """A reason, always asked for: it stands on the record beside what was done."""
    return forms.CharField(
        label=label,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": needed, "max_length": _("This is longer than 1,000 characters. Keep the main thing.")},
    )


class PeriodForm(PageForm):
    """A form about one period of the chart, asked for as ``period_label``. ``periods`` are (ISO day, label), newest first."""

    period_label: Any = ""
    period = forms.ChoiceField(
        error_messages={"required": _("Choose a period."), "invalid_choice": _("That period is not on this chart. Choose one of the list.")}
    )

    def __init__(self, *args: Any, periods: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("period", periods)
        self.fields["period"].label = self.period_label


class SplitForm(PeriodForm):
    """Where the process became another one, and why."""

    period_label = _("First period of the new limits")
    reason = reason_field(
        _("What changed, and why it will stay"), _("Write what changed. A split without a reason convinces nobody later.")
    )


class LeaveOutForm(PeriodForm):
    """A figure that does not come from the process."""

    period_label = _("Period to leave out of the limits")
    reason = reason_field(
        _("Why this figure is not your process"), _("Write why. The figure stays on the chart as a cross with this reason.")
    )


class NoteForm(PeriodForm):
    """What was happening in one period."""

    period_label = _("Period")
    text = forms.CharField(
        label=_("Your note"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write what was happening. A few words are enough."),
            "max_length": _("This is longer than 1,000 characters. Keep the main thing."),
        },
    )


class RulesForm(PageForm):
    """Which rules make a signal, and from which figures the first limits come."""

    rule_set = forms.ChoiceField(
        label=_("Rules"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the rules."), "invalid_choice": _("These rules are not known here. Choose one of the list.")},
    )
    baseline = forms.IntegerField(
        label=_("Limits from the first figures alone"),
        help_text=_("How many, for instance 12. Leave it empty to use all figures of a stretch."),
        required=False,
        min_value=2,
        max_value=10_000,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a whole number, such as 12."),
            "min_value": _("Limits need at least two figures. Write 12, or leave it empty."),
            "max_value": _("That is more figures than a chart has. Write 12, or leave it empty."),
        },
    )
    reason = reason_field(_("Reason"), _("Write why. It stands on the record beside the change."))

    def __init__(self, *args: Any, rule_sets: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("rule_set", rule_sets)


def band_end_field(label: Any, help_text: Any) -> forms.CharField:
    """An end of the band in which figures are wanted; the domain says what it cannot be."""
    return forms.CharField(
        label=label, help_text=help_text, max_length=40, required=False,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
        error_messages={"max_length": _("A figure has at most 40 digits.")},
    )


class DefinitionForm(PageForm):
    """What the measure is. A new name or unit makes a new version; the older one stays on record."""

    name = forms.CharField(
        label=_("Name"),
        max_length=300,
        error_messages={
            "required": _("Write a name. The one of your sheet is a good start."),
            "max_length": _("A name has at most 300 characters."),
        },
    )
    description = forms.CharField(
        label=_("In one line: what is counted, where and how often"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    direction = forms.ChoiceField(
        label=_("Which way is better?"),
        widget=forms.RadioSelect,
        choices=[
            (Direction.UP, _("More is better")),
            (Direction.DOWN, _("Less is better")),
            (Direction.IN_BAND, _("Best in between: neither too little nor too much")),
            (Direction.NEUTRAL, _("Neither: a change is only a change")),
            (Direction.UNKNOWN, _("Not decided yet")),
        ],
        error_messages={"required": _("Choose one. “Not decided yet” is fine."), "invalid_choice": _("Choose one of the list.")},
    )
    band_lower = band_end_field(_("Best from"), _("The lower end, where it is best in between. For instance 80, of a share 0.8."))
    band_upper = band_end_field(_("Best up to"), _("The upper end. Leave both empty for any other answer."))
    measurement_unit = forms.CharField(
        label=_("Counted in"),
        help_text=_("For instance working days, %, vessels."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    lower_bound = forms.CharField(
        label=_("It cannot be less than"),
        help_text=_("For instance 0. A limit beyond it is not drawn."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
    )
    upper_bound = forms.CharField(
        label=_("It cannot be more than"),
        help_text=_("For instance 100 for a percentage."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
    )
    decimals = forms.IntegerField(
        label=_("Decimals to show"),
        help_text=_("Leave it empty to show what your sheet has."),
        required=False,
        min_value=0,
        max_value=9,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a whole number from 0 to 9."),
            "min_value": _("Write a whole number from 0 to 9."),
            "max_value": _("Write a whole number from 0 to 9."),
        },
    )
    owner = forms.CharField(label=_("Who looks after it"), max_length=200, required=False)

    def clean_lower_bound(self) -> Exact | None:
        """The bound as an exact figure."""
        return _exact(self.cleaned_data["lower_bound"])

    def clean_upper_bound(self) -> Exact | None:
        """The bound as an exact figure."""
        return _exact(self.cleaned_data["upper_bound"])

    def clean(self) -> dict[str, Any]:
        """The lower bound lies under the upper one."""
        data = super().clean() or {}
        lower, upper = data.get("lower_bound"), data.get("upper_bound")
        if lower is not None and upper is not None and float(lower) >= float(upper):
            self.add_error("upper_bound", _("This is not above the other bound. Write a larger figure, or leave one of them empty."))
        return data


def _exact(text: str) -> Exact | None:
    if not text.strip():
        return None
    try:
        return Exact.parse(text.strip().replace("\N{MINUS SIGN}", "-").replace(",", "."))
    except ValueError:
        raise ValidationError(_("This is not a figure. Write one such as 0 or 100, or leave it empty.")) from None


class PasteForm(PageForm):
    """Older figures, pasted as a block of two columns: period and figure."""

    pasted = forms.CharField(
        label=_("Older figures: a period and a figure a line"),
        help_text=_("Copy two columns from Excel, such as Jan 2024 and 17.2."),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Paste at least one line: a period, a tab, a figure."),
            "max_length": _("This is too much for one paste. Bring the file instead."),
        },
    )


class PutAwayForm(PageForm):
    """Why a measure is put away; it can be brought back."""

    reason = reason_field(_("Why it is put away"), _("Write why, so that whoever looks for it later understands."))


class MergeForm(PageForm):
    """Which other measure this one is the same as."""

    into = forms.ChoiceField(
        label=_("It is the same as"),
        error_messages={"required": _("Choose a measure."), "invalid_choice": _("That measure is not here. Choose one of the list.")},
    )
    reason = reason_field(_("Why they are one"), _("Write why. The merge can be taken back, and the reason helps to decide."))

    def __init__(self, *args: Any, measures: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("into", measures)
