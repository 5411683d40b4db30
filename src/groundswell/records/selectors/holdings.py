"""What a person holds beyond their posts: roles that they accepted, and what a recorded break-glass opened to them."""

from collections.abc import Iterable, Mapping

from groundswell.domain.authoring.owning import Role, State
from groundswell.records import clock
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.models import RoleHolding
from groundswell.records.selectors.acts import live_acts
from groundswell.records.selectors.standing_acts import standing_about


def roles_of(account_id: str) -> frozenset[str]:
    """Ids of the measures in which this person has accepted a role and not handed it over; where one was merged, also of the measure in
    which its figures stand since."""
    own = frozenset(RoleHolding.objects.filter(account=account_id, state=State.HELD).values_list("measure", flat=True))
    return own | _followed(own, _merges()) if own else own


def keeps_measure(account_id: str, measure_id: str) -> bool:
    """Whether this person is the measure's owner, or of one that was merged into it: accepted, and not handed over."""
    held = RoleHolding.objects.filter(account=account_id, role=Role.MEASURE_OWNER, state=State.HELD)
    own = frozenset(held.values_list("measure", flat=True))
    return measure_id in own or (bool(own) and measure_id in _followed(own, _merges()))


def _followed(ids: Iterable[str], merges: Mapping[str, str]) -> frozenset[str]:
    """What those measures were merged into, and so on."""
    found: set[str] = set()
    for one in ids:
        into = merges.get(one)
        while into is not None and into not in found:
            found.add(into)
            into = merges.get(into)
    return frozenset(found)


def _merges() -> dict[str, str]:
    """Of each measure that is merged now, the one that it was merged into."""
    return {str(act.measure): str(act.payload["into"]) for act in live_acts((Kind.MERGE,), None)}


def glasses_of(account_id: str) -> frozenset[str]:
    """Ids of the measures that this person opened by a break-glass that has not run out."""
    now = clock.stamp(clock.now())
    opened = (act for act in standing_about(What.GLASS) if act.payload["by"] == account_id)
    return frozenset(str(act.measure) for act in opened if act.payload["until"] > now)
