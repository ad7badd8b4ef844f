"""Questions to quoted answers: reading the query, retrieval, ranking, the HTTP API."""
