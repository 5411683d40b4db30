"""Drawings of a chart: SVG for pages and files, PNG from it."""
