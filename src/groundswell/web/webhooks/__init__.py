"""Telling another system what happened: addresses that people name, reached only where they lie in the open."""
