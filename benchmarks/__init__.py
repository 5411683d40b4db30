"""Benchmarks: each passes by a ratio or a stated ceiling in one run; seconds are printed for the reader."""
