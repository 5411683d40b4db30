"""What leads to the organisation's identity provider."""

from groundswell.errors import UserError
from groundswell.web.sign_on.config import openid_settings


def button() -> str:
    """What stands on the button of the sign-in page; "" where no provider is configured, or its file is not right."""
    try:
        settings = openid_settings()
    except UserError:
        return ""
    return settings.name if settings is not None else ""
