"""The forms of signing in and of accounts. What a service refuses stands beside the field that it is about."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.errors import UserError
from groundswell.records.passwords import LONGEST, SHORTEST
from groundswell.web.page_form import Choices, PageForm
from groundswell.words import Words

FIELDS: Final[Mapping[str, str]] = {
    "setup_code_wrong": "code",
    "code_wrong": "code",
    "factor_closed": "code",
    "login_bad": "login",
    "login_taken": "login",
    "person_name_needed": "name",
    "name_too_long": "name",
    "password_short": "password",
    "password_long": "password",
    "password_common": "password",
    "password_wrong": "current",
    "organisation_needed": "organisation",
    "team_needed": "team",
    "invited_unit_unknown": "unit",
    "sign_in_refused": "login",
    "locked_out": "login",
    "last_administrator": "sure",
    "factor_asked": "current",
}
"""The field that an error belongs to; others stand above the form."""


def _new_password(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST * 2,
        strip=False,
        help_text=_("At least %(least)s characters. A few words that only you would put together are good; no signs or digits are needed.")
        % {"least": SHORTEST},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-reveal": ""}),
    )


def _present_password(label: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password", "data-reveal": ""})
    return forms.CharField(label=label, max_length=LONGEST * 2, strip=False, widget=widget)


def _login() -> forms.CharField:
    return forms.CharField(label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"}))


def _name(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class AccountsForm(PageForm):
    """A form that takes the refusal of a service as an error of its own; ``locked_out``: it came too often."""

    locked_out = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.error_messages["required"] = _("“%(label)s” is empty.") % {"label": field.label}

    def refuse(self, error: UserError, words: Words) -> None:
        """Puts the sentence beside its field; a field that this form has not got makes it an error of the whole."""
        place = FIELDS.get(error.code)
        self.add_error(place if place in self.fields else None, words.error(error))


class SetUpForm(AccountsForm):
    """The first administrator, the organisation and their team."""

    code = forms.CharField(
        label=_("The code from the console"),
        max_length=60,
        help_text=_("The one that groundswell setup printed. It is good for an hour, once."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "mono"}),
    )
    name = _name(_("Your name"))
    login = _login()
    password = _new_password(_("A password"))
    organisation = forms.CharField(label=_("Name of your organisation"), max_length=200)
    team = forms.CharField(
        label=_("Your own team is called"),
        max_length=200,
        help_text=_("Every measure and map that is here now will belong to it, and nobody else sees them until it shows them."),
    )


class SignInForm(AccountsForm):
    """Address and password."""

    login = _login()
    password = _present_password(_("Password"))


class CodeForm(AccountsForm):
    """The second step."""

    code = forms.CharField(
        label=_("The six digits of your app"),
        max_length=40,
        help_text=_("Or one of your recovery codes, which is used up by it."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "short mono"}),
    )


class JoinForm(AccountsForm):
    """A password for the first time, or anew."""

    password = _new_password(_("A password"))


class AccountForm(AccountsForm):
    """How one is called and reached; a new address needs the password."""

    name = _name(_("Your name"))
    login = _login()
    current = _present_password(_("Your password, if you change the address"))

    def __init__(self, *args: Any, has_password: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["current"].required = False
        if not has_password:
            del self.fields["current"]


class PasswordForm(AccountsForm):
    """The old one and the new one."""

    current = _present_password(_("Your password now"))
    password = _new_password(_("The new password"))

    def __init__(self, *args: Any, has_password: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_password:
            del self.fields["current"]


class ConfirmForm(AccountsForm):
    """One's password, before something that cannot be taken lightly."""

    current = _present_password(_("Your password"))

    def __init__(self, *args: Any, has_password: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_password:
            del self.fields["current"]


class FactorForm(CodeForm):
    """The first code of the app, and one's password: whoever finds a browser open cannot lock its person out."""

    current = _present_password(_("Your password"))

    def __init__(self, *args: Any, has_password: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].help_text = ""
        if not has_password:
            del self.fields["current"]


class EraseForm(ConfirmForm):
    """Erasing a person, said twice."""

    with_words = forms.BooleanField(
        label=_("Also the notes and reasons that were written by this person"),
        required=False,
        help_text=_("The record keeps that they were there. Others may need a reason to understand a chart."),
    )
    sure = forms.BooleanField(
        label=_("Yes, for good"),
        error_messages={"required": _("Tick the box if it is meant: what was erased does not come back.")},
    )
    field_order = ("with_words", "current", "sure")


class InviteForm(AccountsForm):
    """Who, where and as what."""

    name = _name(_("Name"))
    login = forms.CharField(label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    unit = forms.ChoiceField(
        label=_("Works in"), required=False, help_text=_("They see what this org unit measures for itself, and can change it.")
    )
    title = forms.CharField(
        label=_("As"), max_length=200, required=False, help_text=_("A title, such as performance officer. May stay empty.")
    )

    def __init__(self, units: Choices, sent: object = None) -> None:
        super().__init__(sent)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.offer("unit", [("", str(_("No org unit yet"))), *units])
