"""Timings, each of a process of its own; `make bench` runs them."""
