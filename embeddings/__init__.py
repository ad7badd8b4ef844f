"""Text to vectors: the Encoder interface, sentence-transformers behind it, finding a model."""
