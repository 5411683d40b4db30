"""What leads to the organisation's identity provider."""

from dataclasses import dataclass

from django.urls import reverse

from groundswell.errors import UserError
from groundswell.web.sign_on.config import openid_settings, saml_settings


@dataclass(frozen=True, slots=True)
class Button:
    """The provider's name, and where signing in by it begins."""

    name: str
    address: str


def buttons() -> list[Button]:
    """Those of the sign-in page; none where no provider is configured, or its file is not right."""
    try:
        found = (("sign_on", openid_settings()), ("saml", saml_settings()))
    except UserError:
        return []
    return [Button(settings.name, reverse(route)) for route, settings in found if settings is not None]


def connecting() -> str:
    """The provider that somebody who is signed in can connect; "" for none."""
    return next((button.name for button in buttons() if button.address == reverse("sign_on")), "")
