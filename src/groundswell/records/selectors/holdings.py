"""What a person holds beyond their posts: roles that they accepted, and what a recorded break-glass opened to them."""

from groundswell.records import clock
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.selectors.acts import live_acts


def roles_of(account_id: str) -> frozenset[str]:
    """Ids of the measures in which this person has accepted a role and not handed it over."""
    return frozenset()


def glasses_of(account_id: str) -> frozenset[str]:
    """Ids of the measures that this person opened by a break-glass that has not run out."""
    now = clock.stamp(clock.now())
    opened = (act for act in live_acts((Kind.VISIBILITY,), None) if act.what == What.GLASS and act.payload["by"] == account_id)
    return frozenset(str(act.measure) for act in opened if act.payload["until"] > now)
