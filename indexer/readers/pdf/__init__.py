"""The text of PDF files, in the order in which people read it."""
