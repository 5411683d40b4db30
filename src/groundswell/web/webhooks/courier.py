"""The thread that looks what there is to tell, and tells it. Killed at any step, it goes on where the rows say: each thing is put down
once with how far was looked, and tried until it was heard, always under the same id.
"""

import logging
import threading
from datetime import datetime

from django.db import connections

from groundswell.domain.access.deciding import acts
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.databases import DEFAULT, working_on
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.tokens import standing
from groundswell.records.selectors.webhooks import TellingRow, WebhookRow, due, live_webhooks
from groundswell.records.services.webhooks import TEST, allowed, begin_attempt, drop, end_attempt, end_for_leaver, put_down
from groundswell.web.webhooks.events import Range, events
from groundswell.web.webhooks.outside import Outside
from groundswell.web.webhooks.signing import secret_of, signed

SECONDS = 5.0
"""Between two looks."""
log = logging.getLogger("groundswell.web")


class Courier:
    """One for a server process. ``outside`` is the way out."""

    def __init__(self, outside: Outside | None = None) -> None:
        self._outside = outside or Outside()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        """Begins to look, every few seconds."""
        self._thread.start()

    def end(self) -> None:
        """Ends after what is under way."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2 * SECONDS)

    def _run(self) -> None:
        with working_on(DEFAULT):
            while not self._ended.wait(SECONDS):
                try:
                    self.round()
                except Exception as error:
                    log.error("webhooks: %s", type(error).__name__, exc_info=error)
            connections[DEFAULT].close()

    def round(self, now: datetime | None = None) -> int:
        """Looks once and tells what is due; gives how many were heard."""
        if not allowed():
            return 0
        moment = now or clock.now()
        for webhook in live_webhooks():
            look(webhook, moment)
        return sum(tell(telling, self._outside, moment) == "" for telling in due(moment))


def look(webhook: WebhookRow, now: datetime) -> int:
    """Puts down what there is to tell an address; gives how much is new. A person who left is told nothing more."""
    try:
        actor = standing(webhook.account)
    except UserError:
        end_for_leaver(webhook.id)
        return 0
    seq, at = newest_seq(), clock.stamp(now)
    found = events(actor, webhook, Range(webhook.seen_seq, seq))
    return put_down(webhook, found, (seq, at), now)


def tell(telling: TellingRow, outside: Outside, now: datetime) -> str:
    """One attempt; gives why it was not heard, empty where it was. Asks once more whether it may be told at all."""
    if not _may_be_told(telling):
        drop(telling.id, now)
        return "dropped"
    if not begin_attempt(telling.id, telling.attempts, now):
        return "taken"
    webhook, body = telling.webhook, telling.body.encode()
    try:
        status = outside.post(webhook.url, body, signed(secret_of(webhook.id, webhook.salt), body, telling.id, now))
        code = "" if 200 <= status < 300 else "webhook_redirects" if 300 <= status < 400 else "webhook_refuses"
    except UserError as error:
        code = error.code
    end_attempt(telling.id, code, now)
    return code


def _may_be_told(telling: TellingRow) -> bool:
    if not allowed():
        return False
    try:
        actor = standing(telling.webhook.account)
    except UserError:
        return False
    state = catalogue(actor).measures.get(telling.measure)
    return telling.kind == TEST or (state is not None and acts(actor.viewer, state.subject))
