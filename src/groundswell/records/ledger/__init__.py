"""The append-only, hash-chained ledger on a plain SQLite connection: docs/ledger.md and contracts 3."""
