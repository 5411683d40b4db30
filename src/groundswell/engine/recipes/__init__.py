"""Recipes: how the tables of a file are read, learnt from what people said about one, for the next file of its structure."""
