"""Bringing data: a file or a pasted block, checked on its own grid, confirmed, stored."""
