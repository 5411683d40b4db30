"""What a person holds beyond their posts: roles that they accepted, and what a recorded break-glass opened to them."""

from groundswell.domain.authoring.owning import Role, State
from groundswell.records import clock
from groundswell.records.ledger.kinds import What
from groundswell.records.models import RoleHolding
from groundswell.records.selectors.standing_acts import standing_about


def roles_of(account_id: str) -> frozenset[str]:
    """Ids of the measures in which this person has accepted a role and not handed it over."""
    return frozenset(RoleHolding.objects.filter(account=account_id, state=State.HELD).values_list("measure", flat=True))


def keeps_measure(account_id: str, measure_id: str) -> bool:
    """Whether this person is the measure's owner: accepted, and not handed over."""
    held = RoleHolding.objects.filter(account=account_id, measure=measure_id, role=Role.MEASURE_OWNER, state=State.HELD)
    return held.exists()


def glasses_of(account_id: str) -> frozenset[str]:
    """Ids of the measures that this person opened by a break-glass that has not run out."""
    now = clock.stamp(clock.now())
    opened = (act for act in standing_about(What.GLASS) if act.payload["by"] == account_id)
    return frozenset(str(act.measure) for act in opened if act.payload["until"] > now)
