"""People of a shared data directory, as an administrator manages them: invite, new start, close, make and unmake administrators."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.contrib.auth.hashers import make_password

from groundswell.domain.access.deciding import EVERYTHING, NOBODY
from groundswell.errors import UserError
from groundswell.records import clock, passwords
from groundswell.records.actors import PRODUCT, Actor
from groundswell.records.ids import new_id
from groundswell.records.ledger.kinds import AccountWhat
from groundswell.records.models import Account, OneTimeLink, Post, Share, SignIn, SignOnTrip, Token, Webhook
from groundswell.records.opening import write
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.services import owning, second_factor
from groundswell.records.services.account_acts import LONGEST_NAME, free_login, managing, name_of, record, there
from groundswell.records.services.recording import short_enough
from groundswell.records.services.sharing import end_share
from groundswell.records.services.signing_in import SignedIn, begin, end_sign_ins
from groundswell.records.tokens import hash_of, new_token

INVITE, NEW_START = "invite", "start"
LIFE: Final = {INVITE: timedelta(days=7), NEW_START: timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Invited:
    """A link that works once. ``token`` is shown this once; it is not kept."""

    account_id: str
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is invited, to which org unit (its id; "" for none) and as what."""

    name: str
    login: str
    unit: str = ""
    title: str = ""


def invite(actor: Actor, invitation: Invitation, *, now: datetime, today: date) -> Invited:
    """An account for somebody, a post for them, and the link by which they join.

    Raises UserError("not_allowed"), ("person_name_needed"), ("login_bad"), ("login_taken"), ("invited_unit_unknown").
    """
    managing(actor)
    name, title = name_of(invitation.name), short_enough(invitation.title)[:LONGEST_NAME]

    def work() -> Invited:
        login, unit = free_login(invitation.login), invitation.unit
        if unit and unit not in catalogue(actor).org_units:
            raise UserError("invited_unit_unknown")
        account = Account.objects.create(name=name, login=login, password=make_password(None), made_at=clock.stamp(now))
        if unit:
            Post.objects.create(
                account=account, unit=unit, title=title, start=today.isoformat(), made_by=actor.ref, made_at=clock.stamp(now)
            )
        record(actor, AccountWhat.INVITED, account.id, unit or None)
        return _link(actor, account.id, INVITE, now)

    return write(work)


def invite_again(actor: Actor, account_id: str, *, now: datetime) -> Invited:
    """A new link for whoever is invited and has not joined; for whoever has, a new start: a password set anew, without a second factor.

    The one before is over. It is on the record, and the person sees it, since it would let an administrator in as them.
    Raises UserError("not_allowed"), ("account_unknown").
    """
    managing(actor)

    def work() -> Invited:
        account = there(account_id)
        purpose = NEW_START if account.joined_at else INVITE
        record(actor, AccountWhat.NEW_START if account.joined_at else AccountWhat.INVITED, account.id)
        return _link(actor, account.id, purpose, now)

    return write(work)


def new_start_by_command(login: str, *, now: datetime) -> Invited:
    """A new start for somebody whom nobody on the pages can give one, such as the one administrator; by whoever may start commands.

    Raises UserError("account_unknown").
    """

    def work() -> Invited:
        account = Account.objects.filter(login=login.strip().casefold(), closed_at=None).first()
        if account is None:
            raise UserError("account_unknown")
        actor = replace(PRODUCT, by_command=True)
        record(actor, AccountWhat.NEW_START, account.id)
        return _link(actor, account.id, NEW_START, now)

    return write(work)


def come_back(actor: Actor, account_id: str, *, now: datetime) -> Invited:
    """Somebody who had left is invited again, with the reference that they had; org units are given anew.

    Raises UserError("not_allowed"), ("account_unknown") for one that is not closed, or erased.
    """
    managing(actor)

    def work() -> Invited:
        left = Account.objects.filter(id=account_id, erased_at=None).exclude(closed_at=None)
        if not left.update(closed_at=None, joined_at=None):
            raise UserError("account_unknown")
        record(actor, AccountWhat.INVITED, account_id)
        return _link(actor, account_id, INVITE, now)

    return write(work)


def end_link(actor: Actor, account_id: str) -> None:
    """The link to an account that waits is over."""
    managing(actor)
    write(lambda: _end_links(account_id, clock.stamp(clock.now())))


def join(token: str, password: str, device: str, *, now: datetime) -> SignedIn:
    """Whoever holds the link sets the password and is signed in; the link is used up, and other browsers are signed out.

    Raises UserError("link_unknown") for any link that does not work, ("password_short"), ("password_long"), ("password_common").
    """
    account = account_by_link(token, now=now)
    passwords.check_new(password, account.name, account.login)
    kept = passwords.hashed(password)

    def work() -> SignedIn:
        link = account_link(token, now=now)
        link.used_at = clock.stamp(now)
        link.save(update_fields=["used_at"])
        first = Account.objects.filter(id=account.id, joined_at=None).update(joined_at=clock.stamp(now))
        Account.objects.filter(id=account.id).update(password=kept)
        second_factor.take_off(account.id)
        SignIn.objects.filter(account=account.id).delete()
        if first:
            record(Actor(account.id, account.name, NOBODY), AccountWhat.JOINED, account.id)
        return begin(account.id, device, now=now)

    return write(work)


def account_by_link(token: str, *, now: datetime) -> Account:
    """Whose link that is; raises UserError("link_unknown")."""
    return account_link(token, now=now).account


def account_link(token: str, *, now: datetime) -> OneTimeLink:
    """The row of a link that works; raises UserError("link_unknown")."""
    links = OneTimeLink.objects.select_related("account").filter(token_hash=hash_of("one-time link", token))
    link = links.filter(used_at=None, ended_at=None, expires_at__gt=clock.stamp(now), account__closed_at=None).first()
    if link is None:
        raise UserError("link_unknown")
    return link


def close(actor: Actor, account_id: str, *, now: datetime) -> None:
    """The person has left: their sign-ins, links, posts and roles end at once; what they did stays under their name.

    Raises UserError("not_allowed"), ("account_unknown"), ("last_administrator").
    """
    if account_id != actor.ref:
        managing(actor)

    def work() -> None:
        account = there(account_id)
        not_the_last(account)
        record(actor, AccountWhat.CLOSED, account.id)
        end_everything(actor, account, now)

    write(work)


def sign_out(actor: Actor, account_id: str) -> None:
    """A person is signed out everywhere, as where a computer was lost; they sign in again as before.

    Raises UserError("not_allowed"), ("account_unknown").
    """
    managing(actor)
    end_sign_ins(there(account_id).id)


def end_everything(actor: Actor, account: Account, now: datetime) -> None:
    """Whatever lets somebody in as them, or by a link of theirs. Called inside a piece of work."""
    moment, day = clock.stamp(now), now.date().isoformat()
    account.closed_at, account.administrator, account.password = moment, False, make_password(None)
    account.save(update_fields=["closed_at", "administrator", "password"])
    second_factor.take_off(account.id)
    SignIn.objects.filter(account=account).delete()
    SignOnTrip.objects.filter(account=account).delete()
    for acting in (Token, Webhook):
        acting._default_manager.filter(account=account, ended_at=None).update(ended_at=moment)
    _end_links(account.id, moment)
    Post.objects.filter(account=account, until=None).update(until=day)
    owning.leave(actor, account.id, today=now.date())
    reaching = replace(actor, viewer=EVERYTHING)  # to end a link is not to look at what it shows
    for share_id in list(Share.objects.filter(made_by=account.id, ended_at=None).values_list("id", flat=True)):
        end_share(reaching, share_id)


def make_administrator(actor: Actor, account_id: str, wanted: bool) -> None:
    """They manage accounts from now on, or no more. Raises UserError("not_allowed"), ("account_unknown"), ("last_administrator")."""
    managing(actor)

    def work() -> None:
        account = there(account_id)
        if account.administrator == wanted:
            return
        if not wanted:
            not_the_last(account)
        elif account.joined_at is None:
            raise UserError("not_joined_yet")
        account.administrator = wanted
        account.save(update_fields=["administrator"])
        record(actor, AccountWhat.ADMINISTRATOR if wanted else AccountWhat.NO_ADMINISTRATOR, account.id)

    write(work)


def not_the_last(account: Account) -> None:
    """Raises UserError("last_administrator") where nobody else could manage accounts. Called inside a piece of work."""
    if account.administrator and not Account.objects.filter(administrator=True, closed_at=None).exclude(id=account.id).exists():
        raise UserError("last_administrator")


def _link(actor: Actor, account_id: str, purpose: str, now: datetime) -> Invited:
    _end_links(account_id, clock.stamp(now))
    token, expires = new_token(), now + LIFE[purpose]
    OneTimeLink.objects.create(
        id=new_id(),
        account_id=account_id,
        purpose=purpose,
        token_hash=hash_of("one-time link", token),
        made_by=actor.ref,
        made_at=clock.stamp(now),
        expires_at=clock.stamp(expires),
    )
    return Invited(account_id, token, expires)


def _end_links(account_id: str, moment: str) -> None:
    OneTimeLink.objects.filter(account=account_id, used_at=None, ended_at=None).update(ended_at=moment)
