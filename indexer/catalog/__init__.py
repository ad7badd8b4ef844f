"""The only SQL: the catalog of transcripts, turns, speakers and vectors, which all else is derived from."""
