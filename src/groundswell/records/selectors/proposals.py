"""Proposed splits as the record holds them, and what people decided about each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from groundswell.domain.measurement.split_proposal import SplitProposal, TurnedDown
from groundswell.records import clock
from groundswell.records.ledger.kinds import What
from groundswell.records.selectors.acts import ActRow


@dataclass(frozen=True, slots=True)
class Decisions:
    """The acts of one line about splits that stand. ``decided``: ids of proposals that were accepted, refused, or answered by a date."""

    proposals: tuple[ActRow, ...]
    decided: frozenset[str]
    refused: frozenset[str]
    postponed: Mapping[str, ActRow]

    @property
    def undecided(self) -> tuple[ActRow, ...]:
        """Proposals that wait for a person, those put off among them."""
        return tuple(act for act in self.proposals if act.id not in self.decided)

    @property
    def refusals(self) -> tuple[ActRow, ...]:
        """Proposals that a person refused."""
        return tuple(act for act in self.proposals if act.id in self.refused and act.day is not None)


def decisions_of(limits: Iterable[ActRow]) -> Decisions:
    """Read from the acts of kind ``limits`` of one line, in order."""
    acts = list(limits)
    answered = {str(act.payload["proposal"]): act for act in acts if act.what in (What.SPLIT, What.REFUSAL) and "proposal" in act.payload}
    return Decisions(
        tuple(act for act in acts if act.what == What.PROPOSAL),
        frozenset(answered),
        frozenset(of for of, act in answered.items() if act.what == What.REFUSAL),
        {str(act.payload["proposal"]): act for act in acts if act.what == What.POSTPONEMENT},
    )


def proposals_of(limits: Sequence[ActRow]) -> tuple[SplitProposal, ...]:
    """The undecided proposals of one line, in order of day; those put off say until when."""
    decisions = decisions_of(limits)
    found = [_proposal(act, act.day, decisions.postponed.get(act.id)) for act in decisions.undecided if act.day is not None]
    return tuple(sorted(found, key=lambda one: one.day))


def _proposal(act: ActRow, day: date, postponed: ActRow | None) -> SplitProposal:
    payload = act.payload
    return SplitProposal(
        id=act.id,
        day=day,
        algorithm=payload["algorithm"],
        version=payload["version"],
        side=payload["side"],
        line_before=payload["line_before"],
        line=payload["line"],
        figures=payload["figures"],
        calculated_from=date.fromisoformat(payload["calculated_from"]),
        calculated_to=clock.day(payload["calculated_to"]),
        outlying=tuple(map(date.fromisoformat, payload["outlying"])),
        turned_down=tuple(
            TurnedDown(
                date.fromisoformat(one["day"]), date.fromisoformat(one["last"]), one["side"], one["reason"], clock.day(one["shows_on"])
            )
            for one in payload["turned_down"]
        ),
        warns_under=payload["warns_under"],
        not_before=None if postponed is None else clock.day(postponed.payload.get("until")),
        not_under=None if postponed is None else postponed.payload.get("figures"),
    )
