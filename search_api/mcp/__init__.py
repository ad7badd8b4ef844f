"""The Model Context Protocol: read-only tools by which assistants quote and cite instead of recalling."""
