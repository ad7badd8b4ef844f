"""The Model Context Protocol: read-only tools with which assistants quote and cite from the index."""
