"""``python -m benchmarks [NAME …]``: run all benchmarks, or those named; exit code 1 when one does not hold."""

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "src"))


def names() -> list[str]:
    """Every module of this folder that has a ``run()``, by its name."""
    return sorted(path.stem for path in HERE.glob("*.py") if "\ndef run() -> Iterator[Verdict]:" in path.read_text(encoding="utf-8"))


def main(wanted: list[str]) -> int:
    """Print each benchmark's verdicts."""
    unknown = set(wanted) - set(names())
    if unknown:
        print(f"No benchmark named {', '.join(sorted(unknown))}; there are {', '.join(names())}.", file=sys.stderr)
        return 2
    failed = 0
    for name in wanted or names():
        module = import_module(f"benchmarks.{name}")
        print(f"{name}: {module.__doc__}")
        for verdict in module.run():
            print(verdict, flush=True)
            failed += not verdict.holds
    print("All hold." if not failed else f"{failed} do not hold.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
