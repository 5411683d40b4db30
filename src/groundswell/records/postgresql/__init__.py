"""The record in PostgreSQL, beside the embedded SQLite: an agency's own database, with several processes that write."""
