"""Very many small values and hardly any garbage: the collector would look through them again and again, and find nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = (10_000, 20, 20)
"""Objects, and collections of a younger kind, after which a server looks for garbage."""


def collect_rarely() -> None:
    """For the life of a server: what it was started with is never looked through again, and whatever comes later, rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


@contextmanager
def uncollected() -> Iterator[None]:
    """Within the block nothing is collected; afterwards as before."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
