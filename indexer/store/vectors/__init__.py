"""The vector index, at every size: rows of fp16 on disk, searched exactly or through cells."""
