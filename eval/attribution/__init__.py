"""Measures of reading and attribution on real transcripts."""
