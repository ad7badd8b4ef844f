"""Formats of speech-to-text tools, and of the programs in which people correct their words."""
