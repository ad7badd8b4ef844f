"""What is derived from the catalog and searched: a protocol, and the local store of vectors, words and columns."""
