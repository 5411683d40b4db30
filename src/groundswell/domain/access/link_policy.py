"""The organisation's policy on share links: who may make them, how long they live, how many at a time, whether guests may write."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from groundswell.errors import UserError


class MadeBy(StrEnum):
    """Who may make a link to a measure, from the widest to the narrowest. OWNER: the person who accepted to be its measure owner."""

    TEAM = "team"
    OWNER = "owner"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class LinkPolicy:
    """``longest_days`` and ``most_live`` (links of one measure at a time) are None where there is no bound."""

    made_by: MadeBy = MadeBy.TEAM
    longest_days: int | None = None
    most_live: int | None = None
    guests_write: bool = True


ALONE: Final = LinkPolicy()
"""Where one person works alone: their own affair."""
SHARED: Final = LinkPolicy(MadeBy.TEAM, 30, 10)
"""Where people sign in and nobody has said otherwise."""
LONGEST_DAYS: Final = 366
MOST_LIVE: Final = 1000


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a link, or made one: ``acts``: may change the measure now; ``owner``: is its measure owner, or works alone."""

    acts: bool
    owner: bool


def lets(policy: LinkPolicy, maker: Maker) -> bool:
    """Whether that person may have a link to the measure. Asked when a link is made, and again each time it is opened."""
    if policy.made_by is MadeBy.NOBODY or not maker.acts:
        return False
    return maker.owner or policy.made_by is MadeBy.TEAM


def refuse(policy: LinkPolicy, maker: Maker) -> None:
    """Raises UserError("links_switched_off"), ("links_by_owner_only") where that person may make none."""
    if policy.made_by is MadeBy.NOBODY:
        raise UserError("links_switched_off")
    if not lets(policy, maker):
        raise UserError("links_by_owner_only" if maker.acts else "not_your_measure")


def ends_at(policy: LinkPolicy, made: datetime, asked: datetime) -> datetime:
    """When a link ends: as it was asked for, and never later than the policy of today lets a link live."""
    return asked if policy.longest_days is None else min(asked, made + timedelta(days=policy.longest_days))


def check(policy: LinkPolicy) -> None:
    """Raises UserError("link_days_out_of_range"), ("link_number_out_of_range")."""
    if policy.longest_days is not None and not 1 <= policy.longest_days <= LONGEST_DAYS:
        raise UserError("link_days_out_of_range", {"most": LONGEST_DAYS})
    if policy.most_live is not None and not 1 <= policy.most_live <= MOST_LIVE:
        raise UserError("link_number_out_of_range", {"most": MOST_LIVE})
