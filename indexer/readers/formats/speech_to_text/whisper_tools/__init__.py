"""JSON and tables of Whisper and of the programs that run it."""
