"""One module per source format, by kind. Each ends with its `READER`; `indexer.readers` finds it there."""
