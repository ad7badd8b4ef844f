"""JSON of speech-to-text tools. Labels of voices are no names; see `indexer.readers.speech`."""
