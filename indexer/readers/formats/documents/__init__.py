"""Running text, in whatever file it comes: plain text, Markdown, pages, PDF, DOCX."""
