"""Facets, lists of transcripts and speakers, a transcript by turns, a speaker's activity, new matches."""
