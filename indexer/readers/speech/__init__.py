"""What the readers of speech-to-text share: segments and words with voices and times, and turns made of them."""
