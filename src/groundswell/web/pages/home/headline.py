"""The headline of the home page: how many measures really changed, as a sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

SPELLED = (
    gettext_lazy("none"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
    gettext_lazy("thirteen"),
    gettext_lazy("fourteen"),
    gettext_lazy("fifteen"),
    gettext_lazy("sixteen"),
    gettext_lazy("seventeen"),
    gettext_lazy("eighteen"),
    gettext_lazy("nineteen"),
    gettext_lazy("twenty"),
)


@dataclass(frozen=True, slots=True)
class Headline:
    """One finding, and one sentence that lets the rest be."""

    finding: str
    rest: str


def spelled(count: int) -> str:
    """A count in words up to twenty, digits beyond."""
    return str(SPELLED[count]) if count < len(SPELLED) else str(count)


def headline(signals: int, routine: int, early: int, *, own: bool = True) -> Headline:
    """The finding over all measures: how many have an open signal, are routine, or are too young to tell. ``own``: all of them are
    their reader's own."""
    total = signals + routine + early
    if total == early:
        return Headline(_("Too early to tell."), _("Limits appear from the fifth figure. With earlier years a chart can start today."))
    if signals == 0:
        return Headline(_("No signals. Everything did what it normally does."), _rest(0, early))
    if total == 1:
        return Headline(_("Your measure really changed.") if own else _("The one measure that you follow really changed."), "")
    values = {"signals": _capital(spelled(signals)), "total": spelled(total)}
    if signals == total:
        all_of = _("All of your %(total)s measures really changed.") if own else _("All %(total)s measures really changed.")
        return Headline(all_of % values, "")
    return Headline(
        ngettext("%(signals)s of %(total)s measures really changed.", "%(signals)s of %(total)s measures really changed.", signals)
        % values,
        _rest(routine, early),
    )


def _rest(routine: int, early: int) -> str:
    sentences = []
    if routine:
        calm = ngettext(
            "%(n)s did what it normally does: its ups and downs need no explanation.",
            "%(n)s did what they normally do: their ups and downs need no explanation.",
            routine,
        )
        sentences.append(calm % {"n": _capital(spelled(routine))})
    if early:
        young = ngettext("%(n)s is too young to tell.", "%(n)s are too young to tell.", early)
        sentences.append(young % {"n": _capital(spelled(early))})
    return " ".join(sentences) or _("Ups and downs inside the band need no explanation.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
