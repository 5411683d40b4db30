"""A million rows of long text grouped to 12,000 cells, exactly, beside polars' own read-and-group of the same file in the same run."""

import random
import resource
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars as pl

from benchmarks.measuring import Verdict, at_least, best_of
from groundswell.domain.measurement.period import Cadence
from groundswell.engine.child import read_in_child
from groundswell.engine.intake import Intake
from groundswell.engine.long.grouping import Count, Counted, Grouping
from groundswell.engine.long.reading import group_file
from groundswell.engine.proposal import ReadingOptions

ROWS, AREAS, DAYS = 1_000_000, 100, 3_652
TIMES, MEBIBYTES = 6.0, 1024
RUNS = 3
GROUPING = Grouping("Date", (Counted("Amount", Count.SUM, "Amount"),), cadence=Cadence.MONTH, org_units=("Area",))

Model = dict[tuple[str, date], Fraction]


def run() -> Iterator[Verdict]:
    """CPU time over polars', every sum against a model of fractions, and the largest resident size of the child that does it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.csv"
        model = make_rows(path)
        ours, intake = best_of(RUNS, lambda: group_file(path, GROUPING, ReadingOptions()))
        theirs, frame = best_of(RUNS, lambda: in_polars(path))
        found = sums_of(intake)
        equal = sum(found.get(key) == total for key, total in model.items())
        yield Verdict("cells, each sum equal to the model", f"{equal:,}", f"{len(model):,}", found == model)
        yield Verdict("cells of polars", f"{frame.height:,}", f"{len(model):,}", frame.height == len(model))
        ratio = ours.cpu / theirs.cpu
        says = f"ours {ours.cpu:.2f} s CPU, {ours.wall:.2f} s on the clock; polars {theirs.cpu:.2f} and {theirs.wall:.2f}"
        yield Verdict(says, f"{ratio:.1f} times polars", f"at most {TIMES:g}", ratio <= TIMES)
        told: set[int] = set()
        read_in_child(path, "group", {"grouping": GROUPING.to_plain()}, on_progress=lambda rows, _: told.add(rows))
        yield at_least("rows that progress told of, over all", max(told) / ROWS, 1.0)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        yield Verdict("memory of the child", f"{peak} MiB", f"at most {MEBIBYTES}", peak <= MEBIBYTES)


def make_rows(path: Path) -> Model:
    """A file of eight columns, and its sums by area and month as fractions."""
    chance = random.Random(11)
    areas, kinds, sexes = [f"Area {n:03}" for n in range(AREAS)], [f"Kind {n}" for n in range(12)], ("F", "M", "X")
    days = [date(2015, 1, 1) + timedelta(days=n) for n in range(DAYS)]
    model: Model = {}
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write("Ref,Date,Area,Kind,Sex,Channel,Count,Amount\n")
        for n in range(ROWS):
            day, area, cents = chance.choice(days), chance.choice(areas), chance.randrange(10_000_000)
            key = area, day.replace(day=1)
            model[key] = model.get(key, Fraction(0)) + Fraction(cents, 100)
            amount = f"{cents // 100}.{cents % 100:02}"
            out.write(f"R{n:07},{day},{area},{chance.choice(kinds)},{chance.choice(sexes)},Phone,{n % 500},{amount}\n")
    return model


def sums_of(intake: Intake) -> Model:
    """The figures as fractions."""
    return {
        (one.org_unit or "", one.period.start): Fraction(one.value.decimal if one.value is not None else Decimal(0))
        for one in intake.observations
        if one.period is not None
    }


def in_polars(path: Path) -> pl.DataFrame:
    """The same by polars, as it comes: dates found out, amounts as floats."""
    frame = pl.read_csv(path, try_parse_dates=True)
    return frame.group_by(pl.col("Area"), pl.col("Date").dt.truncate("1mo")).agg(pl.col("Amount").sum())
