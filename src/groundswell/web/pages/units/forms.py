"""The forms of org units. What the tree refuses stands as a sentence at the field that can mend it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.errors import UserError
from groundswell.web.page_form import Choices, PageForm
from groundswell.web.pages.measure.forms import reason_field
from groundswell.words import Words

NOT_A_CHOICE = _("That is not among the choices. Choose one of the list.")
NO_DAY = _("This is not a day. Write one as year-month-day.")
NAME = 200
NAMES = 4_000
FIELD_OF = {
    "name_needed": "name", "name_too_long": "name", "unit_name_twice": "name", "rename_ahead": "day", "unit_circle": "parent",
    "unit_parent_unknown": "parent", "unit_parent_not_there": "day", "unit_successor_not_there": "into", "split_needs_two": "names",
    "closing_needs_team": "to", "reorganise_own_unit": "into", "unit_ends_before_it_begins": "day", "unit_level_not_below": "parent",
    "head_count_out_of_range": "people", "level_twice": "names", "too_many_levels": "names", "post_there_already": "person",
    "post_for_oneself": "person", "post_ends_before_it_begins": "until", "similar_needed": "similar", "group_needs_two": "units",
    "not_among_them": "units", "both_have_figures": "same", "unit_ended": "into",
}  # fmt: skip
"""Where a refusal is mended, by its code; the first field where the form has none of that name."""


def name_field(label: Any, help_text: Any = "") -> forms.CharField:
    """A unit's name."""
    messages = {"required": _("Write a name."), "max_length": _("A name has at most 200 characters.")}
    return forms.CharField(label=label, help_text=help_text, max_length=NAME, error_messages=messages)


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day, as the browser's own field writes it."""
    widget = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
    messages = {"required": _("Choose a day."), "invalid": NO_DAY}
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=widget, input_formats=["%Y-%m-%d"], error_messages=messages
    )


def choice_field(label: Any, help_text: Any = "", *, needed: Any = None) -> forms.ChoiceField:
    """A choice among units."""
    messages = {"required": needed or "", "invalid_choice": NOT_A_CHOICE}
    return forms.ChoiceField(label=label, help_text=help_text, required=needed is not None, error_messages=messages)


def why() -> forms.CharField:
    """The reason of a reorganisation."""
    return reason_field(_("Why"), _("Write why. It stands on the record beside the change."))


class UnitForm(PageForm):
    """A form whose refusal by the record stands at its field."""

    def refuse(self, error: UserError, words: Words) -> None:
        """Puts the sentence where it is mended."""
        field = FIELD_OF.get(error.code, "")
        self.add_error(field if field in self.fields else next(iter(self.fields)), words.error(error))


class NewUnitForm(UnitForm):
    """A unit under another, or at the top."""

    name = name_field(_("Name"))
    parent = choice_field(_("Hangs under"))
    day = day_field(_("From"), _("Leave it empty for a unit that was always there."), required=False)

    def __init__(self, *args: Any, units: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("parent", [("", str(_("nothing: it is at the top"))), *units])


class RenameForm(UnitForm):
    """Another name."""

    name = name_field(_("New name"), _("Files that use the old name still find the unit."))
    day = day_field(_("From"))
    reason = forms.CharField(label=_("Why, if you want to say"), required=False, max_length=1_000)


class MoveForm(UnitForm):
    """Another place in the tree."""

    parent = choice_field(_("Hangs under"), _("Everything below it comes along."))
    level = choice_field(_("Level"))
    day = day_field(_("From"))
    reason = why()

    def __init__(self, *args: Any, units: Choices, levels: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("parent", [("", str(_("nothing: it is at the top"))), *units])
        self.offer("level", [("", str(_("one below the unit above"))), *levels])


class MergeForm(UnitForm):
    """Into another unit."""

    into = choice_field(
        _("Becomes part of"), _("Its people, its measures and the units under it go there."), needed=_("Choose a unit.")
    )
    day = day_field(_("From"))
    reason = why()

    def __init__(self, *args: Any, units: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("into", [("", str(_("choose"))), *units])


class SplitForm(UnitForm):
    """Into new ones."""

    names = forms.CharField(
        label=_("Names of the new units, one a line"),
        help_text=_("Its measures and the units under it go to the first. Posts end; give them anew in the new units."),
        max_length=NAMES,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write at least two names, one a line."), "max_length": _("This is too long. Write the names only.")},
    )
    day = day_field(_("From"))
    reason = why()


class CloseForm(UnitForm):
    """No more."""

    to = choice_field(
        _("Its measures and the units under it go to"),
        _("Needed where there are any. Measures change hands at once. Posts end on the day."),
    )
    day = day_field(_("First day without it"))
    reason = why()

    def __init__(self, *args: Any, units: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("to", [("", str(_("nobody: there are none"))), *units])


class PeopleForm(UnitForm):
    """How many people a unit has."""

    people = forms.IntegerField(
        label=_("How many people work in it"),
        help_text=_("Figures of a very small unit can be figures of a person. Leave it empty where you do not know."),
        required=False,
        min_value=0,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"invalid": _("Write a whole number, or leave it empty."), "min_value": _("Write 0 or more.")},
    )
    day = day_field(_("From"))


class PlaceForm(UnitForm):
    """A place of the figures: under a unit, or the same as one."""

    parent = choice_field(_("Put it under"))
    same = choice_field(_("Or it is the same as"), _("Files that use either name then find the figures that are here."))

    def __init__(self, *args: Any, units: Choices, top: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("parent", [*([("", str(_("nothing: it is at the top")))] if top else []), *units])
        self.offer("same", [("", str(_("no other unit"))), *units])


class LevelsForm(UnitForm):
    """Names of levels, and titles that are usual on each."""

    names = forms.CharField(
        label=_("Names of the levels, from the top down, one a line"),
        help_text=_("For instance Agency, Directorate, Division, Branch, Team."),
        required=False,
        max_length=NAMES,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, levels: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for number, name in levels:
            self.fields[f"titles_{number}"] = forms.CharField(
                label=_("Usual titles: %(level)s") % {"level": name},
                help_text=_("One a line. They are offered where somebody is given a post.") if number == 1 else "",
                required=False,
                max_length=NAMES,
                widget=forms.Textarea(attrs={"rows": 2, "class": "field"}),
            )


class PostForm(UnitForm):
    """Who works here, as what."""

    person = choice_field(_("Who"), needed=_("Choose a person."))
    title = forms.CharField(
        label=_("Title"), required=False, max_length=NAME, error_messages={"max_length": _("A title has at most 200 characters.")}
    )
    start = day_field(_("From"))
    until = day_field(_("First day no longer in it"), _("Leave it empty while it is open."), required=False)

    def __init__(self, *args: Any, people: Choices, titles: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("person", [("", str(_("choose"))), *people])
        if titles:
            self.fields["title"].help_text = _("Usual here: %(titles)s") % {"titles": ", ".join(titles)}


class EndForm(UnitForm):
    """The end of a post."""

    day = day_field(_("First day no longer in it"), _("Today ends it at once."))


class GroupForm(UnitForm):
    """Units that are asked whether they want to be compared."""

    name = name_field(_("Name of the group"), _("For instance Ports of one size."))
    similar = forms.CharField(
        label=_("What makes them similar"),
        help_text=_("Whoever compares has to be able to judge whether it is fair."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what makes them similar.")},
    )
    units = forms.MultipleChoiceField(
        label=_("Units that you ask"),
        help_text=_("Each joins only when its own people accept."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        error_messages={"required": _("Choose at least two units."), "invalid_choice": NOT_A_CHOICE},
    )

    def __init__(self, *args: Any, units: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("units", units)
