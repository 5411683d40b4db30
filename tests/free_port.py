"""A port that nobody uses."""

import socket


def free_port() -> int:
    """A port of loopback that nobody listened on a moment ago."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port
