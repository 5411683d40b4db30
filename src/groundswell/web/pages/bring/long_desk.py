"""A file whose rows have to be counted or added up: its columns, the grouping under way, and taking it as the reading."""

from dataclasses import dataclass, replace

from groundswell.engine.intake import Intake
from groundswell.engine.long.applying import apply_grouping
from groundswell.engine.long.grouping import Grouping
from groundswell.engine.long.offering import take_grouping
from groundswell.engine.long.plain import found_from
from groundswell.engine.long.proposing import LongProposal, propose_grouping
from groundswell.engine.mapping import propose
from groundswell.engine.proposal import Proposal
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.selectors import uploads as kept
from groundswell.records.services import uploads
from groundswell.web.pages.bring import counting, desk
from groundswell.web.pages.bring.check import Material


@dataclass(frozen=True, slots=True)
class LongMaterial:
    """What the page is made from. ``grouping``: as it stands now, the person's or the first one proposed."""

    actor: Actor
    on_desk: Material
    found: LongProposal
    grouping: Grouping

    @property
    def id(self) -> str:
        return self.on_desk.id


def long_material(actor: Actor, upload_id: str, name: str) -> LongMaterial:
    """The columns of an upload and its grouping; raises UserError("upload_unknown"), ("no_rows_to_group") where no column says when."""
    on_desk = desk.material(actor, upload_id)
    workbook, options, large = on_desk.workbook, on_desk.proposal.options, on_desk.proposal.large
    found: LongProposal | None = desk.held(
        ("columns", upload_id, on_desk.choices.typed),
        lambda: propose_grouping(workbook, options, name) if large is None else found_from(large["found"]),
    )
    if found is None:
        raise UserError("no_rows_to_group")
    return LongMaterial(actor, on_desk, found, on_desk.proposal.grouping or found.grouping)


def preview(material: LongMaterial) -> Intake:
    """What the grouping gives, before it is taken; raises UserError where it gives nothing at all."""
    on_desk, grouping = material.on_desk, material.grouping
    if on_desk.proposal.large is not None:
        return counting.counted(kept.upload(material.actor, on_desk.id), grouping, on_desk.proposal.options)
    key = ("grouped", on_desk.id, on_desk.choices.typed, repr(grouping.to_plain()))
    found: Intake = desk.held(key, lambda: apply_grouping(on_desk.workbook, grouping, on_desk.proposal.options))
    return found


def keep_grouping(material: LongMaterial, grouping: Grouping) -> None:
    """Keeps a grouping that is being worked on; the reading stays as it is until it is taken."""
    uploads.keep_proposal(material.id, replace(material.on_desk.proposal, grouping=grouping).to_json())


def take(material: LongMaterial, grouping: Grouping) -> None:
    """Makes the grouping the reading of the file."""
    proposal = Proposal.from_json(material.on_desk.proposal.to_json())
    take_grouping(material.on_desk.workbook, proposal, grouping)
    uploads.keep_proposal(material.id, proposal.to_json())


def as_it_stands(actor: Actor, upload_id: str, wanted: desk.Wanted) -> desk.Begun | None:
    """Goes back to reading the sheet as it stands; the grouping under way is forgotten. A large file is read whole now: that run."""
    on_desk = desk.material(actor, upload_id)
    if on_desk.proposal.large is not None:
        return desk.begin_whole(actor, upload_id, wanted)
    uploads.keep_proposal(upload_id, propose(on_desk.workbook, on_desk.proposal.options).to_json())
    return None


def is_offered(actor: Actor, upload_id: str) -> bool:
    """Whether the file's rows have to be counted or added up before anything of it can be read."""
    row = kept.upload(actor, upload_id)
    if row.proposal is None:
        return False
    proposal = Proposal.from_json(row.proposal)
    return proposal.grouping is not None and not proposal.grouped
