"""The organisation's settings as a form."""

from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.records.selectors.eyes import SHARED
from groundswell.records.selectors.organisation import OrganisationSettings
from groundswell.web.page_form import PageForm
from groundswell.words import Words

MONTHS = range(1, 13)
DAYS = range(7)
THRESHOLDS = (5, 8, 10, 20)


def _locale(tag: str) -> None:
    try:
        Locale.parse(tag.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        raise ValidationError(_("%(tag)s is not a locale. Write one such as en-GB, de or fr-CA."), params={"tag": tag}) from None


class SettingsForm(PageForm):
    """Name, locale, time zone, and the months and day that years and weeks begin with."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        required=False,
        help_text=_("Stands at the top of each page and of each chart that you show to others."),
    )
    locale = forms.CharField(
        label=_("How numbers and dates are written"),
        max_length=20,
        validators=[_locale],
        help_text=_("A locale such as en-GB, en-US, de or fr."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Decides which day is today."))
    fiscal_year_start = forms.TypedChoiceField(
        label=_("The fiscal year starts in"), coerce=int, help_text=_("2026/27 then means the twelve months from the first of that month.")
    )
    school_year_start = forms.TypedChoiceField(label=_("The school year starts in"), coerce=int)
    week_start = forms.TypedChoiceField(label=_("The week starts on"), coerce=int)
    webhooks = forms.BooleanField(
        label=_("People may have other systems told what happens to their measures"),
        help_text=_("Off, nothing leaves this installation by itself."),
        required=False,
    )
    small_numbers = forms.TypedChoiceField(
        label=_("Small numbers are not shown outside the team"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Figures from 1 to below this number, and the few others that would give them away. Zero stays zero."),
    )

    def __init__(self, words: Words, settings: OrganisationSettings, sent: object = None) -> None:
        initial = {
            name: getattr(settings, name)
            for name in (
                "name", "locale", "time_zone", "fiscal_year_start", "school_year_start", "week_start", "small_numbers", "webhooks",
            )
        }
        super().__init__(sent, initial=initial)
        months = [(month, words.locale.months["stand-alone"]["wide"][month]) for month in MONTHS]
        self.fields["fiscal_year_start"].choices = months  # type: ignore[attr-defined]
        self.fields["school_year_start"].choices = months  # type: ignore[attr-defined]
        self.fields["week_start"].choices = [(day, words.locale.days["stand-alone"]["wide"][day]) for day in DAYS]  # type: ignore[attr-defined]
        self.fields["small_numbers"].choices = _thresholds(words, settings.small_numbers)  # type: ignore[attr-defined]
        zones = sorted(available_timezones() | {settings.time_zone})
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]  # type: ignore[attr-defined]

    def told(self) -> list[tuple[str, str]]:
        """What holds, for those who cannot change it: each label with its value in words."""
        found = []
        for bound in self:
            names = {str(value): str(name) for value, name in getattr(bound.field, "choices", ())}
            value = bound.value()
            text = _("Yes") if value is True else _("No") if value is False else names.get("" if value is None else str(value), str(value))
            found.append((str(bound.label), str(text)))
        return found

    def settings(self) -> OrganisationSettings:
        """What was sent, once it is valid."""
        sent = self.cleaned_data
        return OrganisationSettings(
            name=sent["name"].strip(),
            time_zone=sent["time_zone"],
            locale=sent["locale"].replace("_", "-"),
            fiscal_year_start=sent["fiscal_year_start"],
            school_year_start=sent["school_year_start"],
            week_start=sent["week_start"],
            small_numbers=sent["small_numbers"],
            webhooks=sent["webhooks"],
        )


def _thresholds(words: Words, standing: int | None) -> list[tuple[int | str, str]]:
    """The usual of the installation first, then none, then numbers; one that was set otherwise stays among them."""
    numbers = sorted({*THRESHOLDS, *((standing,) if standing else ())})
    below = [(number, words.text("small.below", {"below": number})) for number in numbers]
    return [("", words.text("small.usual", {"below": SHARED})), (0, words.text("small.none")), *below]
