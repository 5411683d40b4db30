"""What stands at a position of the record never changes, so that answers of the last few positions are kept in memory.

Keys begin with :func:`groundswell.records.databases.identity` and hold the viewer where the answer depends on who looks. Within a piece of
work nothing is kept: what it stored may yet be rolled back, and its positions given to something else.
"""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

from django.db import connections

from groundswell.records.databases import current

T = TypeVar("T")
Key = tuple[object, ...]


class Kept(Generic[T]):
    """The last few answers by key, for all threads; those asked for least recently go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._by_key: OrderedDict[Key, T] = OrderedDict()

    def get(self, key: Key) -> T | None:
        """The answer, or None where it has to be worked out."""
        with self._lock:
            if key in self._by_key:
                self._by_key.move_to_end(key)
            return self._by_key.get(key)

    def put(self, key: Key, answer: T) -> T:
        """Keep an answer, unless a piece of work is under way; gives it back."""
        if not in_work():
            with self._lock:
                self._by_key[key] = answer
                while len(self._by_key) > self._most:
                    self._by_key.popitem(last=False)
        return answer


def in_work() -> bool:
    """Whether this context is inside a piece of work that has not been committed."""
    return connections[current()].in_atomic_block

