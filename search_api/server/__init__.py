"""What the HTTP application and the pages share: processes, the protocol, layers, callers, problem details."""
