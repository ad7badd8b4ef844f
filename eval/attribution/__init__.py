"""Measures of reading and attribution on real transcripts, beside those of retrieval."""
