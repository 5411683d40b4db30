"""Commands that work on files alone: no Django, no database."""
