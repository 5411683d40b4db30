"""Forget a person: name, login and whatever lets them in go, everywhere a row may be changed; the ledger goes on to verify.

What stays is their random reference and a number: "person 17". Words enter the ledger by salted digest, so text and salt can go
together; the ledger says that they went. What stands in an entry itself (the name of a measure) cannot go, and is named in the answer.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.apps import apps
from django.db import DatabaseError, models, transaction

from groundswell.domain.access.deciding import EVERYTHING
from groundswell.errors import UserError
from groundswell.records import clock, databases
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import AccountWhat, Kind
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.models import (
    Account,
    Act,
    Batch,
    Edit,
    Entry,
    NameDecision,
    Observation,
    OneTimeLink,
    ParkedThought,
    Post,
    RecipeVersion,
    Session,
    SessionPlan,
    Share,
    SignOnIdentity,
    Token,
    Webhook,
    Words,
)
from groundswell.records.opening import empty_log, write
from groundswell.records.services import owning
from groundswell.records.services.account_acts import managing, record
from groundswell.records.services.attempts import Trying, forget_tries
from groundswell.records.services.people import end_everything, not_the_last
from groundswell.records.services.recording import seal_acts
from groundswell.records.services.sharing import end_share

KEPT: Final = (Act, Batch, Entry, Observation, RecipeVersion, NameDecision)
"""Rows that nothing may change."""
APART: Final = (Account, Edit, Words, Share)
"""Rows with a way of their own."""
ASCII: Final = re.compile(r"[A-Za-z0-9]+")
SHORTEST_COLUMN: Final = 65
"""Shorter columns hold ids, codes and days."""


@dataclass(frozen=True, slots=True)
class Erased:
    """``number`` is what is left of the person. ``left``: tables in whose unchangeable entries the name still stands."""

    number: int
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Traces:
    """What is looked for: a name and a login, as whole words in any case, also as JSON writes them; and what takes their place."""

    texts: tuple[str, ...]
    instead: str
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        longest_first = sorted(self.texts, key=len, reverse=True)
        whole = "|".join(re.escape(text) for text in longest_first)
        object.__setattr__(self, "pattern", re.compile(rf"(?<!\w)(?:{whole})(?!\w)", re.IGNORECASE))

    def stands_in(self, name: str) -> models.Q:
        """Rows whose column may hold one: a database may compare without case in ASCII alone, so it is asked for the longest such part."""
        wanted = models.Q()
        for text in self.texts:
            part = max(ASCII.findall(text), key=len, default="")
            wanted |= models.Q(**{f"{name}__icontains": part}) if len(part) > 1 else models.Q(**{f"{name}__contains": text})
        return wanted

    def gone(self, text: str) -> str:
        """The text without them."""
        return self.pattern.sub(self.instead, text)


def erase(actor: Actor, account_id: str, *, now: datetime, with_words: bool = False) -> Erased:
    """For good. By an administrator or the person themselves; ``with_words``: also the notes and reasons that they wrote.

    Raises UserError("not_allowed"), ("account_unknown"), ("last_administrator").
    """
    if account_id != actor.ref:
        managing(actor)

    def work() -> Erased:
        account = Account.objects.filter(id=account_id, erased_at=None).first()
        if account is None:
            raise UserError("account_unknown")
        not_the_last(account)
        traces = _traces(account)
        reaching = replace(actor, viewer=EVERYTHING)  # to take a name out is not to look at what it stands in
        record(actor, AccountWhat.ERASED, account.id)
        forget_tries(Trying(account.login, ""))
        end_everything(actor, account, now)
        _own_rows(account)
        _words(reaching, account, traces, with_words=with_words)
        _edits(reaching, traces)
        _shares(reaching, traces)
        left = {model._meta.db_table for model in _models() if model not in APART and not _replaced(model, traces)}
        account.name, account.login, account.erased_at = "", f"person {account.number}", clock.stamp(now)
        account.save(update_fields=["name", "login", "erased_at"])
        return Erased(account.number, tuple(sorted(left)))

    done = write(work)
    empty_log()
    return done


def _traces(account: Account) -> Traces:
    plain = [form for text in (account.name.strip(), account.login.strip()) if text for form in (text, text.lower(), text.upper())]
    escaped = [json.dumps(text)[1:-1] for text in plain]
    return Traces(tuple(dict.fromkeys(plain + escaped)), f"person {account.number}")


def _own_rows(account: Account) -> None:
    """What is private to them, and how they sign in."""
    for own in (Session, SessionPlan, ParkedThought):
        own._default_manager.filter(actor_ref=account.id).delete()
    for hanging in (OneTimeLink, SignOnIdentity, Token, Webhook):
        hanging._default_manager.filter(account=account).delete()
    Post.objects.filter(account=account).update(title="")
    owning.erase_words_of(account.id)


def _words(actor: Actor, account: Account, traces: Traces, *, with_words: bool) -> None:
    """Words in which the name stands, whoever wrote them; and their own, if they want that."""
    rows = [(row.id, row.seq, row.field) for row in Words.objects.filter(traces.stands_in("text")) if traces.pattern.search(row.text)]
    if with_words:
        for first, last in Batch.objects.filter(actor_ref=account.id).values_list("first_seq", "last_seq"):
            rows += list(Words.objects.filter(seq__gte=first, seq__lte=last).values_list("id", "seq", "field"))
    if not rows:
        return
    Words.objects.filter(id__in={row[0] for row in rows}).delete()
    erased = [{"seq": seq, "field": name} for seq, name in sorted({row[1:] for row in rows})]
    seal_acts(actor, [ActDraft(Kind.ERASE, payload={"erased": erased})])


def _edits(actor: Actor, traces: Traces) -> None:
    """An edit cannot be changed: where one holds the name and is the newest of its field, one without it is written; then it is deleted."""
    found = [row for row in Edit.objects.filter(traces.stands_in("value")).order_by("seq") if traces.pattern.search(row.value or "")]
    for row in found:
        if not Edit.objects.filter(document=row.document, item=row.item, field=row.field, seq__gt=row.seq).exists():
            again = {name: getattr(row, name) for name in ("gesture", "document", "item", "kind", "field", "actor_ref", "recorded_at")}
            Edit.objects.create(**again, value=traces.gone(row.value or ""))
    Edit.objects.filter(seq__in=[row.seq for row in found]).delete()


def _shares(actor: Actor, traces: Traces) -> None:
    """A shared picture with the name in it is a picture no more, and its link is dead."""
    for share in Share.objects.all().iterator():
        shown = bytes(share.parts).decode("utf-8", "replace")
        if traces.pattern.search(shown) or traces.pattern.search(share.question):
            end_share(actor, share.id)
            Share.objects.filter(id=share.id).update(parts=b"", question=traces.gone(share.question))


def _models() -> Iterator[type[models.Model]]:
    yield from apps.get_app_config("records").get_models()


def _replaced(model: type[models.Model], traces: Traces) -> bool:
    """Whether no row of that table holds the name any more; rows that may be changed are changed."""
    names = [one.name for one in model._meta.concrete_fields if _may_hold_words(one)]
    wanted = models.Q()
    for name in names:
        wanted |= traces.stands_in(name)
    if not names:
        return True
    for row in list(model._default_manager.filter(wanted)):
        texts = {name: getattr(row, name) for name in names}
        held = {name: text for name, text in texts.items() if isinstance(text, str) and traces.pattern.search(text)}
        if held and not (model not in KEPT and _changed(model, row.pk, {name: traces.gone(text) for name, text in held.items()})):
            return False
    return True


def _changed(model: type[models.Model], key: Any, texts: dict[str, str]) -> bool:
    """Whether the row took it: a table of rows that are never changed says no by itself."""
    try:
        with transaction.atomic(using=databases.current()):
            model._default_manager.filter(pk=key).update(**texts)
    except DatabaseError:
        return False
    return True


def _may_hold_words(one: "models.Field[Any, Any]") -> bool:
    if one.primary_key or one.is_relation:
        return False
    return isinstance(one, models.TextField) or (isinstance(one, models.CharField) and (one.max_length or 0) >= SHORTEST_COLUMN)
