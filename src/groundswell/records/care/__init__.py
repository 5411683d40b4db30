"""Looking after a record: backups in turn, drills, what a restore ends, and what ``doctor`` looks at."""
