"""The offline relevance benchmark: datasets, runs, measures."""
