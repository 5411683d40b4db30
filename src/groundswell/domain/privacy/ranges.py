"""How far a hidden figure could be from what it is, for somebody who knows every figure that is shown and every sum they make.

A figure moves, others that are hidden move with it so that each sum still adds up: what can be reached that way is possible for
everybody who looks, so the range found here is never wider than the one they are left with. Where every figure belongs to one sum as
its total and to one as a part at most (a tree), it is exactly theirs: the search is the one for an augmenting path in a network.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Key = str
"""Names a figure within one table."""
UNBOUNDED = 1 << 62
"""So high that nothing is counted in it."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that is shown beside the figures it adds up; a part may be left out that nobody is shown."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the mark of a hidden figure tells by itself, both ends included."""

    low: int
    high: int

    @property
    def width(self) -> int:
        """How many whole numbers there are beside the lowest."""
        return self.high - self.low


@dataclass(slots=True)
class Ranges:
    """Hidden figures with their true ``values`` and ``bounds``, and the sums that they are in; all else in a sum is known."""

    values: Mapping[Key, int]
    bounds: Mapping[Key, Bounds]
    sums: Sequence[Sum]
    _of: dict[Key, list[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for number, each in enumerate(self.sums):
            for key in each.keys:
                if key in self.bounds:
                    self._of.setdefault(key, []).append(number)

    def of(self, key: Key, enough: int = UNBOUNDED) -> Bounds:
        """The lowest and the highest that a figure could be; the search ends ``enough`` away from what it is, on each side."""
        value = self.values[key]
        return Bounds(value - self._reach(key, -1, enough), value + self._reach(key, 1, enough))

    def connected(self, key: Key) -> Iterable[Sum]:
        """The sums that a figure is in, then those of hidden figures in them, and so on: near ones first."""
        waiting, seen = list(self._of.get(key, ())), set(self._of.get(key, ()))
        for number in waiting:
            yield self.sums[number]
            for other in self.sums[number].keys:
                for further in self._of.get(other, ()):
                    if further not in seen:
                        seen.add(further)
                        waiting.append(further)

    def _reach(self, key: Key, sign: int, enough: int) -> int:
        """How far it goes in one direction, by as many moves as it takes."""
        now = dict(self.values)
        far = 0
        while far < enough:
            moves = self._moves(key, sign, now)
            if not moves:
                break
            step = min(enough - far, *(self._room(other, way, now) for other, way in moves.items()))
            for other, way in moves.items():
                now[other] += way * step
            far += step
        return far

    def _room(self, key: Key, sign: int, now: Mapping[Key, int]) -> int:
        bounds = self.bounds[key]
        return bounds.high - now[key] if sign > 0 else now[key] - bounds.low

    def _moves(self, key: Key, sign: int, now: Mapping[Key, int]) -> dict[Key, int]:
        """Which hidden figures go up (1) or down (-1) by one with it so that every sum adds up; empty where none were found."""
        if self._room(key, sign, now) <= 0:
            return {}
        moves = {key: sign}
        settling = _Settling(self, now, moves, {key}, list(self._of.get(key, ())))
        return moves if settling.settled() else {}

    def off_by(self, number: int, moves: Mapping[Key, int]) -> int:
        """How much a sum's total is above its parts after these moves."""
        each = self.sums[number]
        return moves.get(each.total, 0) - sum(moves.get(part, 0) for part in each.parts)

    def answers(self, number: int, off: int, now: Mapping[Key, int]) -> Iterable[tuple[Key, int]]:
        """The hidden figures of a sum that can bring it nearer to adding up, each with its direction."""
        total, down = self.sums[number].total, -1 if off > 0 else 1
        for key in self.sums[number].keys:
            sign = down if key == total else -down
            if key in self.bounds and self._room(key, sign, now) > 0:
                yield key, sign

    def sums_of(self, key: Key) -> Sequence[int]:
        """The numbers of the sums that a hidden figure is in."""
        return self._of[key]


@dataclass(slots=True)
class _Settling:
    """The search for moves after which every sum adds up again; each figure is tried once."""

    ranges: Ranges
    now: Mapping[Key, int]
    moves: dict[Key, int]
    tried: set[Key]
    open: list[int]
    """Sums that may be out of balance: the one that was disturbed last is settled first."""

    def settled(self) -> bool:
        """Whether moves were found; ``moves`` and ``open`` are left as they were where none were."""
        while self.open and not self.ranges.off_by(self.open[-1], self.moves):
            self.open.pop()
        if not self.open:
            return True
        number, before = self.open[-1], list(self.open)
        for key, sign in self.ranges.answers(number, self.ranges.off_by(number, self.moves), self.now):
            if key in self.tried:
                continue
            self.tried.add(key)
            self.moves[key] = sign
            self.open += [other for other in self.ranges.sums_of(key) if other != number]
            if self.settled():
                return True
            del self.moves[key]
            self.open[:] = before
        return False
