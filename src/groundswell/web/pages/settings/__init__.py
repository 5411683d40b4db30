"""The organisation's own settings, and the demo's two switches."""
