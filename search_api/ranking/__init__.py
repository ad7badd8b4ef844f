"""One ranked list: candidates from both retrievers, what stands around them, and the learned order."""
