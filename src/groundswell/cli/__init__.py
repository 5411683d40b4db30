"""The command line: ``files`` (no Django, no database) and ``store`` (the data directory), found by name when asked for."""
