"""Groundswell: the KPI system that people choose to own."""

__version__ = "0.1.0"
