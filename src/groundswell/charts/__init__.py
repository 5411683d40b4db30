"""Analyses as charts: a chart is a value, drawn as SVG and PNG, with a text twin."""
