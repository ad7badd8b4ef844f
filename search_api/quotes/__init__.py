"""Checking quotes, and citing them."""
