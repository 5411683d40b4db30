"""Memory: models, the ledger, services (every write) and selectors (every read)."""
