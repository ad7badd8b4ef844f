"""Files and uploads to an index."""
