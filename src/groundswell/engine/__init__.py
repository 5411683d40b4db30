"""Rows to observations: reading workbooks, mapping, intake. No Django, no web."""
