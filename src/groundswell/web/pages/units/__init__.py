"""Org units: the tree as an outline, a unit's page, what changes it, levels, files of units, posts and peer groups."""
