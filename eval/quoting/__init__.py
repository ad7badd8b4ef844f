"""What is quoted: whether exact words are found and held, and what is marked."""
