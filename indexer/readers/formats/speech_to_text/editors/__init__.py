"""JSON of programs in which people correct what was transcribed."""
