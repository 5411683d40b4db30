"""The forms of the measure design sheet. Each refused field says what to write; nothing typed is lost."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from groundswell.domain.authoring.measure_design import HIGHEST, LOWEST, Aspect, Degree, MeasureDesign, Side
from groundswell.domain.measurement.dictionary_entry import MeasureType
from groundswell.records.selectors.designs import CANDIDATE, EVIDENCE, PICTURE
from groundswell.records.services.measures import LONGEST_NAME
from groundswell.web.page_form import Choices, PageForm
from groundswell.words import Words

LONGEST = 4_000
"""Characters of a field: what the record keeps of a measure's words. A longer text is refused and stays in the form."""
MOST_ASKED = 10_000
NOT_A_CHOICE = _("That is not among the choices. Choose one of the list.")


def text_field(label: Any, help_text: Any = "", *, rows: int = 2, most: int = LONGEST) -> forms.CharField:
    """Words that may be left out. The length is checked here and not by the browser, which would cut a pasted text."""
    widget: forms.Widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput(attrs={"autocomplete": "off"})
    too_long = _("This has %(show_value)s characters; a field keeps %(limit_value)s. Keep the main thing, or split it in two.")
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=widget, validators=[MaxLengthValidator(most, message=too_long)]
    )


def choice_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.ChoiceField:
    """A list to choose of."""
    messages = {"required": _("Choose one of the list."), "invalid_choice": NOT_A_CHOICE}
    return forms.ChoiceField(label=label, help_text=help_text, required=required, error_messages=messages)


def rating_field(label: Any, help_text: Any) -> forms.TypedChoiceField:
    """One to seven, or not rated yet."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Choose 1 to 7, or leave it for later.")},
    )


class LineForm(PageForm):
    """A line of the sheet. A form that leaves out fields leaves those as they are."""

    leading = "text"

    def __init__(self, words: Words, design: MeasureDesign, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.arrange(words, design)

    def arrange(self, words: Words, design: MeasureDesign) -> None:
        """Puts in what the fields let one choose."""

    def wanted(self) -> dict[str, Any]:
        """The fields that were sent, as the record takes them."""
        sent = self.data or {}
        return {name: None if value == "" else value for name, value in self.cleaned_data.items() if name in sent}


class EvidenceForm(LineForm):
    """Something that one would notice."""

    text = text_field(
        _("What would you see, hear, feel or be told?"),
        _("Short, and so that a stranger would notice it too."),
    )
    side = choice_field(_("When would you notice it?"))
    degree = choice_field(_("Of it there would be"))

    def arrange(self, words: Words, design: MeasureDesign) -> None:
        """Sides and degrees in words."""
        self.offer("side", [(one.value, words.text(f"design_side.{one.value}")) for one in Side])
        self.offer("degree", [(one.value, words.text(f"design_degree.{one.value}")) for one in Degree])


class CandidateForm(LineForm):
    """Something that one could count: of whom, how often, how good it is."""

    leading = "statistic"
    statistic = text_field(_("A number"), _("A count, share, rate, average, median, total or ratio: “median working days”."), rows=1)
    population = text_field(_("Of whom or of what"), _("Which ones are counted: “from receipt to full answer”."), rows=1)
    period = text_field(_("How often"), _("By week, month, quarter or year: “by month”."), rows=1)
    evidence_id = choice_field(_("It shows"), _("The line of part 1 that it puts into figures."), required=False)
    strength = rating_field(_("Strength"), _("How strongly it shows the result: 1 loosely, 4 a part of it, 7 it is the result."))
    feasibility = rating_field(_("Feasibility"), _("How easily it is had: 1 a new system, 4 some work by hand, 7 at hand."))
    source = text_field(_("Where the figures are"), _("A log, a system, a sheet; or who would know."), rows=1)
    notes = text_field(_("Notes"))
    why_not = text_field(_("If not this one, why not?"), _("One line is enough: “the form does not say who sent it on”."), rows=1)

    def arrange(self, words: Words, design: MeasureDesign) -> None:
        """The lines of part 1, and the ratings with the words of their ends."""
        evidence = [(one.id, one.text[:80]) for one in design.evidence]
        self.offer("evidence_id", [("", words.text("design_page.no_evidence")), *evidence])
        for name in ("strength", "feasibility"):
            self.offer(name, ratings(words, name))


def ratings(words: Words, name: str) -> Choices:
    """LOWEST to HIGHEST; those that method 1.4 anchors say what they mean."""
    found = [("", words.text("design_rating.later"))]
    for figure in range(LOWEST, HIGHEST + 1):
        code = f"design_rating.{name}.{figure}"
        found.append((str(figure), f"{figure}, {words.text(code)}" if words.has(code) else str(figure)))
    return found


class PictureForm(LineForm):
    """What else would happen, and what could be done about it."""

    aspect = choice_field(_("What is it about?"))
    text = text_field(_("If this improved, who or what could suffer?"), _("For example: “Surveyors drop site visits to write letters.”"))
    counter = text_field(_("What could be done about it?"), _("A rule, or a second measure to watch beside it."), rows=1)

    def arrange(self, words: Words, design: MeasureDesign) -> None:
        """The aspects as questions."""
        self.offer("aspect", [(one.value, words.text(f"design_aspect.{one.value}")) for one in Aspect])


LINE_FORMS: dict[str, type[LineForm]] = {EVIDENCE: EvidenceForm, CANDIDATE: CandidateForm, PICTURE: PictureForm}


class ControlForm(LineForm):
    """How far the team can move it, and how many people were asked where no harm was found."""

    control = text_field(
        _("How far can you move it?"), _("What is in your hands, what is not: “the desk is ours, the post is not”."), rows=1
    )
    none_found_after = forms.IntegerField(
        label=_("None found: how many people were asked?"),
        help_text=_("Leave it empty while a line above says what could go wrong."),
        required=False,
        min_value=1,
        max_value=MOST_ASKED,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a whole number, such as 3."),
            "min_value": _("Ask at least one person, or leave it empty."),
            "max_value": _("Write how many people were asked, at most 10,000."),
        },
    )


class ReasonForm(LineForm):
    """Why the choice is the choice."""

    reason = text_field(_("Why this choice?"), _("The balance of strength and feasibility, in your words."))


SHEET_FORMS: dict[str, type[LineForm]] = {"picture": ControlForm, "choice": ReasonForm}


class ChooseForm(LineForm):
    """The name of a chosen measure, one sentence on it, and its type, which a person confirms."""

    name = text_field(
        _("Its name in plain words"),
        _("A short name of the thing: “Days to answer a complaint”. No target, no “KPI”."),
        rows=1,
        most=LONGEST_NAME,
    )
    description = text_field(_("One sentence that says what it is"), _("A stranger could say what is counted."))
    measure_type = choice_field(_("Its type"), _("Choosing it here confirms it."), required=False)

    def arrange(self, words: Words, design: MeasureDesign) -> None:
        """The types with what they mean."""
        self.offer("measure_type", [(one.value, words.text(f"design_type.{one.value or 'later'}")) for one in MeasureType])

    def wanted(self) -> dict[str, Any]:
        """A type that a person sends is a type that a person confirms."""
        found = super().wanted()
        return {**found, "type_confirmed": bool(found.get("measure_type"))} if "measure_type" in found else found
