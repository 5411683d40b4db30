"""Heads above periods that are written again for every group: "Falls" over Jan, Feb, Mar, "Calls" over the same months beside it."""

from collections import Counter

from groundswell.engine.proposal import Role
from groundswell.engine.tables.across_head import AcrossHead
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.head_levels import head_text
from groundswell.engine.tables.heads import HeadCell, parse_head


def find_groups(ctx: Context, head: AcrossHead, expanded: dict[int, HeadCell]) -> dict[int, str]:
    """The group that each column of a period stands in, and ``head.group_row``; empty where each period is written once.

    A group reaches to the next head of its row. No period may stand twice in one group, and no head be a period itself: then the
    row above groups nothing.
    """
    values = [column for column, cell in expanded.items() if cell.role is Role.VALUE]
    row = head.rows[0] - 1
    if row < 0 or not _twice(head, expanded, dict.fromkeys(values, "")):
        return {}
    groups, current = {}, ""
    for column in range(min(expanded), max(expanded) + 1):
        current = head_text(ctx, row, column) or current
        if column in expanded:
            groups[column] = current
    texts = set(groups.values())
    if len(texts) < 2 or "" in texts or any(parse_head(text, ctx.parser).is_period for text in texts):
        return {}
    if _twice(head, expanded, {column: groups[column] for column in values}):
        return {}
    head.group_row = row
    return groups


def _twice(head: AcrossHead, expanded: dict[int, HeadCell], groups: dict[int, str]) -> bool:
    """Whether one label of a period heads two columns of a group."""
    labels = [(group, expanded[c].read, expanded[c].part, expanded[c].year, head.years.get(c)) for c, group in groups.items()]
    return any(count > 1 for count in Counter(labels).values())
