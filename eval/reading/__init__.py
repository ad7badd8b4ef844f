"""The reading benchmark: transcripts whose turns are known, written out in many layouts and read back."""
