"""What cookies are called: over https they are bound to this host alone, and no neighbour under the same domain can set one."""

from typing import Final

from django.conf import settings

HOST_PREFIX: Final = "__Host-"


def bound(name: str) -> str:
    """The name of a cookie, by whether the pages are reached over https."""
    return HOST_PREFIX + name if settings.GROUNDSWELL_HTTPS else name
