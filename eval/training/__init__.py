"""Training what ships with the package: the learned order, and when something is an answer."""
