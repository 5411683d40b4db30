"""Signing in by the identity provider that an organisation has: what is configured, what is fetched, what is believed."""
