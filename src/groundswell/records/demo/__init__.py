"""Marram Harbour Council: a made-up council with a data directory and a ledger of its own."""
