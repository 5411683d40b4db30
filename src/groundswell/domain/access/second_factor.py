"""Of whom an organisation asks a second factor beside the password."""

from enum import StrEnum


class AskedOf(StrEnum):
    """Those who manage accounts, or everybody; None in a setting: each person's own choice."""

    ADMINISTRATORS = "administrators"
    EVERYBODY = "everybody"


def is_asked(of: AskedOf | None, *, administrator: bool) -> bool:
    """Whether it is asked of one who does or does not manage accounts."""
    return of is AskedOf.EVERYBODY or (of is AskedOf.ADMINISTRATORS and administrator)
