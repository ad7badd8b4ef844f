"""Captions: cues with times, and how their lines become turns. The formats are in `formats/captions`."""
