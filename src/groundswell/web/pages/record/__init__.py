"""The record of changes: what was stored, by whom, and whether it is still whole."""
