"""A benchmark run as one HTML file."""
