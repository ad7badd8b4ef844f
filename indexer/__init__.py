"""Indexing transcripts: readers, attribution, passages, the catalog, and the files derived from it."""
