"""What ./run, ./check and .ci/run stand on. Standard library only: it works before anything is installed."""
