"""Benchmarks of speed and memory; `make bench` runs the most important ones."""
