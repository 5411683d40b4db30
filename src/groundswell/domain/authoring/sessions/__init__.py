"""Fifteen minutes a day: the steps, when each is done, and which one to suggest (method 7)."""
