"""Verifying, backing up and summarising an index."""
