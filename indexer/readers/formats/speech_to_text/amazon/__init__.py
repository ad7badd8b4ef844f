"""JSON of the services of Amazon that transcribe."""
