"""One ranked list: candidates from both retrievers, their features, and the learned order."""
