"""Facets, lists of transcripts and speakers, a speaker's activity, what is new."""
