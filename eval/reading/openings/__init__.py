"""Training the model that decides which labels open turns."""
