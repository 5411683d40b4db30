"""What a program may do that acts for a person. A scope only takes away: none gives what the person does not have."""

from enum import StrEnum


class Scope(StrEnum):
    """READ: look at what the person sees. The others: write what the person may write, each by itself."""

    READ = "read"
    WRITE_OBSERVATIONS = "write:observations"
    WRITE_DEFINITIONS = "write:definitions"
    WRITE_REACTIONS = "write:reactions"
