"""From questions to quoted answers: interpretation, retrieval, ranking, the HTTP API, pages, MCP."""
