"""One module per source format. Each ends with its `READER`; `indexer.readers` finds it there."""
