"""``python -m benchmarks.reading [--failed]``: the table; exit code 1 where a file is read wrongly without a word."""

import sys

from benchmarks.reading.outcomes import SHARED, outcomes


def main(arguments: list[str]) -> int:
    """Print a line a file, then how many of each sort there are."""
    if not SHARED.exists():
        print(f"Nothing to read: {SHARED} is not there.", file=sys.stderr)
        return 2
    counts: dict[str, int] = {}
    print("| file | outcome | figures | stated, met | time | what was said |", "|---|---|--:|--:|--:|---|", sep="\n")
    for one in outcomes():
        counts[one.word] = counts.get(one.word, 0) + 1
        print(one.row, flush=True)
        if "--failed" in arguments:
            print(*(f"    not met: {sentence}" for sentence in one.failed), sep="\n" if one.failed else "", end="\n" if one.failed else "")
    print(", ".join(f"{n} {word}" for word, n in sorted(counts.items())))
    return 1 if counts.get("wrong") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
