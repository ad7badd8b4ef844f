"""Candidates from both retrievers, with filters inside, and fusion."""
