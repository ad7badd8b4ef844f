"""Natural pairs of question and answer, mined from transcripts, as training data for encoders and readers."""
