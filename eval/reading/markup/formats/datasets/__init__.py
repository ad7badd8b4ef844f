"""Formats of collections of transcripts."""
