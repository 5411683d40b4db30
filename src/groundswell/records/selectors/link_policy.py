"""The policy on share links that holds, its earlier entries, and how many links live."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from groundswell.domain.access.deciding import acts
from groundswell.domain.access.link_policy import ALONE, SHARED, LinkPolicy, MadeBy, Maker, ends_at, lets
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import PRODUCT, Actor, actor_of, is_shared
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.models import Share
from groundswell.records.selectors.acts import ActStory, live_acts, organisation_stories
from groundswell.records.selectors.definitions import MeasureState, catalogue
from groundswell.records.selectors.holdings import keeps_measure


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One dated entry: what held from then on, and why."""

    policy: LinkPolicy
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class LiveLinks:
    """How many links to one measure live. ``name`` is empty where the reader may not see the measure, ``team`` where nobody owns it."""

    name: str
    team: str
    live: int


def policy() -> LinkPolicy:
    """The one in force: the newest entry's, or what holds where nobody has said anything."""
    said = [act for act in live_acts([Kind.POLICY], None) if act.what == What.SHARE_LINKS]
    if said:
        return _policy_of(said[-1].payload)
    return SHARED if is_shared() else ALONE


def policy_history(actor: Actor) -> list[PolicyChange]:
    """Every entry, newest first."""
    stories: list[ActStory] = organisation_stories(Kind.POLICY, None) if actor.ref else []
    return [
        PolicyChange(_policy_of(one.act.payload), one.recorded_at, one.act.reason) for one in stories if one.act.what == What.SHARE_LINKS
    ]


def _policy_of(payload: dict[str, object]) -> LinkPolicy:
    days, most = payload["longest_days"], payload["most_live"]
    return LinkPolicy(
        MadeBy(str(payload["made_by"])),
        days if isinstance(days, int) else None,
        most if isinstance(most, int) else None,
        bool(payload["guests_write"]),
    )


def maker(actor: Actor, measure: MeasureState) -> Maker:
    """What that person is to the measure, as far as links go."""
    owner = actor.viewer.everything or keeps_measure(actor.ref, measure.id)
    return Maker(acts(actor.viewer, measure.subject), owner)


@dataclass(slots=True)
class Standing:
    """Whether links still have their reason: asked of many in one reading, each maker once."""

    now: datetime
    policy: LinkPolicy = field(default_factory=policy)
    shared: bool = field(default_factory=is_shared)
    _makers: dict[str, Actor | None] = field(default_factory=dict)

    def ends(self, share: Share) -> datetime:
        """When it ends by the policy of today."""
        return ends_at(self.policy, clock.moment(share.made_at), clock.moment(share.expires_at))

    def lives(self, share: Share) -> bool:
        """Not ended, not run out, of a measure in use, and whoever made it could make it now."""
        if share.ended_at is not None or self.ends(share) <= self.now:
            return False
        measure, made_by = catalogue(PRODUCT).measures.get(share.measure), self._maker(share.made_by)
        if measure is None or measure.away is not None or made_by is None:
            return False
        return lets(self.policy, maker(made_by, measure))

    def _maker(self, ref: str) -> Actor | None:
        if ref not in self._makers:
            self._makers[ref] = _stands(ref, self.shared)
        return self._makers[ref]


def _stands(ref: str, shared: bool) -> Actor | None:
    """The person as they stand now; None for a closed account. Alone, whoever made it is the one who works here."""
    if not shared:
        return PRODUCT
    try:
        return actor_of(ref)
    except UserError:
        return None


def live_links(actor: Actor, now: datetime) -> list[LiveLinks]:
    """Number of live links by measure, for an administrator: no question, no picture, and no name of a measure that they may not see."""
    if not actor.administrator:
        raise UserError("not_allowed")
    standing, everything = Standing(now), catalogue(actor)
    whole = everything.whole.measures
    counts = Counter(share.measure for share in Share.objects.filter(ended_at=None).defer("parts") if standing.lives(share))
    rows = [
        LiveLinks(
            everything.measures[one].definition.name if one in everything.measures else "",
            everything.org_units.get(whole[one].team or "", ""),
            live,
        )
        for one, live in counts.items()
    ]
    return sorted(rows, key=lambda row: (not row.name, row.name.casefold(), row.team, -row.live))
