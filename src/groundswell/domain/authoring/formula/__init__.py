"""Formulas over data items: read from text, checked for units, worked out with exact fractions. Nothing is ever evaluated as code."""
