"""The forms of the results map. Each refused field says what to write; nothing typed is lost."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.authoring.results_map import FEWEST_ZONES, MOST_ZONES, LinkKind, ResultStatus, Strength, Zone
from groundswell.web.page_form import Choices, PageForm

SHORT = 200
NOT_A_CHOICE = _("That is not among the choices. Choose one of the list.")
KINDS = [
    (LinkKind.CAUSE_EFFECT.value, _("drives")),
    (LinkKind.COMPANION.value, _("goes along with")),
    (LinkKind.CONFLICT.value, _("pulls against")),
]
STRENGTHS = [(Strength.WEAK.value, _("weak")), (Strength.MEDIUM.value, _("medium")), (Strength.STRONG.value, _("strong"))]
ZONES = tuple(f"zone_{number}" for number in range(1, MOST_ZONES + 1))


def long_text(label: Any, *, rows: int, needed: Any = None, help_text: Any = "") -> forms.CharField:
    """A field for sentences; what is too long is refused by the record, with its count, and stays in the field."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=needed is not None,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed or ""},
        strip=True,
    )


class MapForm(PageForm):
    """A map's name, its zones from the centre outwards, and the result of another map that it hangs on."""

    name = forms.CharField(
        label=_("Name of the map"),
        help_text=_("A sentence is fine: What we want to be true in Marram."),
        max_length=SHORT,
        error_messages={"required": _("Write a name. The one of your organisation or team is a good start."),
                        "max_length": _("A name has at most 200 characters.")},
    )
    hangs_on = forms.ChoiceField(
        label=_("It hangs on"),
        help_text=_("A team’s map drives one result of a larger map."),
        required=False,
        error_messages={"invalid_choice": NOT_A_CHOICE},
    )
    zone_1 = forms.CharField(label=_("Zone in the centre"), max_length=SHORT, required=False)
    zone_2 = forms.CharField(label=_("Second zone"), max_length=SHORT, required=False)
    zone_3 = forms.CharField(label=_("Third zone"), max_length=SHORT, required=False)
    zone_4 = forms.CharField(label=_("Fourth zone"), max_length=SHORT, required=False)
    zone_5 = forms.CharField(label=_("Fifth zone"), help_text=_("Leave it empty for none."), max_length=SHORT, required=False)

    def __init__(self, *args: Any, hooks: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        if hooks:
            self.offer("hangs_on", [("", str(_("nothing: it is a map of its own"))), *hooks])
        else:
            del self.fields["hangs_on"]

    def clean(self) -> dict[str, Any]:
        """Three to five zones are named."""
        data = super().clean() or {}
        if sum(1 for name in ZONES if data.get(name)) < FEWEST_ZONES:
            self.add_error("zone_3", _("A map has 3 to 5 zones. Name one more."))
        return data

    def zones(self, keys: list[str], known: dict[str, str]) -> list[Zone]:
        """The named zones. One that stood at a place keeps its key; a name that is the word for the key is not stored."""
        found, free = [], [f"zone{number}" for number in range(1, 2 * MOST_ZONES + 1) if f"zone{number}" not in keys]
        for at, field in enumerate(ZONES):
            if name := self.cleaned_data[field].strip():
                key = keys[at] if at < len(keys) else free.pop(0)
                found.append(Zone(key, "" if known.get(key) == name else name))
        return found


class NewResultForm(PageForm):
    """One result as it would be if it were true."""

    text = long_text(
        _("The result, as though it were already true"),
        rows=2,
        needed=_("Write the result in a few words, as though it were already true."),
        help_text=_("Whom or what it happens to, and what is different. Example: Boats leave when they are meant to."),
    )
    zone = forms.ChoiceField(label=_("Zone"), error_messages={"required": _("Choose a zone."), "invalid_choice": NOT_A_CHOICE})
    drives = forms.ChoiceField(
        label=_("It drives"),
        help_text=_("The result further in that comes closer when this one is true. You can say it later."),
        required=False,
        error_messages={"invalid_choice": NOT_A_CHOICE},
    )

    def __init__(self, *args: Any, zones: Choices, results: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("zone", zones)
        if results:
            self.offer("drives", [("", str(_("nothing yet"))), *results])
        else:
            del self.fields["drives"]


class ResultForm(PageForm):
    """Every field of a result."""

    text = NewResultForm.base_fields["text"]
    zone = NewResultForm.base_fields["zone"]
    priority = forms.BooleanField(label=_("This one first"), help_text=_("A priority is measured before the others."), required=False)
    team = forms.CharField(
        label=_("Whose result it is"), help_text=_("A team, not a person."), max_length=SHORT, required=False,
        error_messages={"max_length": _("This is longer than 200 characters. Keep the main thing.")},
    )
    source_goal = long_text(_("Goal that it comes from"), rows=2)
    status = forms.ChoiceField(
        label=_("How far it is"),
        choices=[(ResultStatus.DRAFT.value, _("Draft")), (ResultStatus.AGREED.value, _("Agreed")),
                 (ResultStatus.RETIRED.value, _("Retired: it leaves the map and stays in its history"))],
        error_messages={"required": _("Choose one of the list."), "invalid_choice": NOT_A_CHOICE},
    )
    measures = forms.MultipleChoiceField(
        label=_("Measures that show whether it is true"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("One of these measures is no longer in use. Choose again.")},
    )

    def __init__(self, *args: Any, zones: Choices, measures: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("zone", zones)
        self.offer("measures", measures)


class LinkForm(PageForm):
    """How two results hang together, how strongly somebody believes it, and why."""

    first = forms.ChoiceField(label=_("This result"), error_messages={"required": _("Choose a result."), "invalid_choice": NOT_A_CHOICE})
    kind = forms.ChoiceField(
        label=_("How they hang together"), choices=KINDS,
        error_messages={"required": _("Choose one of the list."), "invalid_choice": NOT_A_CHOICE},
    )
    second = forms.ChoiceField(label=_("That result"), error_messages={"required": _("Choose a result."), "invalid_choice": NOT_A_CHOICE})
    strength = forms.ChoiceField(label=_("How strongly you believe it"), choices=STRENGTHS, initial=Strength.MEDIUM.value, required=False)
    reason = long_text(_("Why you believe it"), rows=2, help_text=_("What you have seen, or what would show it."))
    loop = forms.BooleanField(
        label=_("This is a feedback loop"), help_text=_("The circle is meant: each pushes the other on."), required=False
    )

    def __init__(self, *args: Any, results: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        for end in ("first", "second"):
            self.offer(end, results)


class InitiativeForm(PageForm):
    """Something that we do."""

    text = long_text(_("What we do"), rows=2, needed=_("Write what is done, in a few words."))


class GoalsForm(PageForm):
    """Goals as they stand in a plan, one a line."""

    block = long_text(
        _("Your goals, one a line"), rows=8, needed=_("Paste at least one goal. One a line."),
        help_text=_("Copy them from a document or a sheet. Numbers in front are kept beside them."),
    )
    source = forms.CharField(
        label=_("Where they come from"), help_text=_("For instance Corporate plan 2026."), max_length=SHORT, required=False,
        error_messages={"max_length": _("This is longer than 200 characters. Keep the main thing.")},
    )
