"""Candidates of both retrievers, fusion, windows, and the search for transcripts."""
