"""Transcripts as JSON Lines and CSV."""
