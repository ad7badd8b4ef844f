"""What the HTTP API, the pages and MCP share: processes, the protocol, layers, callers, problem details."""
