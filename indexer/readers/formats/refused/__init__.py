"""Formats that are known and not read: each is refused by its name."""
