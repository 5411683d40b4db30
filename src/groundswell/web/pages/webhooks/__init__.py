"""Addresses outside that a person has told what happens to their measures."""
