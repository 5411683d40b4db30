"""What the operating system can hold a process to. The only place that asks it; a system without these still works.

Where a limit is missing, the checks before inflating and the wall clock still hold; ``doctor`` says what is missing.
"""

import sys
from types import ModuleType

_system: ModuleType | None
try:
    import resource as _system
except ImportError:  # Windows
    _system = None

MIB = 1 << 20
_OPEN_FILES = 128


def missing() -> tuple[str, ...]:
    """Limits that this system does not have: ``memory``, ``processor_time``."""
    if _system is None:
        return ("memory", "processor_time")
    # macOS takes RLIMIT_AS and does not keep to it
    return ("memory",) if sys.platform == "darwin" or not hasattr(_system, "RLIMIT_AS") else ()


def hold(memory: int, seconds: int) -> None:
    """Hold this process to so many bytes of memory and seconds of processor time, from now on and for good."""
    if _system is None:
        return
    lacking = missing()
    wanted = [("RLIMIT_CPU", seconds), ("RLIMIT_CORE", 0), ("RLIMIT_NOFILE", _OPEN_FILES)]
    if "memory" not in lacking:
        wanted += [("RLIMIT_AS", memory)]
    for name, most in wanted:
        kind = getattr(_system, name)
        _, hard = _system.getrlimit(kind)
        soft = most if hard == _system.RLIM_INFINITY else min(most, hard)
        # a second of grace lets the soft limit end the process before the hard one does
        _system.setrlimit(kind, (soft, soft + 1 if name == "RLIMIT_CPU" and hard == _system.RLIM_INFINITY else soft))
