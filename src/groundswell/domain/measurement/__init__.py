"""Figures and what they are about: exact numbers, periods, observations, series, definitions."""
