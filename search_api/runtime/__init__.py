"""Background work, caches, timing, memory."""
