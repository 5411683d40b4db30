"""The same request again under its key is answered as the first time, and done once: the work and its answer are one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.ids import new_id
from groundswell.records.models import KeptAnswer
from groundswell.records.opening import write
from groundswell.records.tokens import hash_of

KEPT_FOR = timedelta(hours=24)
RUNS_AT_MOST = timedelta(minutes=2)
"""A request that has not ended by then is taken for broken off: it may be tried again, and ends without effect should it still run."""
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered. ``again``: it was kept from the first time."""

    status: int
    body: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Keyed:
    """A request under a key: whose token, the key, and everything that makes it this request."""

    token_id: str
    key: str
    request: bytes

    @property
    def key_hash(self) -> str:
        """What is kept of the key."""
        return hash_of("key", self.key)

    @property
    def digest(self) -> str:
        """What is kept of the request."""
        return sha256(self.request).hexdigest()


def once(keyed: Keyed, work: Callable[[], Answer], *, now: datetime) -> Answer:
    """Do ``work`` and keep its answer, in one transaction; or give the answer that is kept.

    What ``work`` raises is not kept: a corrected request may come under the same key. Raises UserError("key_for_another_request"),
    ("key_running").
    """
    run = new_id()
    kept = write(lambda: _begin(keyed, run, now))
    if kept is not None:
        return kept

    def done() -> Answer:
        answer = work()
        ours = KeptAnswer.objects.filter(token=keyed.token_id, key_hash=keyed.key_hash, run=run)
        if not ours.update(status=answer.status, answer=answer.body):
            raise UserError("key_running")
        return answer

    try:
        return write(done)
    except BaseException:
        write(lambda: KeptAnswer.objects.filter(token=keyed.token_id, run=run, answer=None).delete())
        raise


def _begin(keyed: Keyed, run: str, now: datetime) -> Answer | None:
    """The answer that is kept, or None where this run may go on."""
    KeptAnswer.objects.filter(made_at__lte=clock.stamp(now - KEPT_FOR)).delete()
    row = KeptAnswer.objects.filter(token=keyed.token_id, key_hash=keyed.key_hash).first()
    if row is None:
        KeptAnswer.objects.create(
            token_id=keyed.token_id, key_hash=keyed.key_hash, request_digest=keyed.digest, run=run, made_at=clock.stamp(now)
        )
        return None
    if row.request_digest != keyed.digest:
        raise UserError("key_for_another_request")
    if row.answer is not None and row.status is not None:
        return Answer(row.status, row.answer, again=True)
    if row.made_at > clock.stamp(now - RUNS_AT_MOST):
        raise UserError("key_running")
    row.run, row.made_at = run, clock.stamp(now)
    row.save(update_fields=["run", "made_at"])
    return None
