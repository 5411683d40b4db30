"""Everything that is kept about one person, for themselves (GDPR 15 and 20): machine-readable, whole, and nobody else's.

Tables are found by what they hold: a row belongs to a person where it hangs on their account, or, in tables that hang on no account,
where it says that they made it. A table that comes later is in the export without a line here.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.apps import apps
from django.db import models

from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection
from groundswell.records.ledger.kinds import Kind
from groundswell.records.models import Account, Batch, Reaction
from groundswell.records.selectors.people import account_of

BY: Final = ("actor_ref", "made_by", "typed_by", "answered_by", "asked_by", "decided_by", "person", "by")
"""Columns that say who."""
SECRET: Final = frozenset({
    "password", "factor", "factor_step", "last_login", "token_hash", "code_hash", "browser_hash", "state_hash", "kept", "parts", "salt",
})  # fmt: skip
"""What lets somebody in is no data about a person; pictures of charts are the measure's."""
OF_OTHERS: Final = ("owner", "people")
"""Words that name people who hold a part of a measure: in the export where they name this person."""

Rows = list[dict[str, Any]]


def own_data(actor: Actor) -> Mapping[str, Rows]:
    """Rows by the name of their table, and ``acts``: what they put on the record, with their words. Raises UserError("account_unknown")."""
    account = account_of(actor)
    found: dict[str, Rows] = {"account": [_plain(account)], "acts": _acts(account)}
    for model in apps.get_app_config("records").get_models():
        if model not in (Account, Batch, Reaction) and (rows := _rows_of(model, account)):
            found[model._meta.db_table] = rows
    own = Reaction.objects.filter(models.Q(typed_by=account.id) | models.Q(answered_by=account.id))
    if reactions := [_reaction(row, account) for row in own.order_by("made_at")]:
        found["reaction"] = reactions
    return found


def _rows_of(model: type[models.Model], account: Account) -> Rows:
    fields = model._meta.get_fields()
    hanging = [field.name for field in fields if isinstance(field, models.ForeignKey) and field.related_model is Account]
    said = [field.name for field in fields if field.name in BY and not isinstance(field, models.ForeignKey)]
    wanted = models.Q()
    for name in hanging or said:
        wanted |= models.Q(**{name: account.id})
    if not wanted:
        return []
    return [_plain(row) for row in model._default_manager.filter(wanted).order_by("pk")]


def _plain(row: models.Model) -> dict[str, Any]:
    shown = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in SECRET}
    return {name: value for name, value in shown.items() if not isinstance(value, bytes | memoryview)}


def _reaction(row: Reaction, account: Account) -> dict[str, Any]:
    """Their answer, or what they typed in; a guest's own words are the guest's."""
    own: dict[str, Any] = {"id": row.id, "measure": row.measure, "org_unit": row.org_unit}
    if row.answered_by == account.id:
        own |= {"answer": row.answer, "answered_at": row.answered_at}
    if row.typed_by == account.id:
        own |= {"typed_in_at": row.made_at, "kind": row.kind, "text": row.text}
    return own


def _acts(account: Account) -> Rows:
    query = """
        SELECT a.seq, a.kind, a.measure, a.org_unit, a.day, a.payload, b.recorded_at
        FROM batch b JOIN act a ON a.seq BETWEEN b.first_seq AND b.last_seq WHERE b.actor_ref = ? ORDER BY a.seq"""
    typed = """
        SELECT w.seq, w.field, w.text FROM batch b JOIN words w ON w.seq BETWEEN b.first_seq AND b.last_seq
        WHERE b.actor_ref = ? ORDER BY w.seq, w.field"""
    words: dict[int, dict[str, str]] = {}
    for seq, name, text in reading_connection().execute(typed, (account.id,)):
        if name not in OF_OTHERS or (account.name and account.name.casefold() in text.casefold()):
            words.setdefault(seq, {})[name] = text
    rows: Rows = []
    for seq, kind, measure, unit, day, payload, at in reading_connection().execute(query, (account.id,)):
        said = json.loads(payload)
        if kind == Kind.ACCOUNT and said.get("account") != account.id:
            continue
        rows.append({
            "seq": seq, "kind": kind, "measure": measure, "org_unit": unit, "day": day, "recorded_at": at, "payload": said,
            "words": words.pop(seq, {}),
        })
    # reasons of figures stand at the figures' own entries
    return rows + [{"seq": seq, "kind": "figure", "words": texts} for seq, texts in words.items()]
