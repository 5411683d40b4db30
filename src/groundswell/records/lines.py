"""A line: one measure at one place, which is what a chart shows and what limits and notes belong to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """``org_unit_id`` None: the measure has figures that name no place."""

    measure_id: str
    org_unit_id: str | None = None
