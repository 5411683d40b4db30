"""Recipes: looked at, changed as text, taken along, brought, put away; and what was decided about names."""
