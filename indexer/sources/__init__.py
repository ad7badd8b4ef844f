"""Files on disk as sources: walking folders, reading bytes, sidecars and archives."""
