"""One ranked list: candidates from both legs, what stands around them, and the learned order."""
