"""The forms around showing a chart to somebody: the question and the link, and what comes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.domain.awareness.reactions import ReactionKind
from groundswell.web.page_form import Choices, PageForm

OWN_QUESTION = "own"
LONGEST_QUESTION = 25
DAYS = (7, 30, 90)


USUAL_DAYS = 30


def days_offered(longest: int | None) -> list[int]:
    """How long a link may live: what is offered everywhere, up to the longest that the organisation lets it."""
    if longest is None:
        return list(DAYS)
    return sorted({*(days for days in DAYS if days < longest), min(longest, max(DAYS))})


class ShareForm(PageForm):
    """A question to go with the chart, and how long the link lives."""

    question = forms.ChoiceField(
        label=_("Your question to go with it"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a question, or write your own."),
            "invalid_choice": _("Choose a question of the list, or write your own."),
        },
    )
    own_question = forms.CharField(
        label=_("In your own words"),
        help_text=_("Open, about the work and not about a person, at most 25 words."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("This is longer than 300 characters. Ask one thing.")},
    )
    days = forms.TypedChoiceField(
        label=_("The link works for"),
        coerce=int,
        error_messages={"required": _("Choose how long the link works."), "invalid_choice": _("Choose how long the link works.")},
    )
    sender = forms.CharField(
        label=_("Your name, as they know you"),
        max_length=120,
        error_messages={"required": _("Write your name. The page says who asks."), "max_length": _("A name has at most 120 characters.")},
    )

    def __init__(self, *args: Any, questions: Choices, longest: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("question", [*questions, (OWN_QUESTION, gettext("My own question"))])
        days = days_offered(longest)
        self.offer("days", [(str(one), gettext("%(days)s days") % {"days": one}) for one in days])
        self.fields["days"].initial = USUAL_DAYS if USUAL_DAYS in days else days[-1]

    def clean(self) -> dict[str, Any]:
        """An own question is written out, and short enough to be asked."""
        data = super().clean() or {}
        if data.get("question") == OWN_QUESTION and "own_question" in data:
            words = data["own_question"].split()
            if not words:
                self.add_error("own_question", _("Write your question, or choose one of the list."))
            elif len(words) > LONGEST_QUESTION:
                self.add_error("own_question", _("This has %(n)s words. Keep to 25, so that it is one question.") % {"n": len(words)})
        return data


def first_words_field(label: Any, needed: Any = "", *, required: bool = True) -> forms.CharField:
    """What somebody said, as they said it."""
    return forms.CharField(
        label=label,
        max_length=4000,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": needed, "max_length": _("This is longer than 4,000 characters. Keep the first words.")},
    )


class GuestForm(PageForm):
    """First words of a guest, or a kind alone by one tap; a name if they like."""

    nothing_said = _("Write your first words, even three are enough, or tap a kind.")
    words = first_words_field(_("Your first words"), required=False)
    kind = forms.ChoiceField(
        label=_("If it has a kind, tap one"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Tap one of the kinds, or none.")},
    )
    name = forms.CharField(
        label=_("Your name, if you like"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": _("A name has at most 120 characters.")},
    )

    def __init__(self, *args: Any, kinds: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("kind", kinds)

    def clean(self) -> dict[str, Any]:
        """Words or a kind: one of the two is there."""
        data = super().clean() or {}
        if not self.errors and not data.get("words", "").strip() and not data.get("kind"):
            self.add_error("words", self.nothing_said)
        return data


class TypedReactionForm(GuestForm):
    """First words that the owner heard and types in."""

    nothing_said = _("Write what you heard, in their words, or choose a kind.")
    words = first_words_field(_("Their first words, as they said them"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("Who said it, if they agree to be named")
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["kind"].label = _("Which kind was it?")


class AnswerForm(PageForm):
    """The owner's answer to somebody's first words."""

    text = first_words_field(_("Your answer"), _("Write your answer. One sentence is enough."))


KINDS = tuple(ReactionKind)
