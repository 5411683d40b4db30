"""The limits and three rules of `wheeler` as polars expressions, for comparison, written as well as we know how.

``flags_in_polars`` works on the table that such figures are kept in, one row a figure, sorted by series and period: one
group-by for the limits, one join, and global rolling and shifted expressions for the rules (no window per series),
which are right because every series has the same periods, more than any window.

``unrolled_flags_in_polars`` works on one column a period, where a program writes out our own steps through time as some
1,500 expressions. It is measured for the reader alone: nobody keeps or writes rules so.
"""

import numpy as np
import polars as pl

TOLERANCE, LIMIT = 1e-9, 2.66


def frame_of(values: np.ndarray) -> pl.DataFrame:
    """The long form of a panel (series, periods); a gap is null."""
    series, periods = values.shape
    return pl.DataFrame({
        "series": np.repeat(np.arange(series, dtype=np.uint32), periods),
        "period": np.tile(np.arange(periods, dtype=np.int16), series),
        "value": values.ravel(),
    }).with_columns(pl.col("value").fill_nan(None))


def flags_in_polars(frame: pl.DataFrame) -> pl.DataFrame:
    """Six columns of flags, one for each rule and side, in the order of the frame."""
    value = pl.col("value")
    lines = frame.lazy().group_by("series", maintain_order=True).agg(
        centre=value.mean(), spread=value.diff().abs().mean() * LIMIT, scale=value.abs().max(), figures=value.count(),
    ).with_columns(pl.when(pl.col("figures") >= 5).then(pl.col("centre", "spread")))
    step = frame.lazy().join(lines, on="series", how="left", maintain_order="left").with_columns(
        off=value - pl.col("centre"), slack=pl.max_horizontal(value.abs(), "scale") * TOLERANCE, present=value.is_not_null().cast(pl.Int8),
    )
    return step.select(*_flags("above", pl.col("off")), *_flags("below", -pl.col("off"))).collect()


def _flags(side: str, off: pl.Expr) -> list[pl.Expr]:
    beyond = (off > pl.col("slack")).fill_null(value=False)
    outside = (off - pl.col("spread") > pl.col("slack")).fill_null(value=False)
    near = (off - pl.col("spread") / 2 > pl.col("slack")).fill_null(value=False)
    run_ends = (beyond.cast(pl.Int8).rolling_sum(8) == 8) & (pl.col("period") >= 7)
    full = pl.col("present").rolling_sum(4) == 4
    zone_ends = (near.cast(pl.Int8).rolling_sum(4) >= 3) & full & (pl.col("period") >= 3)
    return [
        outside.alias(f"outside_{side}"),
        _spread_back(run_ends, 8).alias(f"long_run_{side}"),
        (near & _spread_back(zone_ends, 4)).alias(f"short_run_{side}"),
    ]


def _spread_back(ends: pl.Expr, length: int) -> pl.Expr:
    ends = ends.fill_null(value=False)
    return pl.any_horizontal(ends, *(ends.shift(-step, fill_value=False) for step in range(1, length)))


def columns_of(values: np.ndarray) -> pl.DataFrame:
    """One row a series, one column a period; a gap is null."""
    return pl.DataFrame({f"v{at}": values[:, at] for at in range(values.shape[1])}).with_columns(pl.all().fill_nan(None))


def unrolled_flags_in_polars(frame: pl.DataFrame) -> pl.DataFrame:
    """The same flags, one column for each rule, side and period."""
    periods = range(frame.width)
    value = [pl.col(f"v{at}") for at in periods]
    steps = [(value[at] - value[at - 1]).abs() for at in periods[1:]]
    lines = frame.lazy().with_columns(
        centre=pl.mean_horizontal(*value),
        spread=pl.mean_horizontal(*steps) * LIMIT,
        scale=pl.max_horizontal(*(one.abs() for one in value)),
        figures=pl.sum_horizontal(*(one.is_not_null().cast(pl.UInt8) for one in value)),
    ).with_columns(pl.when(pl.col("figures") >= 5).then(pl.col("centre", "spread"))).with_columns(
        *((value[at] - pl.col("centre")).alias(f"off{at}") for at in periods),
        *((pl.max_horizontal(value[at].abs(), "scale") * TOLERANCE).alias(f"slack{at}") for at in periods),
        *(value[at].is_not_null().alias(f"present{at}") for at in periods),
    )
    sides = [flag for side, sign in (("above", 1), ("below", -1)) for at in periods for flag in _places(side, sign, at)]
    windows = [flag for side in ("above", "below") for at in periods for flag in _ends(side, at)]
    out = [flag for side in ("above", "below") for at in periods for flag in _spread(side, at, frame.width)]
    return lines.with_columns(sides).with_columns(windows).select(out).collect()


def _places(side: str, sign: int, at: int) -> list[pl.Expr]:
    off, slack = pl.col(f"off{at}") * sign, pl.col(f"slack{at}")
    lines = {"beyond": off, "outside": off - pl.col("spread"), "near": off - pl.col("spread") / 2}
    return [(distance > slack).fill_null(value=False).alias(f"{name}_{side}{at}") for name, distance in lines.items()]


def _ends(side: str, at: int) -> list[pl.Expr]:
    run, zone = range(at - 7, at + 1), range(at - 3, at + 1)
    ends = []
    if run[0] >= 0:
        ends.append(pl.all_horizontal(*(f"beyond_{side}{one}" for one in run)).alias(f"run_ends_{side}{at}"))
    if zone[0] >= 0:
        hits = pl.sum_horizontal(*(pl.col(f"near_{side}{one}").cast(pl.Int8) for one in zone))
        ends.append((pl.all_horizontal(*(f"present{one}" for one in zone)) & (hits >= 3)).alias(f"zone_ends_{side}{at}"))
    return ends


def _spread(side: str, at: int, periods: int) -> list[pl.Expr]:
    runs = [f"run_ends_{side}{one}" for one in range(max(7, at), min(periods, at + 8))]
    zones = [f"zone_ends_{side}{one}" for one in range(max(3, at), min(periods, at + 4))]
    return [
        pl.col(f"outside_{side}{at}"),
        pl.any_horizontal(*runs).alias(f"long_run_{side}{at}"),
        (pl.col(f"near_{side}{at}") & pl.any_horizontal(*zones)).alias(f"short_run_{side}{at}"),
    ]
