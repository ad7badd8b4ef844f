"""The Searcher: a request in, an answer out."""
