"""From one to many: the local person becomes the first administrator, the organisation gets its name, and what is there gets a team."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from groundswell.domain.access.deciding import EVERYTHING
from groundswell.errors import UserError
from groundswell.records import clock, databases, passwords, setup_code
from groundswell.records.actors import Actor, is_shared
from groundswell.records.ids import new_id
from groundswell.records.ledger.kinds import AccountWhat
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.models import Account, Post
from groundswell.records.opening import write
from groundswell.records.selectors.organisation import settings
from groundswell.records.services import organisation
from groundswell.records.services.account_acts import login_of, name_of, record
from groundswell.records.services.measures import org_unit_act
from groundswell.records.services.recording import needed, seal_acts
from groundswell.records.services.signing_in import SignedIn, begin
from groundswell.records.services.teams import take_on


@dataclass(frozen=True, slots=True)
class SetUp:
    """What the page asks for."""

    code: str
    name: str
    login: str
    password: str
    organisation: str
    team: str


def set_up(asked: SetUp, device: str, *, now: datetime, today: date) -> SignedIn:
    """Make the data directory one in which people sign in; the first administrator is signed in by it.

    Whatever is there already, and would be seen by nobody without a team, belongs to the first team. Raises
    UserError("setup_over") once there is an administrator, ("setup_code_wrong"), and those of names, logins and passwords.
    """
    folder = databases.folder(databases.DEFAULT)
    if is_shared():
        raise UserError("setup_over")
    if not setup_code.fits(folder, asked.code, now=now):
        raise UserError("setup_code_wrong")
    name, login = name_of(asked.name), login_of(asked.login)
    units = {new_id(): needed(asked.organisation, "organisation_needed"), new_id(): needed(asked.team, "team_needed")}
    passwords.check_new(asked.password, name, login)
    kept = passwords.hashed(asked.password)

    def work() -> SignedIn:
        # the writing thread does one piece of work after the other: of two that come at once, the second finds an administrator
        if is_shared():
            raise UserError("setup_over")
        account = Account.objects.get()
        moment = clock.stamp(now)
        account.name, account.login, account.password = name, login, kept
        account.administrator, account.made_at, account.joined_at = True, account.made_at or moment, moment
        account.save()
        actor = Actor(account.id, name, EVERYTHING, administrator=True)
        root, team = units
        wanted = replace(settings(on=today), name=units[root])
        organisation.change(actor, wanted, effective_from=today)
        seal_acts(actor, [org_unit_act(root, units[root]), _below(root, org_unit_act(team, units[team]))])
        Post.objects.create(account=account, unit=team, start=today.isoformat(), made_by=account.id, made_at=moment)
        take_on(actor, team)
        record(actor, AccountWhat.SET_UP, account.id, team)
        setup_code.forget(folder)
        return begin(account.id, device, now=now)

    return write(work)


def _below(root: str, act: ActDraft) -> ActDraft:
    return replace(act, payload={**act.payload, "parent": root})
