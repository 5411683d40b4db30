"""The wording tests: eight questions that a result asks of its own words (method 1.2, 1.3), explained and never blocking."""
