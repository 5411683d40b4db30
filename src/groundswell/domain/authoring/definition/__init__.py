"""The dictionary of method 1.5: its fields as data, what is written in them, what a change means, and what a design fills in."""
