"""Today: one step of at most fifteen minutes, with its own material inside."""
