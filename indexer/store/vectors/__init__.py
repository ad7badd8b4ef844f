"""The vector index, at every size: fp16 vectors on disk, searched exactly or through cells."""
