"""A report of a benchmark run, as one HTML file."""
