"""Measuring: the offline relevance benchmark, attribution, speed, and training."""
